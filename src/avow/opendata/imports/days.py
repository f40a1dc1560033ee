"""Why a text is not a day, and how to write it. Pure."""

import re
from calendar import monthrange
from datetime import date

from django.utils.translation import gettext as _

FIRST, LAST = 1990, 2100  # years that a term may lie in
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?=$|[T ])")
_SLASHED = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
HOW = "2021-06-30"


def read_day(text: str) -> date | tuple[str, str]:
    """Return the ISO day that a text begins with, or (what is wrong, how to mend it)."""
    found = _ISO.match(text)
    if found:
        return _day(*(int(part) for part in found.groups()))
    slashed = _SLASHED.fullmatch(text)
    if slashed:
        one, other, year = (int(part) for part in slashed.groups())
        days = [_day(year, other, one), _day(year, one, other)]
        possible = sorted({day.isoformat() for day in days if isinstance(day, date)})
        more = _("Write it as %(example)s, or say in which order the file writes days.")
        if len(possible) > 1:
            wrong = _("It could be %(one)s or %(other)s.")
            return wrong % {"one": possible[0], "other": possible[1]}, more % {"example": HOW}
        if possible:
            return _("A day in another order than ours."), more % {"example": possible[0]}
        return days[0] if other <= 12 else days[1]
    return _("Not a day."), _("Write it as %(example)s.") % {"example": HOW}


def _day(year: int, month: int, number: int) -> date | tuple[str, str]:
    if not FIRST <= year <= LAST:
        wrong = _("The year lies outside %(first)s to %(last)s.") % {"first": FIRST, "last": LAST}
    elif not 1 <= month <= 12:
        wrong = _("There is no month %(month)s.") % {"month": month}
    elif not 1 <= number <= (most := monthrange(year, month)[1]):
        return (
            _("There is no such day: that month has %(days)s days.") % {"days": most},
            _("Write a day that is in the calendar."),
        )
    else:
        return date(year, month, number)
    return wrong, _("Write it as %(example)s.") % {"example": HOW}
