"""Publish checked commitments: their rows, makers, public entries and the ledger.

A batch is one transaction. Its ledger entry holds how many there are, the first and last reference
and a digest over every published entry: the import of thousands stays checkable by one line.
"""

import hashlib
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

from avow.commitments import publication
from avow.commitments.models import Commitment, Revision
from avow.directory import services as directory
from avow.forums.models import Forum
from avow.kernel import bulk
from avow.ledger.services import record
from avow.opendata.imports import known, making
from avow.people.models import Organisation
from avow.people.roles import Role
from avow.review.models import Maker

if TYPE_CHECKING:
    from avow.opendata.imports.commitments import CommitmentChecker, Pledge


def take(
    checker: "CommitmentChecker", pledges: Sequence["Pledge"], now: datetime
) -> tuple[int, int]:
    """Publish those that are not here, in the caller's transaction; return (new, here already)."""
    if not pledges:
        return 0, 0
    forum = checker.forum
    # Locked before looking: of two imports of one file at once, the second finds the first's rows.
    number = (
        Forum.objects.select_for_update().values_list("next_number", flat=True).get(pk=forum.pk)
    )
    # Nobody drew a number since `here` looked: what was free then is free now.
    free = checker.free if number == checker.next_number else frozenset()
    here = known.keys_of(
        forum, [pledge.source_id for pledge in pledges if pledge.source_id not in free]
    )
    fresh = [pledge for pledge in pledges if pledge.source_id not in here]
    if fresh:
        Forum.objects.filter(pk=forum.pk).update(next_number=number + len(fresh))
        _publish(checker, fresh, number, now)
    checker.next_number = number + len(fresh)
    return len(fresh), len(pledges) - len(fresh)


def _publish(
    checker: "CommitmentChecker", pledges: list["Pledge"], number: int, now: datetime
) -> None:
    houses = {pledge.house.key: pledge.house for pledge in pledges}
    keys = checker.houses.make(houses.values(), now)
    checker.made_houses = True
    owners = _held(keys.values())
    places = zip(
        bulk.keys(Commitment, len(pledges)),
        bulk.keys(Revision, len(pledges)),
        strict=True,
    )
    made = [
        checker.maker.make(pledge, place, number, owners[keys[pledge.house.key]], now)
        for number, (pledge, place) in enumerate(zip(pledges, places, strict=True), number)
    ]
    making.write(made)
    _make_makers(checker.forum, made)
    _show(checker.forum, [one.commitment for one in made], now)


def _held(keys: Iterable[int]) -> dict[int, Organisation]:
    """Return the organisations by key, locked: one that asks for protection now waits."""
    rows = Organisation.objects.filter(pk__in=set(keys)).order_by("pk")
    held = list(rows.select_for_update(of=("self",), no_key=True))
    # Other names are only looked for in the texts of those at risk.
    prefetch_related_objects([row for row in held if row.is_protected], "aliases")
    return {row.pk: row for row in held}


def _make_makers(forum: Forum, made: list[making.Made]) -> None:
    """Accept each organisation in the coalitions of its commitments, since the last of them."""
    since = {
        (one.commitment.organisation_id, link.coalition_id): link.shown_since
        for one in made
        for link in one.coalitions
    }
    known = Maker.objects.filter(organisation__in={house for house, _coalition in since})
    there = set(known.values_list("organisation_id", "coalition_id"))
    bulk.insert(
        Maker,
        ("forum_id", "organisation_id", "coalition_id", "since"),
        [(forum.pk, *pair, day) for pair, day in since.items() if pair not in there],
        ignore_conflicts=True,
    )


def _show(forum: Forum, commitments: list[Commitment], now: datetime) -> None:
    entries = [publication.entry_of(row) for row in commitments]
    directory.publish_all(entries, new=True)
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
