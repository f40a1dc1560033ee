"""Rows for tests, each with values that say nothing, unless the test says them."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from allauth.account.models import EmailAddress

from avow.forums.models import Coalition, Forum
from avow.kernel.text import fold
from avow.people.models import (
    Alias,
    ForumRole,
    Organisation,
    Representation,
    Seat,
    SeatHolder,
    User,
)

_number = count(1)
BEGINNING = datetime(2021, 1, 4, 14, tzinfo=UTC)


def make_user(email: str = "", *, verified: bool = True, **fields: Any) -> User:
    """Make somebody with a confirmed address and the password `correct horse battery`."""
    email = email or f"person{next(_number)}@example.org"
    user = User.objects.create_user(
        email, fields.pop("password", "correct horse battery"), **fields
    )
    EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    return user


def make_organisation(name: str = "", **fields: Any) -> Organisation:
    """Make an organisation; `aliases=` gives it other names."""
    number = next(_number)
    name = name or f"Organisation {number}"
    aliases = fields.pop("aliases", ())
    values: dict[str, Any] = {
        "slug": f"organisation-{number}",
        "kind": "civil_society",
        "country": "KE",
        "created_at": BEGINNING,
        "summary": "Works for equality.",
        "principles": "Parity on the board.",
        "contact_email": f"office{number}@example.org",
    }
    organisation = Organisation.objects.create(
        name=name, folded_name=fold(name), **(values | fields)
    )
    for alias in aliases:
        Alias.objects.create(organisation=organisation, name=alias, folded_name=fold(alias))
    return organisation


def represent(user: User, organisation: Organisation, role: str = "lead") -> Representation:
    """Let somebody represent an organisation."""
    return Representation.objects.create(
        user=user, organisation=organisation, role=role, since=BEGINNING
    )


def give_role(user: User, forum: Forum, role: str = "secretariat") -> ForumRole:
    """Give somebody a staff role in a forum."""
    return ForumRole.objects.create(user=user, forum=forum, role=role)


def make_seat(
    coalition: Coalition, *holders: Organisation, chair: bool = False, **period: date
) -> Seat:
    """Give organisations a Champion's seat in a coalition, for the forum's years unless told otherwise."""
    starts_on = period.get("starts_on", coalition.forum.starts_on)
    ends_on = period.get("ends_on", coalition.forum.ends_on)
    seat = Seat.objects.create(coalition=coalition, starts_on=starts_on, ends_on=ends_on)
    for holder in holders:
        SeatHolder.objects.create(
            seat=seat, organisation=holder, since=starts_on, is_co_chair=chair
        )
    return seat
