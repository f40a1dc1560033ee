"""Rules of following: what is one search, when to look, what is new since. Pure functions."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

MOST = 30  # things that one person follows in a forum
LISTED = 20  # commitments in one mail; the pages have all
COUNTED = 1000  # new commitments of one search that are counted; "at least" beyond
LONGEST = 120  # letters of a name
SLOT = timedelta(minutes=30)  # mails leave at the whole and the half hour
# What was published just now may not have been written yet: a look stops so long before its time.
LAG = timedelta(minutes=15)
HOUR = 8  # of the forum's day, when daily and weekly mails leave
_NOT_A_CHOICE = frozenset({"sort", "page"})  # the same commitments, in another order


def canonical(pairs: Iterable[tuple[str, str]]) -> str:
    """Return the one query string of a search, in whichever order and how often it was asked."""
    kept = {(name, " ".join(value.split())) for name, value in pairs if name not in _NOT_A_CHOICE}
    return urlencode(sorted((name, value) for name, value in kept if value))


def key_of(kind: str, target: str) -> str:
    """Return what a thing that is followed is known by: nobody follows one twice."""
    return hashlib.sha256(f"{kind}:{target}".encode()).hexdigest()


def next_due(frequency: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when to look next, always after `now`; None for what is only kept."""
    if frequency == "none":
        return None
    if frequency == "once":
        return _slot_from(now + timedelta(microseconds=1))
    local = now.astimezone(zone)
    day = local.date() - timedelta(days=local.weekday() if frequency == "weekly" else 0)
    step = timedelta(days=7 if frequency == "weekly" else 1)
    # One mail a slot, whatever the zone's offset: the first slot not before the hour.
    while (at := _slot_from(datetime.combine(day, time(HOUR), tzinfo=zone))) <= now:
        day += step
    return at


def _slot_from(moment: datetime) -> datetime:
    """Return the first slot that begins at a moment or after it, counted in world time."""
    moment = moment.astimezone(UTC)
    over = (moment - datetime.min.replace(tzinfo=UTC)) % SLOT
    return moment + SLOT - over if over else moment


def until(since: datetime, now: datetime) -> datetime:
    """Return how far a look at `now` reaches that begins where the last one ended."""
    return max(since, now - LAG)


def is_new(published_at: datetime, since: datetime, end: datetime) -> bool:
    """Return whether something was published after the last look and before this one's end."""
    return since < published_at <= end


@dataclass(frozen=True, slots=True)
class Seen:
    """How a commitment's public page stood: at the last mail, or now. `seq`: of the ledger."""

    revision: int = 1
    status: str = ""
    state: str = ""
    seq: int = 0


def changes(before: Seen, after: Seen, reports: int) -> tuple[str, ...]:
    """Return what happened to a followed commitment between two looks: codes, in this order.

    Of one that was withdrawn nothing else is said.
    """
    if after.state == "withdrawn":
        return () if before.state == "withdrawn" else ("withdrawn",)
    found = (
        ("amended", after.revision > before.revision),
        ("reported", reports > 0),
        ("status", after.status != before.status),
    )
    return tuple(code for code, happened in found if happened)


def shares(counts: Sequence[int], most: int) -> list[int]:
    """Divide the places of one mail: evenly, and what one list does not need is the others'."""
    given = [0] * len(counts)
    left = min(most, sum(counts))
    while left:
        for place, count in enumerate(counts):
            if left and given[place] < count:
                given[place] += 1
                left -= 1
    return given
