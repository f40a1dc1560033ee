"""Make and close invitations, count who came, and say how many."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.crypto import salted_hmac

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.mobilising.models import Arrival, Invitation, Refusal
from avow.mobilising.permissions import POLICY
from avow.mobilising.states import What
from avow.participants.models import Participant
from avow.people.authority import roles_in
from avow.people.models import Organisation, Representation, User
from avow.people.querysets import ACTING

SALT = "avow.mobilising"
_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another one


def make(forum: Forum, organisation: Organisation, *, by: User, now: datetime) -> Invitation:
    """Return somebody's own live invitation in the name of an organisation; made if there is none.

    Raises Refused for whoever does not act for it.
    """
    if not POLICY.allows("invitation.make", roles_in(by, organisation, forum)):
        raise Refused("not_yours", forbidden=True)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(pk=organisation.pk)
        mine = Invitation.objects.filter(
            forum=forum, organisation=organisation, made_by=by, closed_at=None
        )
        known: Invitation | None = mine.first()
        if known is not None:
            return known
        code = "".join(secrets.choice(_SIGNS) for _ in range(12))
        return Invitation.objects.create(
            forum=forum, organisation=organisation, made_by=by, code=code, made_at=now
        )


def close(invitation: Invitation, *, by: User, now: datetime) -> None:
    """End an invitation: its link invites nobody more; what was counted stays. Raises Refused."""
    roles = roles_in(by, invitation.organisation, invitation.forum)
    if not POLICY.allows("invitation.close", roles):
        raise Refused("not_yours", forbidden=True)
    Invitation.objects.filter(pk=invitation.pk, closed_at=None).update(closed_at=now)


def live(forum: Forum, code: str) -> Invitation | None:
    """Return the invitation of a link that still invites: while who made it acts for its maker."""
    rows = Invitation.objects.select_related("organisation", "forum")
    acting = Representation.objects.filter(
        user=OuterRef("made_by"), organisation=OuterRef("organisation"), role__in=ACTING
    )
    return rows.filter(Exists(acting), forum=forum, code=code[:16], closed_at=None).first()


def of_colleagues(forum: Forum, user: User) -> QuerySet[Invitation]:
    """Return the open invitations of others, of organisations that the person acts for."""
    mine = Organisation.objects.acted_for_by(user)
    rows = Invitation.objects.filter(forum=forum, organisation__in=mine, closed_at=None)
    return rows.exclude(made_by=user).select_related("organisation", "forum", "made_by")


def digest(forum_id: int, address: str) -> str:
    """Return what is kept of an address: keyed, of one forum; nobody reads the address from it."""
    key = f"{forum_id}:{address.strip().lower()}"
    return salted_hmac(SALT, key, algorithm="sha256").hexdigest()


def confirmed(forum: Forum, address: str) -> None:
    """Let what somebody did before their address was known to be theirs count from now on."""
    rows = Arrival.objects.filter(invitation__forum=forum, who=digest(forum.pk, address))
    rows.filter(confirmed=False).update(confirmed=True)


def participant_confirmed(participant: Participant, _now: datetime) -> None:
    """Do so for somebody who takes part without an account."""
    confirmed(participant.forum, participant.email)


def drop_waiting(participant: Participant | None, before: datetime) -> int:
    """Delete the arrivals that nobody confirmed since before a time, of one address or of all.

    Interest registered has its own link, which works for longer: it is left alone.
    """
    rows = Arrival.objects.filter(confirmed=False, at__lt=before).exclude(what=What.INTEREST)
    if participant is not None:
        who = digest(participant.forum_id, participant.email)
        rows = rows.filter(invitation__forum=participant.forum_id, who=who)
    gone, _rows = rows.delete()
    return gone


def counted(forum: Forum, addresses: Iterable[str]) -> QuerySet[Arrival]:
    """Return what is counted of whoever has these addresses."""
    who = [digest(forum.pk, one) for one in addresses]
    return Arrival.objects.filter(invitation__forum=forum, who__in=who)


def uncount(
    invitation: Invitation, addresses: Iterable[str], ids: Iterable[int] = (), *, now: datetime
) -> int:
    """Count somebody no more who takes their consent back; return how many arrivals are gone.

    They are found by their addresses, or by the numbers that their browser kept. Another browser in
    which they agreed before counts them no more either.
    """
    with transaction.atomic():
        mine = counted(invitation.forum, addresses).values("pk")
        rows = Arrival.objects.filter(Q(pk__in=mine) | Q(pk__in=list(ids)), invitation=invitation)
        people = {digest(invitation.forum_id, one) for one in addresses}
        for who in people | set(rows.values_list("who", flat=True)):
            Refusal.objects.update_or_create(invitation=invitation, who=who, defaults={"at": now})
        gone, _rows = rows.delete()
    return gone


def forget(participant: Participant, now: datetime) -> None:
    """Count no more who is forgotten: their consent goes with them."""
    del now
    erase(participant.forum, [participant.email])


def erase(forum: Forum, addresses: Iterable[str]) -> None:
    """Delete what is kept of whoever had these addresses."""
    who = [digest(forum.pk, one) for one in addresses]
    for kept in (Arrival, Refusal):
        kept.objects.filter(invitation__forum=forum, who__in=who).delete()


def count(
    invitation: Invitation,
    what: str,
    address: str,
    *,
    known: bool,
    agreed_at: datetime,
    now: datetime,
) -> Arrival | None:
    """Count somebody who came and agreed; once for each thing. Return what is new, if it is.

    Who took their consent back after `agreed_at` is not counted.

    People of the inviting organisation itself are not counted.
    """
    who = digest(invitation.forum_id, address)
    own = User.objects.filter(
        email__iexact=address.strip(), representations__organisation=invitation.organisation_id
    )
    refused = Refusal.objects.filter(invitation=invitation, who=who, at__gte=agreed_at)
    if own.exists() or refused.exists():
        return None
    row, made = Arrival.objects.get_or_create(
        invitation=invitation,
        what=What(what),
        who=who,
        defaults={"at": now, "confirmed": known},
    )
    if known and not row.confirmed:
        Arrival.objects.filter(pk=row.pk).update(confirmed=True)
    return row if made else None


@dataclass(frozen=True, slots=True)
class Brought:
    """How many people an organisation brought in, in all and by what they did."""

    people: int
    by_what: list[tuple[str, int]]


def brought(forum: Forum, organisation: Organisation) -> Brought:
    """Return how many different people came by an organisation's invitations; two queries."""
    rows = Arrival.objects.filter(
        invitation__forum=forum, invitation__organisation=organisation, confirmed=True
    )
    people = rows.aggregate(n=Count("who", distinct=True))["n"]
    found = dict(rows.values_list("what").annotate(n=Count("who", distinct=True)).order_by())
    return Brought(
        people, [(str(What(one).label), found[one]) for one in What.values if one in found]
    )
