"""Rules of an application and the four-week clock. Pure functions.

Source: PRODUCT.md, "Application" and "The four-week promise".
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from avow.applications.facts import ApplicationFacts


def window_open(facts: ApplicationFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the forum takes applications now, or granted this organisation more time."""
    return () if facts.window_open else ("applications_closed",)


def complete(facts: ApplicationFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: profile, undertakings, evidence and commitments are all there."""
    return ("application_incomplete",) if facts.missing else ()


def checklist_done(facts: ApplicationFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: every item of the checklist is answered, and none is a no."""
    if facts.checklist_open:
        return ("checklist_open",)
    return ("checklist_failed",) if facts.checklist_failed else ()


def every_case_decided(facts: ApplicationFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: every coalition has answered."""
    return ("coalitions_still_decide",) if facts.cases_open or not facts.cases else ()


def reason_written(facts: ApplicationFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a reason is written with the move."""
    return () if facts.reason.strip() else ("reason_missing",)


def due_date(
    submitted_at: datetime, zone: ZoneInfo, promise_days: int, paused_days: int = 0
) -> date:
    """Return the last day on which the applicant must be told the outcome.

    Counted in days of the forum's own time zone, so that an application sent on 3 March at 23:30
    in New York is due on 31 March there, not on 1 April. `paused_days` are the whole days spent
    waiting for the applicant's answers: zero, unless the pack says that clarification stops the
    clock.

    Source: PRODUCT.md, "The four-week promise". Raises ValueError for a naive `submitted_at`.
    """
    if submitted_at.tzinfo is None:
        raise ValueError("submitted_at must be aware")
    return submitted_at.astimezone(zone).date() + timedelta(days=promise_days + paused_days)


def days_waited(rounds: Iterable[tuple[datetime, datetime]], zone: ZoneInfo) -> int:
    """Return the calendar days in `zone` covered by rounds of (asked, answered), none twice."""
    days: set[date] = set()
    for asked, answered in rounds:
        first, last = asked.astimezone(zone).date(), answered.astimezone(zone).date()
        days.update(first + timedelta(days=n) for n in range((last - first).days))
    return len(days)


@dataclass(frozen=True, slots=True)
class Promise:
    """One applicant's wait: handed in, promised by, told (None: still waiting), as days."""

    submitted_on: date
    due_on: date
    told_on: date | None


@dataclass(frozen=True, slots=True)
class PromiseFigures:
    """How the promise is kept, for everybody to see. `share_on_time`: None while nothing counts.

    Days are of those who were told. On time is measured over them and those whose day has passed.
    """

    told: int
    waiting: int
    late: int  # still waiting after their day
    median_days: int | None
    p90_days: int | None
    share_on_time: Fraction | None

    @property
    def percent_on_time(self) -> int | None:
        """Return the share in whole percent, rounded down: 99.9 % is not everybody."""
        return None if self.share_on_time is None else int(self.share_on_time * 100)


def promise_figures(promises: Iterable[Promise], today: date) -> PromiseFigures:
    """Return the median, the 90th percentile (nearest rank) and the share on time.

    Source: PRODUCT.md, "The four-week promise".
    """
    rows = list(promises)
    days = sorted((row.told_on - row.submitted_on).days for row in rows if row.told_on is not None)
    late = sum(row.told_on is None and row.due_on < today for row in rows)
    kept = sum(row.told_on is not None and row.told_on <= row.due_on for row in rows)
    counted = len(days) + late
    return PromiseFigures(
        told=len(days),
        waiting=len(rows) - len(days),
        late=late,
        median_days=_nearest_rank(days, 50),
        p90_days=_nearest_rank(days, 90),
        share_on_time=Fraction(kept, counted) if counted else None,
    )


def _nearest_rank(ordered: list[int], percent: int) -> int | None:
    return ordered[max(-(-len(ordered) * percent // 100), 1) - 1] if ordered else None
