"""Who kept reporting, how it goes, and what was spent: figures of a scope's reports.

Of what is public alone: a status is that of published versions (`progress.Outcome`), money spent
is what they say. Only whether a report came in counts from the moment it is handed in, so figures
are kept for a minute at most; a version of the forum's data gives them up at once.
"""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import (
    BooleanField,
    Case,
    CharField,
    Count,
    Q,
    QuerySet,
    Value,
    When,
)

from avow.accountability.statistics import entries_in, name_of
from avow.directory.attribution import OPEN_SHARE, UNNAMED
from avow.directory.models import Dataset
from avow.directory.totals import Scope, halves, joined, parts_in
from avow.forums.models import Forum
from avow.progress.models import Cycle, Outcome, Report
from avow.progress.publication import nameable
from avow.progress.rules import Response
from avow.progress.services.outcomes import Told, spent
from avow.progress.states import HANDED_IN, CycleState, State

NOW, EARLIER, NEVER = LINES = ("now", "earlier", "never")
_KEPT = 60  # seconds: a report handed in is counted within a minute
_SHAPE = 1  # of what is kept


@dataclass(frozen=True, slots=True)
class Line:
    """Commitments and the money they pledge, in cents of the US dollar; `unrated` have no rate."""

    commitments: int = 0
    cents: int = 0
    unrated: int = 0


@dataclass(frozen=True, slots=True)
class Spent:
    """Money spent, in cents; `unrated`: commitments some of whose spending has no rate.

    `now`: told in the current cycle; `earlier`: by commitments that are silent in it. None: not
    known, as of the part of a coalition.
    """

    now: int | None
    earlier: int | None
    unrated: int = 0


@dataclass(frozen=True, slots=True)
class Reporting:
    """`years` are those of the cycles that have opened, the earliest first; `current` the last.

    `statuses` is {year: {status: commitments}} of what is published, or publicly missing.
    """

    years: tuple[int, ...]
    is_running: bool  # the last one is not frozen
    statuses: dict[int, dict[str, int]]
    responses: dict[int, Response]
    lines: dict[str, Line]
    spent: Spent

    @property
    def current(self) -> int | None:
        """Return the year of the last cycle that opened."""
        return self.years[-1] if self.years else None


def reporting_of(forum: Forum, scope: Scope) -> Reporting:
    """Return the figures of a scope's reports; seven queries at most, one where they are kept."""
    version = Dataset.objects.filter(forum=forum).values_list("version", flat=True).first()
    key = f"reporting:{_SHAPE}:{version}:{name_of(scope)}"
    kept: Reporting | None = cache.get(key) if version else None
    if kept is None:
        kept = counted(scope)
        if version:
            cache.set(key, kept, _KEPT)
    return kept


def counted(scope: Scope) -> Reporting:
    """Count anew."""
    opened = Cycle.objects.filter(forum=scope.forum_id).exclude(state=CycleState.PLANNED)
    cycles = list(opened.order_by("year").values_list("year", "state"))
    current = cycles[-1][0] if cycles else None
    return Reporting(
        years=tuple(year for year, _state in cycles),
        is_running=bool(cycles) and cycles[-1][1] != CycleState.FROZEN,
        statuses=_statuses(scope),
        responses=_responses(scope),
        lines=_lines(scope, current),
        spent=_spent(scope, current),
    )


def _outcomes(scope: Scope) -> "QuerySet[Outcome]":
    """Return the outcomes of the listed commitments of a scope."""
    rows = Outcome.objects.filter(forum=scope.forum_id).order_by()
    return rows.filter(ref__in=entries_in(scope).values("ref"))


def _statuses(scope: Scope) -> dict[int, dict[str, int]]:
    found: dict[int, dict[str, int]] = defaultdict(dict)
    rows = _outcomes(scope).values_list("year", "status").annotate(n=Count("pk"))
    for year, status, number in rows:
        found[year][status] = number
    return dict(found)


def is_named(scope: Scope) -> bool:
    """Return whether a scope is that of one maker with a name.

    Of one whose name is withheld only what is said of whole commitments is known.
    """
    return bool(scope.maker) and scope.maker != OPEN_SHARE and not scope.maker.startswith(UNNAMED)


