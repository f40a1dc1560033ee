"""Rules of interest. Pure functions; the facts are three booleans."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class InterestFacts:
    """What the guards need to know."""

    interest_open: bool = False
    applications_open: bool = False
    applications_over: bool = False


def applications_open(facts: InterestFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: people are invited when applications are open."""
    return () if facts.applications_open else ("applications_not_open",)


def applications_over(facts: InterestFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: interest lapses when nobody can apply any more."""
    return () if facts.applications_over else ("applications_not_over",)
