"""`avow user create` and `avow user role`: the first people of an installation."""

import sys
from argparse import ArgumentParser
from datetime import datetime
from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from avow.forums.models import Coalition, Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentences
from avow.people import services
from avow.people.models import Organisation, User
from avow.people.services.accounts import open_account
from avow.people.states import RepresentationRole, StaffRole

CHAMPION = "champion"
ROLES = (*StaffRole.values, CHAMPION, *RepresentationRole.values)


class Command(BaseCommand):
    """Make people and give them roles from the command line."""

    help = (
        "Make a user, or give one a role. "
        "Example: avow user create sofia@example.org --name 'Sofia Lindqvist', then: "
        "avow user role sofia@example.org secretariat --forum SLUG"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the two verbs."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        create = verbs.add_parser("create", help="make a user whose address counts as confirmed")
        create.add_argument("email")
        create.add_argument("--name", default="")
        create.add_argument("--language", default="en")
        create.add_argument("--superuser", action="store_true", help="sets the platform up")
        create.add_argument("--password-stdin", action="store_true", help="read it from the input")
        role = verbs.add_parser("role", help="give a user a role")
        role.add_argument("email")
        role.add_argument("role", choices=ROLES)
        role.add_argument("--forum", required=True, metavar="SLUG")
        role.add_argument("--coalition", metavar="CODE", help="of a champion")
        role.add_argument(
            "--organisation", metavar="SLUG", help="of a champion, lead, editor, reader"
        )

    def handle(self, *_args: Any, verb: str, **options: Any) -> None:
        """Do the verb. Every refusal is one line and a non-zero exit."""
        now = timezone.now()
        try:
            line = _create(options) if verb == "create" else _give(options, now)
        except Refused as refused:
            raise CommandError(" ".join(sentences(refused.reasons))) from refused
        self.stdout.write(line)


def _create(options: dict[str, Any]) -> str:
    email = options["email"]
    user, made = open_account(
        email,
        password=_password(from_stdin=options["password_stdin"]),
        name=options["name"],
        language=options["language"],
        superuser=options["superuser"],
    )
    return f"{user.email}: made" if made else f"{user.email}: is here already, nothing changed"


def _password(*, from_stdin: bool) -> str | None:
    """Return a good password, or None: then the person sets one by mail."""
    if from_stdin:
        password = sys.stdin.readline().rstrip("\n")
    elif sys.stdin.isatty():
        password = getpass("Password (empty: they set one by mail): ")
    else:
        return None
    if not password:
        return None
    try:
        validate_password(password)
    except ValidationError as error:
        raise CommandError(" ".join(error.messages)) from error
    return password


def _give(options: dict[str, Any], now: datetime) -> str:
    user = _one(User, "user", email__iexact=options["email"])
    forum = _one(Forum, "forum", slug=options["forum"])
    role = options["role"]
    if role in StaffRole.values:
        services.grant_role(user, forum, role, by=None, now=now)
        return f"{user.email}: {role} of {forum.slug}"
    if not options["organisation"]:
        raise CommandError(f"{role}: say which --organisation")
    organisation = _one(Organisation.objects.living(), "organisation", slug=options["organisation"])
    if role != CHAMPION:
        services.appoint(user, organisation, role, by=None, forum=forum, now=now)
        return f"{user.email}: {role} of {organisation.slug}"
    if not options["coalition"]:
        raise CommandError("champion: say which --coalition")
    coalition = _one(Coalition, "coalition", forum=forum, code=options["coalition"])
    services.appoint(user, organisation, "lead", by=None, forum=forum, now=now)
    try:
        services.give_seat(
            coalition,
            organisation,
            starts_on=forum.starts_on,
            ends_on=forum.ends_on,
            by=None,
            now=now,
        )
    except Refused as refused:
        if refused.reasons != ("holds_seat_already",):
            raise
    return f"{user.email}: champion of {coalition.code} for {organisation.slug}"


def _one(rows: Any, what: str, **named: Any) -> Any:
    """Return the row of that name. Raises CommandError in one line."""
    found = (rows.objects if hasattr(rows, "objects") else rows).filter(**named).first()
    if found is None:
        raise CommandError(f"there is no {what} {list(named.values())[-1]}")
    return found
