"""Write checked commitments: revisions, money, coalitions, makers, public entries, the ledger.

A batch is one transaction. Its ledger entry holds how many there are, the first and last reference
and a digest over every published entry: the import of thousands stays checkable by one line.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery

from avow.commitments import publication
from avow.commitments.models import (
    Commitment,
    CommitmentCoalition,
    FinanceLine,
    Link,
    Place,
    Revision,
)
from avow.commitments.states import State
from avow.directory import services as directory
from avow.directory.states import Status
from avow.forums.models import Forum
from avow.ledger.services import record
from avow.people.roles import Role
from avow.review.models import Maker

if TYPE_CHECKING:
    from avow.opendata.imports.commitments import CommitmentChecker, Pledge

_STATES = {Status.COMPLETED: State.COMPLETED, Status.ENDED: State.ENDED}


def take(
    checker: "CommitmentChecker", pledges: Sequence["Pledge"], now: datetime
) -> tuple[int, int]:
    """Publish those that are not here, in the caller's transaction; return (new, here already)."""
    forum = checker.forum
    here = _here(forum, [pledge.source_id for pledge in pledges])
    fresh = [pledge for pledge in pledges if pledge.source_id not in here]
    if not fresh:
        return 0, len(pledges)
    houses = {pledge.house.key: pledge.house for pledge in fresh}
    keys = checker.houses.make(houses.values(), now)
    checker.made_houses = True
    commitments = _commitments(forum, fresh, keys, now)
    _revisions(checker, fresh, commitments, now)
    _coalitions(checker, fresh, commitments)
    _publish(commitments, fresh)
    _show(forum, commitments, now)
    return len(fresh), len(pledges) - len(fresh)


def _here(forum: Forum, ids: list[str]) -> set[str]:
    rows = Commitment.objects.filter(Q(source_id__in=ids) | Q(ref__in=ids), forum=forum)
    return {one for pair in rows.values_list("source_id", "ref") for one in pair}


def _commitments(
    forum: Forum, pledges: list["Pledge"], houses: dict[tuple[str, str], int], now: datetime
) -> list[Commitment]:
    first = _numbers(forum, len(pledges))
    return Commitment.objects.bulk_create(
        [
            Commitment(
                forum=forum,
                organisation_id=houses[pledge.house.key],
                ref=f"{forum.reference_prefix}-{number:06d}",
                source_id=pledge.source_id,
                progress_status=Status.NOT_REPORTED if pledge.status in _STATES else pledge.status,
                created_at=now,
                submitted_at=pledge.submitted_at,
                published_at=pledge.published_at or now,
            )
            for number, pledge in enumerate(pledges, first)
        ]
    )


def _numbers(forum: Forum, count: int) -> int:
    """Return the first of so many numbers, never given again; the forum's row stays locked."""
    Forum.objects.filter(pk=forum.pk).update(next_number=F("next_number") + count)
    return Forum.objects.values_list("next_number", flat=True).get(pk=forum.pk) - count


def _revisions(
    checker: "CommitmentChecker",
    pledges: list["Pledge"],
    commitments: list[Commitment],
    now: datetime,
) -> None:
    pairs = list(zip(pledges, commitments, strict=True))
    revisions = Revision.objects.bulk_create(
        [
            Revision(
                commitment=commitment,
                number=1,
                language=pledge.language,
                title=pledge.title,
                summary=pledge.summary,
                main_type=pledge.types[0],
                types=list(pledge.types),
                sdg_targets=list(pledge.sdg_targets),
                starts_on=pledge.starts_on,
                ends_on=pledge.ends_on,
                also_registered_in=pledge.also_registered_in,
                iati_identifier=pledge.iati_identifier,
                created_at=now,
                published_at=pledge.published_at or now,
                **pledge.texts,
            )
            for pledge, commitment in pairs
        ]
    )
    _children(checker, list(zip(pledges, revisions, strict=True)))


def _children(checker: "CommitmentChecker", made: list[tuple["Pledge", Revision]]) -> None:
    actions = {code: action.pk for code, action in checker.vocabulary.actions.items()}
    chosen = Revision.actions.through
    chosen.objects.bulk_create(
        [
            chosen(revision_id=row.pk, action_id=actions[code])
            for pledge, row in made
            for code in pledge.actions
        ]
    )
    FinanceLine.objects.bulk_create(
        [
            FinanceLine(
                revision=row,
                amount=money.amount,
                currency=money.currency,
                amount_usd=money.usd,
                rate=money.rate.usd if money.rate else None,
                rate_day=money.rate.day if money.rate else None,
            )
            for pledge, row in made
            for money in pledge.money
        ]
    )
    Place.objects.bulk_create(
        [Place(revision=row, country=code) for pledge, row in made for code in pledge.places]
    )
    Link.objects.bulk_create(
        [Link(revision=row, url=url) for pledge, row in made for url in pledge.links]
    )


def _coalitions(
    checker: "CommitmentChecker", pledges: list["Pledge"], commitments: list[Commitment]
) -> None:
    coalitions = {code: row.pk for code, row in checker.vocabulary.coalitions.items()}
    pairs = list(zip(pledges, commitments, strict=True))
    CommitmentCoalition.objects.bulk_create(
        [
            CommitmentCoalition(
                commitment=row,
                coalition_id=coalitions[code],
                shown_since=row.published_at or row.created_at,
            )
            for pledge, row in pairs
            for code in pledge.coalitions
        ]
    )
    makers = {
        (row.organisation_id, coalitions[code]): row
        for pledge, row in pairs
        for code in pledge.coalitions
    }
    Maker.objects.bulk_create(
        [
            Maker(
                forum=checker.forum,
                organisation_id=house,
                coalition_id=coalition,
                since=row.published_at or row.created_at,
            )
            for (house, coalition), row in makers.items()
        ],
        ignore_conflicts=True,
    )


def _publish(commitments: list[Commitment], pledges: list["Pledge"]) -> None:
    """Point each commitment at its revision and give it the state of its file."""
    revision = Subquery(
        Revision.objects.filter(commitment=OuterRef("pk"), number=1).values("pk")[:1]
    )
    for status in (None, *_STATES):
        keys = [
            row.pk
            for row, pledge in zip(commitments, pledges, strict=True)
            if (Status(pledge.status) if pledge.status in _STATES else None) == status
        ]
        if keys:
            state = _STATES[status] if status else State.PUBLISHED
            Commitment.objects.filter(pk__in=keys).update(
                public=revision, current=revision, state=state
            )


def _show(forum: Forum, commitments: list[Commitment], now: datetime) -> None:
    rows = publication.with_everything(
        Commitment.objects.filter(pk__in=[row.pk for row in commitments]).order_by("pk")
    )
    entries = [publication.entry_of(row) for row in rows]
    directory.publish_all(entries)
    digest = hashlib.sha256(
        "\n".join(publication.digest(entry) for entry in entries).encode()
    ).hexdigest()
    record(
        "commitments.imported",
        forum=forum,
        subject=f"import:{digest[:16]}",
        at=now,
        role=Role.SECRETARIAT,
        data={
            "count": len(entries),
            "first": entries[0].ref,
            "last": entries[-1].ref,
            "digest": digest,
        },
    )
