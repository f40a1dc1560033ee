"""Making one organisation of two that are the same."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import fold
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people import changed
from avow.people.authority import require
from avow.people.duplicates import note_pairs
from avow.people.merging import move_the_rest, run_movers
from avow.people.models import (
    Alias,
    DuplicatePair,
    Invitation,
    JoinRequest,
    Organisation,
    Representation,
    SeatHolder,
    User,
)
from avow.people.services.organisations import FIELDS, subject_of
from avow.people.slugs import hidden_slug
from avow.people.states import RepresentationRole, RequestState

CHOOSABLE = tuple(name for name in FIELDS if name not in {"is_protected", "protected_name"})


def merge(
    gone: Organisation,
    kept: Organisation,
    *,
    take: Collection[str] = (),
    by: User | None,
    forum: Forum | None,
    now: datetime,
) -> Organisation:
    """Make `gone` a part of `kept`: everything that pointed to it points to `kept` afterwards.

    `take` are the fields whose values `kept` takes from `gone`. The name not chosen becomes an
    alias; a colleague of both keeps the stronger role; if either was protected, both are. `gone`
    stays as a row that leads to `kept`, and whatever was merged into it earlier leads there too.
    A double click changes nothing.

    Raises Refused: not allowed (also to who represents either), into itself, one of them was merged
    elsewhere meanwhile, or something of which there may be only one stands in the way.
    """
    if gone.pk == kept.pk:
        raise Refused("merge_into_itself")
    with transaction.atomic():
        rows = Organisation.objects.select_for_update().order_by("pk").in_bulk([gone.pk, kept.pk])
        gone, kept = rows[gone.pk], rows[kept.pk]
        require("organisation.merge", by, gone, forum)
        held = require("organisation.merge", by, kept, forum)
        if gone.merged_into_id == kept.pk:
            return kept
        if gone.merged_into_id is not None or kept.merged_into_id is not None:
            raise Refused("organisation_merged")
        people = _who_must_know(rows)
        moved = _move(gone, kept, now)
        old_name = gone.name
        _choose(gone, kept, take, now)
        Organisation.objects.filter(merged_into=gone).update(merged_into=kept)
        note_pairs(kept, now)
        changed.tell(kept, now)
        record(
            "organisation.merged",
            forum=forum,
            subject=subject_of(kept),
            at=now,
            role=held,
            data={"from": gone.pk, "moved": moved},
        )
        key = f"organisation.merged:{gone.pk}:{kept.pk}"
        names = {"gone": old_name, "kept": kept.name}
        tell("people.merged", to=people, at=now, forum=forum, key=key, context=names)
    return kept


def _who_must_know(organisations: Collection[int]) -> list[User]:
    users = User.objects.filter(representations__organisation__in=organisations, is_active=True)
    return list(users.distinct())


def _move(gone: Organisation, kept: Organisation, now: datetime) -> dict[str, int]:
    """Move all rows: first ours that would collide, then the registered ones, then the rest."""
    _join_representations(gone, kept)
    _join_aliases(gone, kept)
    _join_seats(gone, kept)
    _join_invitations(gone, kept, now)
    _join_requests(gone, kept, now)
    DuplicatePair.objects.filter(first=gone).delete()
    DuplicatePair.objects.filter(second=gone).delete()
    moved = run_movers(gone, kept, now)
    return moved | move_the_rest(gone, kept)


def _join_representations(gone: Organisation, kept: Organisation) -> None:
    order = RepresentationRole.values
    both = {row.user_id: row for row in Representation.objects.filter(organisation=kept)}
    for row in Representation.objects.filter(organisation=gone, user__in=both):
        mine = both[row.user_id]
        if order.index(row.role) < order.index(mine.role):
            mine.role = row.role
        mine.since = min(mine.since, row.since)
        mine.save(update_fields=["role", "since"])
        row.delete()


def _join_aliases(gone: Organisation, kept: Organisation) -> None:
    known = set(kept.aliases.values_list("folded_name", flat=True))
    gone.aliases.filter(folded_name__in=known).delete()


def _join_seats(gone: Organisation, kept: Organisation) -> None:
    """Make one holder of two in the same seat, over both their times."""
    both = {row.seat_id: row for row in SeatHolder.objects.filter(organisation=kept)}
    for row in SeatHolder.objects.filter(organisation=gone, seat__in=both):
        mine = both[row.seat_id]
        mine.since = min(mine.since, row.since)
        mine.until = None if mine.until is None or row.until is None else max(mine.until, row.until)
        mine.is_co_chair = mine.is_co_chair or row.is_co_chair
        mine.save(update_fields=["since", "until", "is_co_chair"])
        row.delete()


def _join_invitations(gone: Organisation, kept: Organisation, now: datetime) -> None:
    """Take back the open invitations of `gone` to somebody whom `kept` has invited too."""
    asked = {
        email.lower() for email in kept.invitations.unanswered().values_list("email", flat=True)
    }
    for row in Invitation.objects.filter(organisation=gone).unanswered():
        if row.email.lower() in asked:
            row.revoked_at = now
            row.save(update_fields=["revoked_at"])


def _join_requests(gone: Organisation, kept: Organisation, now: datetime) -> None:
    """Close the open requests to `gone` of who is in `kept`, or waits for it, already."""
    waiting = JoinRequest.objects.filter(organisation=gone, state=RequestState.OPEN)
    inside = Representation.objects.filter(organisation__in=[gone, kept]).values("user")
    waiting.filter(user__in=inside).update(state=RequestState.ACCEPTED, decided_at=now)
    twice = JoinRequest.objects.filter(organisation=kept, state=RequestState.OPEN).values_list(
        "user", flat=True
    )
    waiting.filter(user__in=list(twice)).update(state=RequestState.DECLINED, decided_at=now)


def _choose(gone: Organisation, kept: Organisation, take: Collection[str], now: datetime) -> None:
    """Write the surviving values; keep the other name; hide both if one was hidden."""
    names = {gone.name, kept.name}
    for name in CHOOSABLE:
        if name in take:
            setattr(kept, name, getattr(gone, name))
    kept.folded_name = fold(kept.name)
    if gone.is_protected or kept.is_protected:
        kept.protected_name = kept.protected_name or gone.protected_name
        # An address that was public before would lead from the name to the protected page.
        gone.slug = hidden_slug()
        if not kept.is_protected:
            kept.slug, kept.is_protected = hidden_slug(), True
    gone.merged_into, gone.updated_at, kept.updated_at = kept, now, now
    gone.save()
    kept.save()
    for name in sorted(names):
        if fold(name) != kept.folded_name:
            Alias.objects.get_or_create(
                organisation=kept, folded_name=fold(name), defaults={"name": name}
            )
    kept.aliases.filter(folded_name=kept.folded_name).delete()
