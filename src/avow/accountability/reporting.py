"""Who kept reporting, how it goes, and what was spent: figures of a scope's reports.

Of what is public alone: a status is that of published versions (`progress.Outcome`), money spent
is what they say. Only whether a report came in counts from the moment it is handed in, so figures
are kept for a minute at most; a version of the forum's data gives them up at once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db.models import (
    Case,
    CharField,
    Count,
    Expression,
    F,
    FilteredRelation,
    Q,
    QuerySet,
    Value,
    When,
)

from avow.directory.attribution import OPEN_SHARE, UNNAMED, part_of
from avow.directory.keeping import keep
from avow.directory.models import Entry, Split
from avow.directory.statistics import entries_in, keys_in, name_of
from avow.directory.totals import Scope, halves, joined, parts_in
from avow.forums.models import Forum
from avow.progress.models import Cycle, Outcome, Report
from avow.progress.publication import nameable
from avow.progress.rules import Response
from avow.progress.services.outcomes import Told, spent
from avow.progress.states import HANDED_IN, CycleState, State

NOW, EARLIER, NEVER = LINES = ("now", "earlier", "never")
_SHAPE = 2  # of what is kept


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
    known, as of a maker whose name is withheld.
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


def reporting_of(forum: Forum, scope: Scope, now: datetime) -> Reporting:
    """Return the figures of a scope's reports; eight queries at most, one where they are kept.

    Kept within one minute of the clock, in which the page that shows them is kept too
    (`kept_a_minute`): what a reader sees is a minute old at most, however often it was kept.
    """
    minute = int(now.timestamp() // 60)
    name = f"reporting:{_SHAPE}:{minute}:{name_of(scope)}"
    return keep(forum, name, 60, lambda: counted(scope))


def counted(scope: Scope) -> Reporting:
    """Count anew."""
    opened = Cycle.objects.filter(forum=scope.forum_id).exclude(state=CycleState.PLANNED)
    cycles = list(opened.order_by("year").values_list("pk", "year", "state"))
    years = {cycle: year for cycle, year, _state in cycles}
    current = cycles[-1][1] if cycles else None
    marks = _marks(scope)
    statuses: dict[int, dict[str, int]] = defaultdict(dict)
    for mark in marks:
        before = statuses[mark.year].get(mark.status, 0)
        statuses[mark.year][mark.status] = before + mark.number
    if is_named(scope):
        responses, lines, money = _of_maker(scope, years, current)
    else:
        responses = _responses(scope, years)
        lines, money = _lines(scope, current, marks), _spent(scope, current, marks)
    return Reporting(
        years=tuple(years.values()),
        is_running=bool(cycles) and cycles[-1][2] != CycleState.FROZEN,
        statuses=dict(statuses),
        responses=responses,
        lines=lines,
        spent=money,
    )


class _Mark(NamedTuple):
    """Outcomes of one year and status, with what was spent by the last ones of commitments."""

    year: int
    status: str
    is_last: bool
    number: int
    cents: int
    unrated: int


def _marks(scope: Scope) -> list[_Mark]:
    """Return the outcomes of the listed commitments of a scope; one query, of indexes alone."""
    rows = Outcome.objects.filter(forum=scope.forum_id).order_by()
    if is_whole(scope):
        hidden = Entry.objects.filter(forum=scope.forum_id, is_listed=False)
        rows = rows.exclude(ref__in=hidden.order_by().values("ref"))
    else:
        rows = rows.filter(entry__pk__in=keys_in(scope))
    grouped = rows.values_list("year", "status", "is_last").annotate(
        n=Count("pk"), **halves("cents"), unrated=Count("pk", filter=Q(is_unrated=True))
    )
    return [
        _Mark(year, status, is_last, number, joined(high, low), unrated)
        for year, status, is_last, number, high, low, unrated in grouped
    ]


def is_whole(scope: Scope) -> bool:
    """Return whether a scope is the whole forum."""
    return not (scope.asks or scope.maker or scope.coalition)


def is_named(scope: Scope) -> bool:
    """Return whether a scope is that of one maker with a name.

    Of one whose name is withheld only what is said of whole commitments is known.
    """
    return bool(scope.maker) and scope.maker != OPEN_SHARE and not scope.maker.startswith(UNNAMED)


def reports_in(scope: Scope, cycles: Iterable[int]) -> "QuerySet[Report]":
    """Return the reports owed in a scope: of one maker its own, else all of its commitments.

    Of the whole forum every one, as the ledger counts them at the freeze.
    """
    rows: QuerySet[Report] = Report.objects.filter(cycle__in=list(cycles)).order_by()
    rows = rows.exclude(state=State.EXCUSED)
    if is_named(scope):
        rows = nameable(rows).filter(organisation__slug=scope.maker)
    if not is_whole(scope):
        rows = rows.filter(commitment__ref__in=entries_in(scope).values("ref"))
    return rows


def _responses(scope: Scope, years: dict[int, int]) -> dict[int, Response]:
    came = Q(state__in=sorted(HANDED_IN))
    rows = (
        reports_in(scope, years)
        .values_list("cycle")
        .annotate(
            owed=Count("pk"),
            reported=Count("pk", filter=came),
            on_time=Count("pk", filter=came & Q(is_late=False)),
        )
    )
    return {years[cycle]: Response(*numbers) for cycle, *numbers in rows}


def _lines(scope: Scope, current: int | None, marks: Iterable[_Mark]) -> dict[str, Line]:
    """Return commitments and pledges by when somebody last reported; two queries.

    How many commitments follows from `marks`, so that only money has to be looked up.
    """
    numbers = dict.fromkeys(LINES, 0)
    for mark in marks:
        if mark.is_last:
            numbers[NOW if mark.year == current else EARLIER] += mark.number
    numbers[NEVER] = entries_in(scope).count() - numbers[NOW] - numbers[EARLIER]
    last = FilteredRelation("entry__outcomes", condition=Q(entry__outcomes__is_last=True))
    parts = parts_in(scope).exclude(currency="").annotate(last=last)
    rows = parts.annotate(line=_line("last__year", current)).values_list("line")
    found = {name: Line(numbers[name]) for name in LINES}
    for line, high, low, unrated in rows.annotate(
        **halves("cents"), unrated=Count("entry", distinct=True, filter=Q(cents=None))
    ):
        found[line] = Line(numbers[line], joined(high, low), unrated)
    return found


def _line(year: str, current: int | None) -> Expression:
    return Case(
        When(**{year: current or 0}, then=Value(NOW)),
        When(**{f"{year}__isnull": False}, then=Value(EARLIER)),
        default=Value(NEVER),
        output_field=CharField(),
    )


def _spent(scope: Scope, current: int | None, marks: Iterable[_Mark]) -> Spent:
    """Return what the commitments of a scope spent, or of a coalition its part; no query but then.

    What a maker whose name is withheld spent is not said.
    """
    if scope.maker:
        return Spent(None, None)
    if scope.coalition:
        return _spent_in_coalition(scope, current, marks)
    sums, missing = {True: 0, False: 0}, 0
    for mark in marks:
        if mark.is_last:
            sums[mark.year == current] += mark.cents
            missing += mark.unrated
    return Spent(sums[True], sums[False], missing)


def _splits(scope: Scope) -> "QuerySet[Split]":
    return Split.objects.filter(
        forum=scope.forum_id, coalition=scope.coalition, entry__in=keys_in(scope)
    ).order_by()


def _spent_in_coalition(scope: Scope, current: int | None, marks: Iterable[_Mark]) -> Spent:
    """Return a coalition's part of what its commitments spent, divided like what they pledge.

    Whole shares are added up by the database; the cents left over, of which there are few kinds,
    by the rule itself. Where splits are not made yet (before `avow reindex`) nothing is known.
    """
    rows = _splits(scope).filter(entry__outcomes__is_last=True)
    cents, whole = F("entry__outcomes__cents"), F("whole")
    rows = rows.annotate(year=F("entry__outcomes__year"), each=cents / whole, rest=cents % whole)
    grouped = rows.values_list("year", "weights", "place", "rest").annotate(
        n=Count("pk"),
        **halves("each"),
        unrated=Count("pk", filter=Q(entry__outcomes__is_unrated=True)),
    )
    sums, known, missing = {True: 0, False: 0}, 0, 0
    for year, words, place, rest, number, high, low, unrated in grouped:
        weights = [int(one) for one in words.split(":")]
        part = joined(high, low) * weights[place] + number * part_of(rest or 0, weights, place)
        sums[year == current] += part
        known += number
        missing += unrated
    if known != sum(mark.number for mark in marks if mark.is_last):
        return Spent(None, None)
    return Spent(sums[True], sums[False], missing)


def _of_maker(
    scope: Scope, years: dict[int, int], current: int | None
) -> tuple[dict[int, Response], dict[str, Line], Spent]:
    """Return responses, lines and spending of one maker, by its own reports; two queries."""
    rows = reports_in(scope, years).order_by("cycle__year", "pk")
    owed: dict[int, list[tuple[str, bool]]] = defaultdict(list)
    told: dict[str, list[Told]] = defaultdict(list)
    for ref, state, is_late, cycle, organisation, status, content in rows.values_list(
        *("commitment__ref", "state", "is_late", "cycle_id", "organisation_id"),
        *("public__status", "public__content"),
    ):
        owed[years[cycle]].append((state, is_late))
        if content is not None:
            told[ref].append(Told(cycle, organisation, years[cycle], status, content))
    responses = {}
    for year, states in owed.items():
        came = [is_late for state, is_late in states if state in HANDED_IN]
        responses[year] = Response(len(states), len(came), came.count(False))
    return responses, _lines_of_maker(scope, current, told), _spent_by_maker(scope, current, told)


def _lines_of_maker(
    scope: Scope, current: int | None, told: dict[str, list[Told]]
) -> dict[str, Line]:
    found = {name: Line() for name in LINES}
    pledged = (
        parts_in(scope)
        .values_list("entry__ref")
        .annotate(**halves("cents"), unrated=Count("pk", filter=Q(cents=None) & ~Q(currency="")))
    )
    for ref, high, low, unrated in pledged:
        name = NEVER if ref not in told else NOW if told[ref][-1].year == current else EARLIER
        one = found[name]
        cents = one.cents + joined(high, low)
        found[name] = Line(one.commitments + 1, cents, one.unrated + bool(unrated))
    return found


def _spent_by_maker(scope: Scope, current: int | None, told: dict[str, list[Told]]) -> Spent:
    """Return what one maker spent itself, by its last public report on each commitment."""
    splits: dict[str, tuple[list[int], int]] = {}
    if scope.coalition:
        for ref, words, place in _splits(scope).values_list("entry__ref", "weights", "place"):
            splits[ref] = [int(one) for one in words.split(":")], place
        if not told.keys() <= splits.keys():
            return Spent(None, None)
    sums, missing = {True: 0, False: 0}, 0
    for ref, said in told.items():
        last = said[-1].year
        cents, unrated = spent(said, last)
        part = part_of(cents or 0, *splits[ref]) if ref in splits else cents or 0
        sums[last == current] += part
        missing += unrated
    return Spent(sums[True], sums[False], missing)
