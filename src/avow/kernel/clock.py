"""Days and instants in a forum's own time zone. The clock itself is always an argument."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day of an aware instant in `zone`. Raises ValueError if it is naive."""
    if instant.tzinfo is None:
        raise ValueError("the instant must be aware")
    return instant.astimezone(zone).date()


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant after `day` in `zone`: then that day's deadline has passed."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)


YEARS = range(1990, 2201)  # in which anything here can be; others are slips of the finger


def on_clocks(typed: datetime, zone: ZoneInfo) -> datetime | None:
    """Return a time as the clocks of a zone show it; None for one that they never do.

    That is one that they jump over in spring, or of no year that can be meant. A time that they
    show twice in autumn is the first of the two. Raises ValueError if it is aware.
    """
    if typed.tzinfo is not None:
        raise ValueError("the time must be naive")
    if typed.year not in YEARS:
        return None
    there = typed.replace(tzinfo=zone)
    back = there.astimezone(UTC).astimezone(zone)
    return there if back.replace(tzinfo=None) == typed else None
