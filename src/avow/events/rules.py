"""Rules of events. Pure functions; standard library only."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

CODE_BEFORE, CODE_AFTER = timedelta(minutes=30), timedelta(hours=12)
REMINDERS = (timedelta(days=7), timedelta(days=1))
NEEDS_KEPT = timedelta(days=30)  # what somebody needs is erased this long after the event
MOST_TRIES = 10  # of an attendance code in an hour
CAN_BE_THERE = frozenset({"registered", "waiting"})  # states of a place


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What the guards of an event need to know."""

    complete: bool = False
    over: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """What the guards of a registration need to know."""

    over: bool = False
    was_there: bool = False


def complete(facts: EventFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: an event has a title, its time, and a place or a way to be there online."""
    return () if facts.complete else ("event_incomplete",)


def not_over(facts: EventFacts | PlaceFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: an event that is over, or a place at it, cannot be cancelled any more."""
    return ("event_over",) if facts.over else ()


def not_there(facts: PlaceFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: whoever was there keeps the place: it is what their attendance stands on."""
    return ("registration_was_there",) if facts.was_there else ()


def reason_given(facts: EventFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a cancellation says why."""
    return () if facts.reason.strip() else ("event_without_reason",)


def registration_state(
    opens_at: datetime | None, closes_at: datetime | None, ends_at: datetime, now: datetime
) -> str:
    """Return before, open or closed: without times of its own, until the event is over."""
    if opens_at is not None and now < opens_at:
        return "before"
    return "open" if now < (closes_at or ends_at) else "closed"


def has_room(taken: int, capacity: int | None) -> bool:
    """Return whether one more may come."""
    return capacity is None or taken < capacity


def within(starts_at: datetime, ends_at: datetime, begins: datetime, ends: datetime) -> bool:
    """Return whether a session's time lies inside its event's."""
    return begins <= starts_at and ends_at <= ends


def on_clocks(typed: datetime, zone: ZoneInfo) -> datetime | None:
    """Return a time as the clocks of a place show it; None for one that they jump over in spring.

    A time that they show twice in autumn is the first of the two.
    """
    there = typed.replace(tzinfo=zone)
    back = there.astimezone(UTC).astimezone(zone)
    return there if back.replace(tzinfo=None) == typed else None


def code_works(starts_at: datetime, ends_at: datetime, now: datetime) -> bool:
    """Return whether the attendance code is taken: from half an hour before to half a day after."""
    return starts_at - CODE_BEFORE <= now <= ends_at + CODE_AFTER


def attendance_reasons(event_state: str, place_state: str) -> tuple[str, ...]:
    """Return why somebody's presence is not counted: only who has a place, or waits for one, is.

    Nobody was at an event that is a draft or cancelled.
    """
    if event_state != "published":
        return ("attendance_not_held",)
    return () if place_state in CAN_BE_THERE else ("attendance_not_registered",)


def reminder_due(starts_at: datetime, published_at: datetime, now: datetime) -> timedelta | None:
    """Return the reminder to send now, the nearest that is due; None before and after.

    One whose moment lay before the publication is not sent: the news of it just came.
    """
    for before in reversed(REMINDERS):
        moment = starts_at - before
        if moment <= now < starts_at and published_at < moment:
            return before
    return None


@dataclass(frozen=True, slots=True)
class Undertaking:
    """How a maker met its undertaking to take part in the main events."""

    attended: int
    held: int

    @property
    def is_met(self) -> bool:
        """Return whether it was at every main event so far."""
        return self.attended == self.held


def undertaking(held: Iterable[int], attended: Iterable[int]) -> Undertaking:
    """Return how many of the main events held since it became a maker it was at."""
    main = set(held)
    return Undertaking(len(main & set(attended)), len(main))
