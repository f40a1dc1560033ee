"""When a commitment that begins with an example starts, ends and has its steps. Pure functions."""

from calendar import monthrange
from datetime import date, timedelta

from avow.commitments.facts import Term
from avow.commitments.rules import anniversary, term_problems


def first_day(today: date, term: Term) -> date | None:
    """Return today, or the forum's first day if that is yet to come; None once it is over."""
    day = max(today, term.forum_starts_on)
    return day if day <= term.forum_ends_on else None


def years_that_fit(first: date, wanted: int, term: Term) -> int:
    """Return the whole years, `wanted` at most, that a term from `first` may have; 0 for none.

    A Champion's term has exactly its years, whatever an example proposes.
    """
    if term.exact_years:
        tries = [term.exact_years]
    else:
        tries = list(range(min(max(wanted, term.min_years), term.max_years), 0, -1))
    for years in tries:
        if not term_problems(first, last_day(first, years), term):
            return years
    return 0


def last_day(first: date, years: int) -> date:
    """Return the last day of so many whole years: the day before an anniversary."""
    return anniversary(first, years) - timedelta(days=1)


def months_later(first: date, months: int) -> date:
    """Return the same day so many months later; the month's last where it has no such day."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, min(first.day, monthrange(year, month + 1)[1]))


def due_day(first: date, month: int, proposed: int, years: int) -> date:
    """Return the day of a step due `month` months after the first day, within the term.

    An example proposes steps for `proposed` years; where the term has fewer or more `years`, they
    move together in proportion. A step at the very end is due on the last day.
    """
    moved = max(1, month * years // proposed)
    return min(months_later(first, moved), last_day(first, years))