def reports_in(scope: Scope) -> "QuerySet[Report]":
    """Return the reports owed in a scope: of one maker its own, else all of its commitments.

    Of the whole forum every one, as the ledger counts them at the freeze.
    """
    rows: QuerySet[Report] = Report.objects.filter(cycle__forum=scope.forum_id).order_by()
    rows = rows.exclude(cycle__state=CycleState.PLANNED).exclude(state=State.EXCUSED)
    if is_named(scope):
        rows = nameable(rows).filter(organisation__slug=scope.maker)
    if scope.asks or scope.coalition or scope.maker:
        rows = rows.filter(commitment__ref__in=entries_in(scope).values("ref"))
    return rows


def _responses(scope: Scope) -> dict[int, Response]:
    came = Q(state__in=sorted(HANDED_IN))
    rows = (
        reports_in(scope)
        .values_list("cycle__year")
        .annotate(
            owed=Count("pk"),
            reported=Count("pk", filter=came),
            on_time=Count("pk", filter=came & Q(is_late=False)),
        )
    )
    return {year: Response(*numbers) for year, *numbers in rows}


def _reported(scope: Scope, current: int | None) -> "tuple[QuerySet[Any, Any], QuerySet[Any, Any]]":
    """Return the references of what was reported in the current cycle, and ever."""
    if is_named(scope):
        public = reports_in(scope).filter(public__isnull=False)
        refs = public.values("commitment__ref")
        return refs.filter(cycle__year=current or 0), refs
    last = Outcome.objects.filter(forum=scope.forum_id, is_last=True).order_by()
    return last.filter(year=current or 0).values("ref"), last.values("ref")


def _lines(scope: Scope, current: int | None) -> dict[str, Line]:
    """Return commitments and pledges by when somebody last reported; of one maker, when it did."""
    now, ever = _reported(scope, current)
    parts = parts_in(scope).annotate(
        line=Case(
            When(entry__ref__in=now, then=Value(NOW)),
            When(entry__ref__in=ever, then=Value(EARLIER)),
            default=Value(NEVER),
            output_field=CharField(),
        )
    )
    rows = parts.values_list("line").annotate(
        n=Count("entry", distinct=True),
        **halves("cents"),
        unrated=Count("entry", distinct=True, filter=Q(cents=None) & ~Q(currency="")),
    )
    found = {name: Line() for name in LINES}
    for line, number, high, low, unrated in rows:
        found[line] = Line(number, joined(high, low), unrated)
    return found


def _spent(scope: Scope, current: int | None) -> Spent:
    if is_named(scope) and not scope.coalition:
        return _spent_by_maker(scope, current)
    if scope.maker or scope.coalition:
        return Spent(None, None)
    is_now = Case(
        When(year=current, then=Value(True)), default=Value(False), output_field=BooleanField()
    )
    rows = _outcomes(scope).filter(is_last=True).annotate(is_now=is_now).values_list("is_now")
    sums: dict[bool, int] = {True: 0, False: 0}
    missing = 0
    for now, high, low, unrated in rows.annotate(
        **halves("cents"), unrated=Count("pk", filter=Q(is_unrated=True))
    ):
        sums[bool(now)] = joined(high, low)
        missing += unrated
    return Spent(sums[True], sums[False], missing)


def _spent_by_maker(scope: Scope, current: int | None) -> Spent:
    """Return what one maker spent itself, by its last public report on each commitment."""
    rows = reports_in(scope).filter(public__isnull=False).order_by("cycle__year", "pk")
    told: dict[int, list[Told]] = defaultdict(list)
    for commitment, *values in rows.values_list(
        "commitment_id",
        *("cycle_id", "organisation_id", "cycle__year", "public__status", "public__content"),
    ):
        told[commitment].append(Told(*values))
    sums, missing = {True: 0, False: 0}, 0
    for said in told.values():
        last = said[-1].year
        cents, unrated = spent(said, last)
        sums[last == current] += cents or 0
        missing += unrated
    return Spent(sums[True], sums[False], missing)
