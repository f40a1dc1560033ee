"""Days and instants in a forum's own time zone. The clock itself is always an argument."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_of(instant: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day of an aware instant in `zone`. Raises ValueError if it is naive."""
    if instant.tzinfo is None:
        raise ValueError("the instant must be aware")
    return instant.astimezone(zone).date()


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Return the first instant after `day` in `zone`: then that day's deadline has passed."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone)
