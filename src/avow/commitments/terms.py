"""How long a commitment may run, and what may follow it. Pure functions, standard library only.

Source: PRODUCT.md, "Term: one to five years for makers (extendable), five for Champions; inside the
forum's dates", "renewal makes the next term".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from avow.commitments.facts import Term, TermFacts
from avow.commitments.rules import anniversary

ONE_DAY = timedelta(days=1)


def last_days(starts_on: date, term: Term) -> tuple[date, ...]:
    """Return every last day that a term beginning that day may have, the earliest first."""
    if starts_on < term.forum_starts_on:
        return ()
    lengths = (term.exact_years,) if term.exact_years else range(term.min_years, term.max_years + 1)
    found = (anniversary(starts_on, years) - ONE_DAY for years in lengths)
    return tuple(day for day in found if day <= term.forum_ends_on)


def last_first_day(term: Term) -> date | None:
    """Return the last day on which a term may begin; None if even the first day is too late."""
    years = term.exact_years or term.min_years
    after = term.forum_ends_on + ONE_DAY
    try:
        found = after.replace(year=after.year - years)
    except ValueError:
        found = date(after.year - years, 2, 28)
    while anniversary(found, years) - ONE_DAY > term.forum_ends_on:
        found -= ONE_DAY
    return found if found >= term.forum_starts_on else None


@dataclass(frozen=True, slots=True)
class Extension:
    """The later last days a maker may propose, the earliest first; or why there is none."""

    last_days: tuple[date, ...] = ()
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Renewal:
    """The next term: its first day and the last days it may have; or why there is none.

    `opens_on`: from that day it may be begun, where that is still to come.
    """

    starts_on: date | None = None
    last_days: tuple[date, ...] = ()
    why_not: str = ""
    opens_on: date | None = None


def extension(facts: TermFacts, day: date) -> Extension:
    """Return whether, and until when, a term may be made longer."""
    if facts.state == "amended":
        return Extension(why_not="change_under_way")
    if facts.state != "published" or day > facts.ends_on:
        return Extension(why_not="term_over_already")
    if facts.is_renewed:
        return Extension(why_not="renewed_already")
    if not facts.extendable:
        return Extension(why_not="not_extendable")
    if facts.term.exact_years:
        return Extension(why_not="champions_term_is_fixed")
    later = tuple(one for one in last_days(facts.starts_on, facts.term) if one > facts.ends_on)
    return Extension(later) if later else Extension(why_not="term_at_its_longest")


def renewal(facts: TermFacts, day: date) -> Renewal:
    """Return whether the next term may be begun now, and how long it may be."""
    starts_on = facts.ends_on + ONE_DAY
    opens_on = facts.ends_on - timedelta(days=max(facts.renewal_days, default=0))
    ends = last_days(starts_on, facts.next_term)
    reasons = (
        ("change_under_way", facts.state == "amended"),
        ("not_renewable", facts.state not in {"published", "completed"}),
        ("renewed_already", facts.is_renewed),
        ("no_term_left_in_forum", not ends),
        ("commitments_closed", not facts.window_open),
    )
    for code, holds in reasons:
        if holds:
            return Renewal(why_not=code)
    if day < opens_on:
        return Renewal(why_not="renewal_too_early", opens_on=opens_on)
    return Renewal(starts_on, ends)


def next_last_day(facts: TermFacts, ends: Sequence[date]) -> date:
    """Return the last day of a next term as long as this one, or the nearest to it there is."""
    length = facts.ends_on - facts.starts_on
    return min(ends, key=lambda one: abs((one - facts.ends_on - ONE_DAY) - length))


def invitation_due(ends_on: date, day: date, days: Sequence[int]) -> int | None:
    """Return which invitation is due that day: the last of the days that has come; else None.

    After a gap the earlier ones are not made up for; on the last day itself it may still come.
    """
    left = (ends_on - day).days
    come = [one for one in days if one >= left]
    return min(come) if come and left >= 0 else None
