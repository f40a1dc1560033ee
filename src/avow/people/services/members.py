"""Who represents an organisation: changing a colleague's role, letting one go."""

from datetime import datetime

from django.db import transaction

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people import rules
from avow.people.authority import require
from avow.people.models import Organisation, Representation, User
from avow.people.services.organisations import subject_of
from avow.people.states import RepresentationRole

LEAD = RepresentationRole.LEAD


def appoint(
    user: User,
    organisation: Organisation,
    role: str,
    *,
    by: User | None,
    forum: Forum | None,
    now: datetime,
) -> Representation:
    """Let somebody who has an account represent an organisation, without an invitation.

    Only the platform itself and the secretariat may: a lead invites, so that the person agrees.
    Somebody who represents it already gets this role, unless theirs is stronger.
    """
    wanted = RepresentationRole(role)
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        held = require("organisation.appoint", by, row, forum)
        if row.merged_into_id is not None:
            raise Refused("organisation_merged")
        mine, made = Representation.objects.get_or_create(
            user=user, organisation=row, defaults={"role": wanted, "since": now}
        )
        order = RepresentationRole.values
        if not made and order.index(wanted) >= order.index(mine.role):
            return mine
        mine.role = wanted
        mine.save(update_fields=["role"])
        record(
            "representative.joined",
            forum=forum,
            subject=subject_of(row),
            at=now,
            role=held,
            data={"role": wanted.value, "by": "appointment"},
        )
    return mine


def change_role(
    representation: Representation,
    role: str,
    *,
    by: User | None,
    forum: Forum | None,
    now: datetime,
) -> Representation:
    """Give a colleague another role. Raises Refused: not allowed, or they are the last lead."""
    wanted = RepresentationRole(role)
    with transaction.atomic():
        row, organisation = _locked(representation)
        held = require("organisation.people", by, organisation, forum)
        if row.role == wanted:
            return row
        if row.role == LEAD and (reasons := rules.last_lead(_leads(organisation), row.user_id)):
            raise Refused(*reasons)
        row.role = wanted
        row.save(update_fields=["role"])
        record(
            "representative.changed",
            forum=forum,
            subject=subject_of(organisation),
            at=now,
            role=held,
            data={"role": wanted.value},
        )
    return row


def remove_representative(
    representation: Representation, *, by: User | None, forum: Forum | None, now: datetime
) -> None:
    """Let a colleague go; anybody may leave by themselves. A second click changes nothing.

    Raises Refused: not allowed, or they are the last lead.
    """
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(
            pk=representation.organisation_id
        )
        row = Representation.objects.filter(pk=representation.pk).select_related("user").first()
        if row is None:
            return
        leaves = by is not None and row.user_id == by.pk
        held = (
            "representative" if leaves else require("organisation.people", by, organisation, forum)
        )
        if row.role == LEAD and (reasons := rules.last_lead(_leads(organisation), row.user_id)):
            raise Refused(*reasons)
        row.delete()
        record(
            "representative.removed",
            forum=forum,
            subject=subject_of(organisation),
            at=now,
            role=held,
            data={"role": row.role, "left": leaves},
        )
        if not leaves:
            tell(
                "people.removed",
                to=[row.user],
                at=now,
                forum=forum,
                key=f"representative.removed:{representation.pk}",
                context={"organisation": organisation.name},
            )


def _locked(representation: Representation) -> tuple[Representation, Organisation]:
    """Return the row and its organisation, which is locked: two who change roles at once queue up.

    Raises Refused when the colleague is gone.
    """
    organisation = Organisation.objects.select_for_update().get(pk=representation.organisation_id)
    row = Representation.objects.filter(pk=representation.pk).first()
    if row is None:
        raise Refused("moved_on")
    return row, organisation


def _leads(organisation: Organisation) -> frozenset[int]:
    rows = Representation.objects.filter(organisation=organisation, role=LEAD, user__is_active=True)
    return frozenset(rows.values_list("user_id", flat=True))
