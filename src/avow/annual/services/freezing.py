"""Freeze the data of a cycle: once, by the worker, as soon as the cycle itself is frozen."""

import secrets
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from avow.annual.figures import Facts, Figure, compute
from avow.annual.gathering import refs_of, rows_of
from avow.annual.models import AnnualReport, FrozenFigure, FrozenRow, Section
from avow.annual.models.frozen import packed
from avow.annual.naming import expected_names
from avow.annual.rows import Row, digest_of
from avow.annual.states import Kind
from avow.directory.models import Dataset
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import advance, start
from avow.kernel import bulk
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.progress.models import Cycle
from avow.progress.states import CycleState

KIND = "annual.freeze"
BATCH = 1000
_ORDER = (Kind.FOREWORD, Kind.OVERVIEW, Kind.COALITION, Kind.PRACTICES, Kind.OUTLOOK)
_LAST = (Kind.METHOD, Kind.LIMITS)


def ask_for(cycle: Cycle, now: datetime) -> Job:
    """Ask the worker to freeze the data of a frozen cycle; twice is once."""
    key = f"{KIND}:{cycle.pk}"
    return start(KIND, key=key, by=None, params={"cycle": cycle.pk}, now=now, forum=cycle.forum)


@runner(KIND)
def run(job: Job, now: datetime) -> dict[str, Any]:
    """Freeze, and say how many commitments there are."""
    cycle = Cycle.objects.whole().get(pk=job.params["cycle"])
    total = len(refs_of(cycle))
    report = freeze(cycle, now, lambda done: advance(job, done, total=total))
    return {"commitments": report.number}


def freeze(
    cycle: Cycle, now: datetime, advance: Callable[[int], None] = lambda _done: None
) -> AnnualReport:
    """Keep the rows and figures of a frozen cycle, and make room for its text; again is no change.

    Raises Refused while the cycle may still change.
    """
    if cycle.state != CycleState.FROZEN:
        raise Refused("annual_not_frozen")
    known = AnnualReport.objects.filter(cycle=cycle).first()
    if known is not None:
        return known
    salt = secrets.token_hex(32)
    with transaction.atomic():
        # Whoever changes what is public draws a new version first: nobody does meanwhile.
        list(Dataset.objects.select_for_update().filter(forum=cycle.forum_id))
        rows = list(rows_of(cycle, salt, advance))
    facts = _facts(cycle)
    figures = compute(rows, facts, expected_names(cycle.forum, facts))
    with transaction.atomic():
        Cycle.objects.select_for_update().get(pk=cycle.pk)
        known = AnnualReport.objects.filter(cycle=cycle).first()
        return known or _keep(cycle, salt, rows, facts, figures, now)


def _facts(cycle: Cycle) -> Facts:
    opened = Cycle.objects.filter(forum=cycle.forum_id, year__lte=cycle.year)
    years = opened.exclude(state=CycleState.PLANNED).order_by("year")
    south = frozenset(cycle.forum.settings.south)
    return Facts(cycle.year, tuple(years.values_list("year", flat=True)), south)


def _keep(
    cycle: Cycle,
    salt: str,
    rows: list[Row],
    facts: Facts,
    figures: dict[str, Figure],
    now: datetime,
) -> AnnualReport:
    report = AnnualReport.objects.create(
        forum=cycle.forum,
        cycle=cycle,
        year=cycle.year,
        frozen_at=now,
        years=list(facts.years),
        south=sorted(facts.south),
        salt=salt,
        digest=digest_of(rows),
        number=len(rows),
    )
    for start_at in range(0, len(rows), BATCH):
        bulk.insert_mappings(
            FrozenRow,
            [
                {
                    "report_id": report.pk,
                    "place": place,
                    "ref": row["ref"],
                    "is_listed": row["is_listed"],
                    "content": row,
                }
                for place, row in enumerate(rows[start_at : start_at + BATCH], start_at)
            ],
        )
    FrozenFigure.objects.bulk_create(
        [
            FrozenFigure(report=report, name=name, value=one.value, packed=packed(one.places))
            for name, one in sorted(figures.items())
        ],
        batch_size=BATCH,
    )
    _make_room(report)
    record(
        "annual.freeze",
        forum=cycle.forum,
        subject=f"annual:{cycle.year}",
        at=now,
        data={"year": str(cycle.year), "number": len(rows), "digest": report.digest},
    )
    return report


def _make_room(report: AnnualReport) -> None:
    """Make a place for text of each kind, and a chapter for each coalition."""
    places: list[tuple[Kind, Any]] = []
    for kind in (*_ORDER, *_LAST):
        if kind == Kind.COALITION:
            places += [(kind, one) for one in report.forum.coalitions.all()]
        else:
            places.append((kind, None))
    Section.objects.bulk_create(
        Section(report=report, kind=kind, coalition=coalition, position=place * 10)
        for place, (kind, coalition) in enumerate(places, 1)
    )


def frozen_rows(report: AnnualReport) -> Iterator[Row]:
    """Yield the rows of a report in their order, without holding them all."""
    contents = report.rows.order_by("place").values_list("content", flat=True)
    yield from contents.iterator(chunk_size=BATCH)


def regenerated(report: AnnualReport) -> tuple[dict[str, int | None], str]:
    """Return the figures and the digest, computed again from the frozen rows alone."""
    rows = list(frozen_rows(report))
    found = compute(rows, report.facts, expected_names(report.forum, report.facts))
    return {name: one.value for name, one in found.items()}, digest_of(rows)
