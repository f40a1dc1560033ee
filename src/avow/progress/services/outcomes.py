"""Keep what statistics count of a commitment in a cycle, beside what is published."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, NamedTuple

from avow.commitments.models import Commitment
from avow.directory import services as directory
from avow.progress import rules
from avow.progress.models import Cycle, Outcome, Report
from avow.progress.models.outcome import NOT_REPORTED

CENT = Decimal(100)


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
