"""Rules of what the public writes. Pure functions; standard library only."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = 5_000  # letters of a text
REPORTS_TO_HOLD = 3  # of different people; the text is hidden until somebody looked at it
EDITABLE = timedelta(minutes=15)  # after it was written, by its author
MOST_AN_HOUR = 10  # texts of one author
MOST_REPORTS_A_DAY = 20
APPEAL_DAYS = 30
_LINK = re.compile(r"https?://|www\.|\[[^\]]*\]\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TextFacts:
    """What the guards need to know."""

    reason: str = ""
    reasons: tuple[str, ...] = ()
    open_reports: int = 0


def reason_given(facts: TextFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a removal says why, by the published list."""
    return () if facts.reason in facts.reasons else ("removal_without_reason",)


def reported(facts: TextFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: keeping a public text answers reports of it."""
    return () if facts.open_reports else ("text_not_reported",)


def is_held(text: str, *, checked_before: bool, shown_before: int) -> bool:
    """Return whether a text waits for a moderator before anybody reads it.

    That is every text where the forum checks before; elsewhere the first one of an author, and one
    with a link from an author of whom fewer than three were shown.
    """
    if checked_before or shown_before == 0:
        return True
    return shown_before < 3 and bool(_LINK.search(text))


def may_edit(written_at: datetime, state: str, now: datetime) -> bool:
    """Return whether its author may still mend a text."""
    return state in {"unconfirmed", "held", "visible"} and now - written_at < EDITABLE


def may_appeal(removed_at: datetime | None, appeals: int, now: datetime) -> bool:
    """Return whether its author may ask to look again at a removal: once, within thirty days."""
    return (
        removed_at is not None and appeals == 0 and now - removed_at < timedelta(days=APPEAL_DAYS)
    )
