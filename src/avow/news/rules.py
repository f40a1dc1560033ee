"""Rules of news. Pure functions; standard library only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class UpdateFacts:
    """What the guards need to know."""

    has_title: bool = False
    has_text: bool = False
    publish_at: datetime | None = None
    reason: str = ""
    original: str = "published"  # state of what it translates; an original has none before it


def complete(facts: UpdateFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: an update has a title and a text."""
    return () if facts.has_title and facts.has_text else ("update_incomplete",)


def original_public(facts: UpdateFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a translation is public only while what it translates is."""
    return () if facts.original == "published" else ("update_original_not_public",)


def ahead(facts: UpdateFacts, now: datetime) -> tuple[str, ...]:
    """Guard: publication is planned for a time to come."""
    ok = facts.publish_at is not None and facts.publish_at > now
    return () if ok else ("update_time_past",)


def come(facts: UpdateFacts, now: datetime) -> tuple[str, ...]:
    """Guard: the planned time has come."""
    ok = facts.publish_at is not None and facts.publish_at <= now
    return () if ok else ("update_not_due",)


def reason_given(facts: UpdateFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: what is sent back or withdrawn says why."""
    return () if facts.reason.strip() else ("update_without_reason",)


def week_of(day: date) -> date:
    """Return the Monday of a day's week: the name of its digest."""
    return day - timedelta(days=day.weekday())
