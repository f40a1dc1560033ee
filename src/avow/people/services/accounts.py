"""A person's own account: their name and language, and its end."""

from datetime import datetime
from zoneinfo import available_timezones

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.notices.services import Address, tell
from avow.people import rules
from avow.people.models import ForumRole, Invitation, Representation, RoleInvitation, User
from avow.people.personal import GONE, erase_elsewhere
from avow.people.services.organisations import subject_of
from avow.people.services.roles import secretariat_of
from avow.people.states import StaffRole


def open_account(
    email: str,
    *,
    password: str | None,
    name: str = "",
    language: str = "en",
    superuser: bool = False,
) -> tuple[User, bool]:
    """Make a user whose address counts as confirmed; return them and whether they are new.

    Somebody who is here already stays as they are. Without a password they set one by mail. Raises
    Refused (`email_wrong`).
    """
    email = User.objects.normalize_email(email.strip())
    try:
        validate_email(email)
    except ValidationError as error:
        raise Refused("email_wrong") from error
    with transaction.atomic():
        known = User.objects.filter(email__iexact=email).first()
        if known is not None:
            return known, False
        make = User.objects.create_superuser if superuser else User.objects.create_user
        user = make(email, password, name=nfc(name).strip(), language=language)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user, True


def edit_profile(user: User, *, name: str, language: str, time_zone: str) -> User:
    """Change a person's own name, language and time zone. Raises ValueError for an unknown zone."""
    if time_zone not in available_timezones():
        raise ValueError(time_zone)
    user.name, user.language, user.time_zone = " ".join(nfc(name).split()), language, time_zone
    user.save(update_fields=["name", "language", "time_zone"])
    return user


def erase_account(user: User, *, now: datetime) -> None:
    """Close an account and forget the person.

    The row stays, without name, address and password, because what organisations did, decided and
    handed in stays theirs and points to it. Roles, representations, requests, second factors and
    open invitations go. A mail to the old address says so. A second call does nothing.

    Raises Refused (`last_secretariat`): a forum would be left without anybody to run it. An
    organisation that loses its last lead keeps its rows; a new lead asks the secretariat.
    """
    with transaction.atomic():
        row = User.objects.select_for_update().get(pk=user.pk)
        if row.email.endswith(f"@{GONE}"):
            return
        _leave_roles(row, now)
        for mine in Representation.objects.filter(user=row).select_related("organisation"):
            record(
                "representative.removed",
                forum=None,
                subject=subject_of(mine.organisation),
                at=now,
                role="representative",
                data={"role": mine.role, "left": True},
            )
        email, name, language = row.email, row.name, row.language
        _forget(row, now)
        tell(
            "people.erased",
            to=[Address(email, name, language)],
            at=now,
            key=f"people.erased:{row.pk}",
            context={},
        )


def _leave_roles(user: User, now: datetime) -> None:
    """Give up every staff role, with its ledger entry. Raises Refused for a last one."""
    roles = list(ForumRole.objects.filter(user=user).select_related("forum"))
    for mine in roles:
        forum = Forum.objects.select_for_update().get(pk=mine.forum_id)
        if mine.role == StaffRole.SECRETARIAT and (
            reasons := rules.last_secretariat(secretariat_of(forum), user.pk)
        ):
            raise Refused(*reasons)
    ForumRole.objects.filter(user=user).delete()
    for mine in roles:
        record(
            "role.revoked",
            forum=mine.forum,
            subject=f"forum:{mine.forum.slug}",
            at=now,
            role=mine.role,
            data={"role": mine.role},
        )


def _forget(user: User, now: datetime) -> None:
    """Remove what names the person, here and in every registered app."""
    Representation.objects.filter(user=user).delete()
    user.join_requests.all().delete()
    for invitations in (Invitation.objects, RoleInvitation.objects):
        invitations.to(user.email).unanswered().update(revoked_at=now)
        invitations.to(user.email).update(email=f"user-{user.pk}@{GONE}")
    erase_elsewhere(user, now)
    Authenticator.objects.filter(user=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    user.email = f"user-{user.pk}@{GONE}"
    user.name = ""
    user.time_zone = "UTC"
    user.is_active = user.is_staff = user.is_superuser = False
    user.set_unusable_password()  # ends every open session too
    user.save()
