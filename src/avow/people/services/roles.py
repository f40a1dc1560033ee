"""Who runs a forum: the secretariat and the Core Group."""

from datetime import datetime

from django.db import transaction

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.people import rules
from avow.people.authority import require
from avow.people.models import ForumRole, User
from avow.people.states import StaffRole


def grant_role(user: User, forum: Forum, role: str, *, by: User | None, now: datetime) -> ForumRole:
    """Give somebody who has an account a staff role; a role they have already stays as it is.

    The ledger says which role was given, not to whom. Raises Refused: not allowed.
    """
    wanted = StaffRole(role)
    with transaction.atomic():
        held = require("people.roles", by, None, forum)
        row, made = ForumRole.objects.get_or_create(user=user, forum=forum, role=wanted)
        if made:
            _record("role.granted", forum, wanted, held, now)
    return row


def revoke_role(row: ForumRole, *, by: User | None, now: datetime) -> None:
    """Take a staff role away. A second click changes nothing.

    Raises Refused: not allowed, or it is the secretariat's last member.
    """
    with transaction.atomic():
        forum = Forum.objects.select_for_update().get(
            pk=row.forum_id
        )  # two who leave at once queue up
        held = require("people.roles", by, None, forum)
        if not ForumRole.objects.filter(pk=row.pk).exists():
            return
        if row.role == StaffRole.SECRETARIAT and (
            reasons := rules.last_secretariat(secretariat_of(forum), row.user_id)
        ):
            raise Refused(*reasons)
        ForumRole.objects.filter(pk=row.pk).delete()
        _record("role.revoked", forum, StaffRole(row.role), held, now)


def secretariat_of(forum: Forum) -> frozenset[int]:
    """Return the members of the forum's secretariat whose accounts are open."""
    rows = ForumRole.objects.filter(forum=forum, role=StaffRole.SECRETARIAT, user__is_active=True)
    return frozenset(rows.values_list("user_id", flat=True))


def _record(verb: str, forum: Forum, role: StaffRole, held: str, now: datetime) -> None:
    record(
        verb,
        forum=forum,
        subject=f"forum:{forum.slug}",
        at=now,
        role=held,
        data={"role": role.value},
    )
