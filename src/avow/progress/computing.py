"""The status that follows from a report's figures, with its reasons. Pure functions, exact numbers.

It stands beside the status that the maker declares, never in its place. Each signal (an indicator,
money, the milestones) is compared with the share of the term that is over; a reason is a frozen
code with the values its sentence needs.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

Computed = Literal["not_started", "on_track", "delayed", "achieved", ""]
ALL = Decimal(100)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A target's way from its baseline to its value by a day, and how far it came.

    `latest` is None where no value was reported. A target below its baseline falls towards it.
    """

    name: str
    baseline: Decimal | None
    target: Decimal
    latest: Decimal | None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class Money:
    """Money pledged and spent so far, in one currency. `comparable`: it could be added up."""

    pledged: Decimal
    spent: Decimal
    currency: str
    comparable: bool = True


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is done by a day, and on which day it was (None: not yet). A dropped one counts not."""

    title: str
    due_on: date
    met_on: date | None = None
    dropped: bool = False


@dataclass(frozen=True, slots=True)
class Figures:
    """What a status is computed from. `tolerance`: by how many per cent it may lag behind."""

    starts_on: date
    ends_on: date
    day: date
    indicators: tuple[Indicator, ...] = ()
    money: Money | None = None
    milestones: tuple[Milestone, ...] = ()
    tolerance: int = 15


@dataclass(frozen=True, slots=True)
class Reason:
    """Why: a code of `words.COMPUTED`, and the values of its sentence as text."""

    code: str
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Status:
    """A computed status and its reasons; the status is empty where nothing can be said."""

    status: Computed
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class _Signal:
    """How far one thing came (of 1), how far it should be, and what says so."""

    done: Fraction
    expected: Fraction
    code: str
    values: dict[str, str]


def elapsed(starts_on: date, ends_on: date, day: date) -> Fraction:
    """Return the share of a term that is over at the end of a day, from 0 to 1."""
    whole = (ends_on - starts_on).days + 1
    over = (day - starts_on).days + 1
    return min(max(Fraction(over, whole), Fraction(0)), Fraction(1)) if whole > 0 else Fraction(1)


def reached(one: Indicator) -> Fraction:
    """Return how much of its way an indicator has come: 0 at the baseline, 1 at the target.

    Without a baseline the way begins at zero. One that goes nowhere (a target that is its baseline)
    is reached while it holds. Values beyond the target give more than 1, those behind the baseline
    less than 0.
    """
    if one.latest is None:
        return Fraction(0)
    start = Fraction(one.baseline or 0)
    way = Fraction(one.target) - start
    if not way:
        return Fraction(int(Fraction(one.latest) >= Fraction(one.target)))
    return (Fraction(one.latest) - start) / way


def part_of(one: Indicator, share: Decimal) -> Indicator:
    """Return the indicator as a maker owes it who has `share` per cent of a joint commitment.

    Of several makers each reports what it added itself: from nothing to its share of the way. A
    maker with the whole reports the value.
    """
    if share >= ALL:
        return one
    way = (one.target - (one.baseline or 0)) * share / ALL
    return replace(one, baseline=Decimal(0), target=way)


def joined(one: Indicator, added: Iterable[Decimal | None]) -> Indicator:
    """Return the whole indicator from what each maker added; none of them said anything: None."""
    known = [value for value in added if value is not None]
    latest = (one.baseline or Decimal(0)) + sum(known, Decimal(0)) if known else None
    return replace(one, latest=latest)


def money_part(money: Money, share: Decimal) -> Money:
    """Return the money a maker with `share` per cent owes; what it spent is its own already."""
    return replace(money, pledged=money.pledged * share / ALL)


def compute(figures: Figures) -> Status:
    """Return the status that follows from the figures.

    *achieved*: everything is counted and reached. *delayed*: a milestone is overdue, a
    signal lags behind the time that is over by more than the tolerance, or the term ended short of
    it. *not_started*: nothing has moved, and that is still early. Else *on_track*. Nothing to count
    gives no status.
    """
    signals = list(_signals(figures))
    time = elapsed(figures.starts_on, figures.ends_on, figures.day)
    clock = Reason("computed_time", {"percent": percent(time)})
    unsure = tuple(_unsure(figures))
    if not signals:
        return Status("", (clock, *unsure, Reason("computed_nothing")))
    reasons = _told(clock, signals, unsure)
    if not unsure and all(one.done >= 1 for one in signals):
        return Status("achieved", (*reasons, Reason("computed_all_reached")))
    early = time <= Fraction(figures.tolerance, 100)
    if early and all(one.done <= 0 for one in signals) and not _overdue(figures):
        return Status("not_started", (*reasons, Reason("computed_nothing_moved")))
    why_late = tuple(_delays(figures, signals, time))
    if not why_late:
        return Status("on_track", reasons)
    # What lags is told once, by the sentence that says by how much.
    rest = [one for one in signals if not _lags(one, figures)]
    return Status("delayed", (*_told(clock, rest, unsure), *why_late))


def _told(clock: Reason, signals: list[_Signal], unsure: tuple[Reason, ...]) -> tuple[Reason, ...]:
    """Return the time that is over, how far each thing came, and what is not known."""
    return (clock, *(Reason(one.code, one.values) for one in signals), *unsure)


def _lags(one: _Signal, figures: Figures) -> bool:
    """Return whether a signal lags by more than the tolerance; milestones have their own days."""
    slack = Fraction(figures.tolerance, 100)
    return one.code != "computed_milestones" and one.done < one.expected - slack


def differs(declared: str, computed: str) -> bool:
    """Return whether the maker's word and the figures say different things.

    Where nothing can be computed they don't; that a maker stopped is its own to say.
    """
    return bool(computed) and declared not in {"discontinued", computed}


def percent(value: Fraction) -> str:
    """Return a share in whole per cent, rounded down: 99.9 is not yet 100."""
    return str(value.numerator * 100 // value.denominator)


def _signals(figures: Figures) -> Iterator[_Signal]:
    """Yield what can be counted, in the order of a report: indicators, money, milestones."""
    for one in figures.indicators:
        if one.latest is None:
            continue
        done = reached(one)
        until = min(one.due_on or figures.ends_on, figures.ends_on)
        values = {"name": one.name, "percent": percent(done)}
        expected = elapsed(figures.starts_on, max(until, figures.starts_on), figures.day)
        yield _Signal(done, expected, "computed_indicator", values)
    money = figures.money
    if money is not None and money.comparable and money.pledged > 0:
        done = Fraction(money.spent) / Fraction(money.pledged)
        values = {"percent": percent(done), "currency": money.currency}
        expected = elapsed(figures.starts_on, figures.ends_on, figures.day)
        yield _Signal(done, expected, "computed_money", values)
    steps = [one for one in figures.milestones if not one.dropped]
    if steps:
        met = sum(one.met_on is not None for one in steps)
        due = sum(one.due_on < figures.day for one in steps)
        values = {"met": str(met), "all": str(len(steps))}
        done, expected = Fraction(met, len(steps)), Fraction(due, len(steps))
        yield _Signal(done, expected, "computed_milestones", values)


def _unsure(figures: Figures) -> Iterator[Reason]:
    """Yield what should have been counted and could not be."""
    for one in figures.indicators:
        if one.latest is None:
            yield Reason("computed_indicator_unknown", {"name": one.name})
    if figures.money is not None and not figures.money.comparable:
        yield Reason("computed_money_unknown")


def _overdue(figures: Figures) -> list[Milestone]:
    """Return the milestones whose day has passed without them."""
    steps = figures.milestones
    return [one for one in steps if not one.dropped and not one.met_on and one.due_on < figures.day]


def _delays(figures: Figures, signals: list[_Signal], time: Fraction) -> Iterator[Reason]:
    """Yield each reason for which it counts as delayed."""
    for step in _overdue(figures):
        yield Reason("computed_overdue", {"name": step.title, "day": step.due_on.isoformat()})
    for one in signals:
        if _lags(one, figures):
            behind = {**one.values, "expected": percent(one.expected)}
            yield Reason(f"{one.code}_behind", behind)
    if time >= 1 and figures.day > figures.ends_on:
        yield Reason("computed_term_over", {"day": figures.ends_on.isoformat()})
