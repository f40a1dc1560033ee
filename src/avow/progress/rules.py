"""Rules of reporting cycles. Pure functions, standard library only.

Source: PRODUCT.md, "Report": a missing one is *not reported*; a late one is possible until the
freeze; the light turns with the age of the last report; inactive is announced before, reversible.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fractions import Fraction
from hashlib import sha256
from typing import Literal

Phase = Literal["before", "open", "late", "over"]
Light = Literal["green", "yellow", "red", "none"]

ONE_DAY = timedelta(days=1)
REPORTED = frozenset({"submitted", "returned", "verified", "published"})


def due_on(closes_at: datetime) -> date:
    """Return the last day on which a report is on time.

    `closes_at`: the first instant at which the reporting window is closed, in the forum's zone. One
    that closes at midnight is due on the day before.
    """
    return (closes_at - timedelta(microseconds=1)).date()


def freeze_on(closes_at: datetime, freeze_days: int) -> date:
    """Return the day from whose beginning on no report is taken, after `freeze_days` late days."""
    return due_on(closes_at) + timedelta(days=freeze_days) + ONE_DAY


def phase(opens_at: datetime, closes_at: datetime, freezes_at: datetime, now: datetime) -> Phase:
    """Return whether reports are taken: not yet, on time, late, or no more.

    Raises ValueError for a naive time.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    if now < opens_at:
        return "before"
    if now < closes_at:
        return "open"
    return "late" if now < freezes_at else "over"


def is_late(handed_in_at: datetime, due_at: datetime) -> bool:
    """Return whether a report came after its due date; a grant moves `due_at` for one maker."""
    return handed_in_at >= due_at


def cycle_problems(
    opens_on: date,
    due: date,
    today: date,
    begins_on: date,
    others: Iterable[tuple[date, date]] = (),
) -> tuple[str, ...]:
    """Return the codes of what is wrong with the dates of a cycle that is made at the desk.

    `begins_on`: the forum's first day. `others`: the first and the last day of its other cycles and
    reporting windows. One a year, and never two at once: nobody owes two reports on one day.
    """
    spans = tuple(others)
    problems = {
        "cycle_dates_reversed": due < opens_on,
        "cycle_opens_in_the_past": opens_on < today,
        "cycle_before_the_forum": opens_on < begins_on,
        "cycle_year_taken": any(first.year == opens_on.year for first, _last in spans),
        "cycle_overlaps": any(first <= due and opens_on <= last for first, last in spans),
    }
    return tuple(code for code, wrong in problems.items() if wrong)


def owes(
    published_on: date, over_on: date | None, opens_on: date, since: date, grace_days: int = 0
) -> bool:
    """Return whether a public commitment owes a report in the cycle that opens on a day.

    It was public at least `grace_days` before, and its term was not over (`over_on`: its last day)
    before `since`, the day on which the cycle before opened: what ended since then owes a last one.
    """
    return published_on + timedelta(days=grace_days) <= opens_on and (
        over_on is None or over_on >= since
    )


def reminder_due(
    due: date, freeze: date, day: date, before: Collection[int], after: Collection[int]
) -> int | None:
    """Return which reminder is due on a day: days before the due date, negative after it; or None.

    Of those that have come only the last: after a gap the earlier ones are not made up for. From
    the freeze on nobody is reminded.
    """
    if day >= freeze:
        return None
    left = (due - day).days
    wanted = [*before, *(-days for days in after)]
    come = [days for days in wanted if days >= left]
    found = min(come, default=None)
    return None if found is not None and found >= 0 > left else found


def missed_in_a_row(outcomes: Sequence[bool | None]) -> int:
    """Return how many of the last frozen cycles were missed in a row.

    `outcomes`, the earliest first: whether somebody reported; None where no report was owed, which
    neither counts nor breaks the row.
    """
    count = 0
    for reported in reversed(outcomes):
        if reported:
            break
        count += reported is False
    return count


def inactivity_step(
    missed: int, after: int, announced_on: date | None, day: date, notice_days: int
) -> Literal["", "announce", "mark"]:
    """Return what becomes of a commitment that missed so many cycles in a row.

    One cycle before it turns inactive (`after`), that is announced; it turns inactive only when it
    was announced at least `notice_days` before, however many cycles were missed meanwhile.
    """
    if missed < max(after - 1, 1):
        return ""
    if announced_on is None:
        return "announce"
    if missed >= after and day >= announced_on + timedelta(days=notice_days):
        return "mark"
    return ""


def light(reported_on: date | None, day: date) -> Light:
    """Return the traffic light of a commitment by the age of its last report.

    Green under one year, yellow under two, red from then on; `none` where nothing was reported.
    """
    if reported_on is None:
        return "none"
    if day < _years_after(reported_on, 1):
        return "green"
    return "yellow" if day < _years_after(reported_on, 2) else "red"


def _years_after(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)


def is_sampled(cycle: str, ref: str, share: Fraction) -> bool:
    """Return whether a report is among those that the secretariat looks at.

    The same for everybody who asks, and nobody can choose it: it follows from the names of the
    cycle and of the commitment. `share` of one: all are.
    """
    number = int.from_bytes(sha256(f"{cycle}\x00{ref}".encode()).digest()[:8])
    return Fraction(number, 2**64) < share


@dataclass(frozen=True, slots=True)
class Response:
    """How many reports were owed in a cycle, and came: on time, and in all."""

    owed: int
    reported: int
    on_time: int

    @property
    def rate(self) -> Fraction | None:
        """Return the response rate; None where nothing was owed."""
        return Fraction(self.reported, self.owed) if self.owed else None


def response(reports: Iterable[tuple[str, bool]]) -> Response:
    """Return the response of a cycle from (state, whether late) of every report owed."""
    owed = reported = on_time = 0
    for state, late in reports:
        came = state in REPORTED
        owed += 1
        reported += came
        on_time += came and not late
    return Response(owed, reported, on_time)


def together(statuses: Collection[str]) -> str:
    """Return the declared status of a commitment from those of its makers, each for their share.

    What all say counts. Otherwise one that is delayed, or stopped, delays the whole; a whole that
    is partly under way is on track. Without any, it is not reported.
    """
    said = set(statuses)
    if not said:
        return "not_reported"
    if len(said) == 1:
        return said.pop()
    return "delayed" if said & {"delayed", "discontinued"} else "on_track"


def digest_part(opened_on: date, today: date, every: int) -> int | None:
    """Return which mail to Champions is due while reports are taken: 1 after `every` days.

    After a pause only the last is sent. None: not yet, or never where `every` is 0.
    """
    part = (today - opened_on).days // every if every else 0
    return part if part > 0 else None
