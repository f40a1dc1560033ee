"""Near-duplicates in the database: asked before adding, kept as pairs for the secretariat."""

from collections import defaultdict
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from avow.people import matching
from avow.people.matching import Known, Near
from avow.people.models import Alias, DuplicatePair, Organisation, User

SHOWN = 8


def all_known(*, public_only: bool = False) -> list[Known]:
    """Return the shapes of all living organisations; two queries."""
    rows = Organisation.objects.living()
    if public_only:
        rows = rows.filter(is_protected=False)
    names: dict[int, list[str]] = defaultdict(list)
    for pk, folded in Alias.objects.values_list("organisation_id", "folded_name"):
        names[pk].append(folded)
    values = rows.order_by().values_list("pk", "folded_name", "country", "website")
    return [
        Known(pk, (folded, *names[pk]), country, matching.site_of(website))
        for pk, folded, country, website in values.iterator(chunk_size=2000)
    ]


def find_near(
    name: str, *, country: str = "", aliases: tuple[str, ...] = (), website: str = ""
) -> list[tuple[Organisation, Near]]:
    """Return the organisations that may be the one somebody is about to add, the nearest first.

    An organisation at risk is never among them: asking must not tell that it is here. The
    secretariat finds such a pair on its own page.
    """
    asked = matching.known(0, name, aliases, country, website)
    near = [
        (row.pk, found)
        for row in all_known(public_only=True)
        if (found := matching.compare(asked, row))
    ]
    near.sort(key=lambda one: (-one[1].score, one[0]))
    rows = Organisation.objects.in_bulk([pk for pk, _ in near[:SHOWN]])
    return [(rows[pk], found) for pk, found in near[:SHOWN]]


@transaction.atomic
def refresh_pairs(now: datetime) -> int:
    """Look at all organisations again; return how many pairs wait for a person.

    What a person told apart stays told apart. A pair that is no longer near goes.
    """
    found = matching.pairs(all_known())
    DuplicatePair.objects.bulk_create(
        [
            DuplicatePair(
                first_id=first, second_id=second, score=near.score, reason=near.reason, found_at=now
            )
            for (first, second), near in found.items()
        ],
        update_conflicts=True,
        unique_fields=["first", "second"],
        update_fields=["score", "reason"],
        batch_size=500,
    )
    waiting = DuplicatePair.objects.filter(told_apart_at=None)
    stale = [
        pk
        for pk, first, second in waiting.values_list("pk", "first_id", "second_id")
        if (first, second) not in found
    ]
    waiting.filter(pk__in=stale).delete()
    return len(found)


def note_pairs(organisation: Organisation, now: datetime) -> None:
    """Keep the pairs of one organisation that was just added or renamed."""
    names = tuple(organisation.aliases.values_list("name", flat=True))
    mine = matching.known(
        organisation.pk, organisation.name, names, organisation.country, organisation.website
    )
    rows = [
        DuplicatePair(
            first_id=min(mine.pk, other.pk),
            second_id=max(mine.pk, other.pk),
            score=near.score,
            reason=near.reason,
            found_at=now,
        )
        for other in all_known()
        if other.pk != mine.pk and (near := matching.compare(mine, other))
    ]
    DuplicatePair.objects.filter(
        Q(first=organisation) | Q(second=organisation), told_apart_at=None
    ).delete()
    DuplicatePair.objects.bulk_create(rows, ignore_conflicts=True)


def tell_apart(pair: DuplicatePair, *, by: User, now: datetime) -> None:
    """Keep that a person looked and found two organisations; a second click changes nothing."""
    DuplicatePair.objects.filter(pk=pair.pk, told_apart_at=None).update(
        told_apart_at=now, told_apart_by=by
    )
