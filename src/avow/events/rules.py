"""Rules of events. Pure functions; standard library only."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from avow.kernel.clock import on_clocks

CODE_BEFORE, CODE_AFTER = timedelta(minutes=30), timedelta(hours=12)
REMINDERS = (timedelta(days=7), timedelta(days=1))
NEEDS_KEPT = timedelta(days=30)  # what somebody needs is erased this long after the event
MOST_TRIES = 10  # of an attendance code in an hour
RESERVED = frozenset({"new", "tickets"})  # pages of ours where the address of an event begins
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


def registration_shut(
    state: str,
    opens_at: datetime | None,
    closes_at: datetime | None,
    ends_at: datetime,
    now: datetime,
) -> str:
    """Return why nobody can register: cancelled, before or closed; empty while they can."""
    if state == "cancelled":
        return "cancelled"
    registration = registration_state(opens_at, closes_at, ends_at, now)
    return "" if registration == "open" else registration


def has_room(taken: int, capacity: int | None) -> bool:
    """Return whether one more may come."""
    return capacity is None or taken < capacity


def within(starts_at: datetime, ends_at: datetime, begins: datetime, ends: datetime) -> bool:
    """Return whether a session's time lies inside its event's."""
    return begins <= starts_at and ends_at <= ends


def clock_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """Return what the clocks of a place show at a moment."""
    return moment.astimezone(zone).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class Times:
    """From when until when something is, and on whose clocks."""

    starts_at: datetime
    ends_at: datetime
    zone: ZoneInfo


def whole_move(before: Times, after: Times) -> timedelta | None:
    """Return by how many days and hours on the clocks an event moved; None if it grew or shrank."""
    starts, ends = (
        clock_time(late, after.zone) - clock_time(early, before.zone)
        for early, late in ((before.starts_at, after.starts_at), (before.ends_at, after.ends_at))
    )
    return starts if starts == ends else None


def moved_along(part: Times, by: timedelta, zone: ZoneInfo) -> Times | None:
    """Return a part of an event moved on the clocks; None where they jump over its times."""
    starts, ends = (
        on_clocks(clock_time(one, part.zone) + by, zone) for one in (part.starts_at, part.ends_at)
    )
    if starts is None or ends is None or ends.astimezone(UTC) <= starts.astimezone(UTC):
        return None
    return Times(starts.astimezone(UTC), ends.astimezone(UTC), zone)


def changed_meanwhile(
    seen: Mapping[str, str], saved: Mapping[str, str], sent: Mapping[str, str]
) -> tuple[str, ...]:
    """Return the fields that are saved otherwise than a page showed them, and than it sends them.

    The values are marks: equal for equal values.
    """
    return tuple(
        name for name, mark in saved.items() if seen.get(name) != mark and sent[name] != mark
    )


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
