"""Rules of a consultation. Pure functions; standard library only."""

from collections.abc import Iterable
from dataclasses import dataclass

SMALL = 5  # fewer people than this are not told apart in figures


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """Whether somebody may comment now."""

    window_open: bool
    newest: bool  # the version is the newest public one
    audience: str
    is_maker: bool  # speaks for a maker or sits for a Champion


def refusals(facts: CommentFacts) -> tuple[str, ...]:
    """Return every reason why a comment is not taken now; none: it is."""
    reasons = []
    if not facts.window_open:
        reasons.append("consultation_closed")
    if not facts.newest:
        reasons.append("consultation_newer_version")
    if facts.audience == "makers" and not facts.is_maker:
        reasons.append("consultation_for_makers")
    return tuple(reasons)


def blurred(counts: Iterable[tuple[str, int]]) -> list[tuple[str, int | None]]:
    """Return counts for the public, the largest first; small ones as None (fewer than five)."""
    rows = sorted(counts, key=lambda row: (-row[1], row[0]))
    return [(name, count if count >= SMALL else None) for name, count in rows]
