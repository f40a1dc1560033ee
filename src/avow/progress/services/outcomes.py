"""Keep what statistics count of a commitment in a cycle, beside what is published."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import Q

from avow.commitments.models import Commitment
from avow.commitments.services import common as commitments
from avow.directory import services as directory
from avow.forums.models import Forum
from avow.progress import rules
from avow.progress.models import Cycle, Outcome, Report
from avow.progress.models.outcome import NOT_REPORTED
from avow.progress.states import State

CENT = Decimal(100)
BATCH = 100  # commitments between two words about how far it is


class Told(NamedTuple):
    """What one maker's public report in a cycle says."""

    cycle: int
    maker: int
    year: int
    status: str
    content: dict[str, Any]


def public_changed(forum_id: int) -> None:
    """Let every kept page of a forum be asked for anew, in the transaction that changes it."""
    directory.touch(forum_id)


def keep(commitment: Commitment, cycle: Cycle) -> None:
    """Count a locked commitment in a cycle by its public reports.

    Later cycles are counted anew too: the money spent by then may have been told in this one.
    """
    wanted = {cycle.pk: cycle.year}
    later = Outcome.objects.filter(commitment=commitment, year__gt=cycle.year)
    wanted |= dict(later.values_list("cycle_id", "year"))
    rows = list(
        Report.objects.filter(commitment=commitment, public__isnull=False)
        .filter(cycle__year__lte=max(wanted.values()))
        .order_by("cycle__year", "pk")
        .values_list(
            "cycle_id", "organisation_id", "cycle__year", "public__status", "public__content"
        )
    )
    told = [Told(*row) for row in rows]
    Outcome.objects.filter(commitment=commitment, is_last=True).update(is_last=False)
    for key, year in wanted.items():
        status = rules.together([one.status for one in told if one.cycle == key])
        silent = status == NOT_REPORTED
        cents, unrated = (None, False) if silent else spent(told, year)
        Outcome.objects.update_or_create(
            cycle_id=key,
            commitment=commitment,
            defaults={
                "forum_id": commitment.forum_id, "year": year, "ref": commitment.ref,
                "status": status, "cents": cents, "is_unrated": unrated,
            },
        )  # fmt: skip
    _mark_last(commitment)


def rebuild(forum: Forum, progress: Callable[[int], None]) -> int:
    """Make a forum's outcomes again from its reports; return how many there are.

    Each commitment in a transaction of its own, so that readers wait for nothing and a run that was
    stopped leaves what it did. What should not be there goes with its commitment.
    """
    rows = Report.objects.filter(cycle__forum=forum).order_by()
    known = Outcome.objects.filter(forum=forum).order_by()
    keys = set(rows.values_list("commitment_id", flat=True))
    keys |= set(known.values_list("commitment_id", flat=True))
    for number, pk in enumerate(sorted(keys), 1):
        _again(pk)
        if number % BATCH == 0:
            progress(number)
    public_changed(forum.pk)
    return Outcome.objects.filter(forum=forum).count()


def _again(pk: int) -> None:
    """Count one commitment anew in each cycle where it is published or publicly missing."""
    with transaction.atomic():
        commitment = commitments.locked(pk)
        said = Q(public__isnull=False) | Q(state=State.NOT_REPORTED)
        cycles = Cycle.objects.filter(
            pk__in=Report.objects.filter(said, commitment=commitment).values("cycle")
        ).order_by("year")
        Outcome.objects.filter(commitment=commitment).exclude(cycle__in=cycles).delete()
        for cycle in cycles:
            keep(commitment, cycle)


def spent(told: Iterable[Told], year: int) -> tuple[int | None, bool]:
    """Return (cents spent by the end of a cycle, whether some has no rate).

    Of each maker and commitment the last word counts, which tells all that was spent so far.
    `told`: public reports, the earliest cycle first.
    """
    last: dict[int, list[Told]] = {}
    for one in told:
        if one.year <= year:
            before = last.get(one.maker, [])
            # After a merge an organisation has two reports in one cycle, each for its share.
            same = before if before and before[0].cycle == one.cycle else []
            last[one.maker] = [*same, one]
    money = [row for said in last.values() for one in said for row in one.content["money"]]
    money = [row for row in money if row["spent"] is not None]
    rated = [Decimal(row["spent_usd"]) for row in money if row["spent_usd"] is not None]
    unrated = any(row["spent_usd"] is None and Decimal(row["spent"]) for row in money)
    return (int(sum(rated, Decimal(0)) * CENT) if rated else None), unrated


def _mark_last(commitment: Commitment) -> None:
    rows = Outcome.objects.filter(commitment=commitment).exclude(status=NOT_REPORTED)
    last = rows.order_by("-year").first()
    if last is not None:
        last.is_last = True
        last.save(update_fields=["is_last"])
