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
    """Return counts for the public, the largest first; None for what is not told.

    That is what fewer than five stand behind, and the next larger ones as long as the whole would
    tell it: what is hidden is two groups at least, of five at least.
    """
    rows = sorted(counts, key=lambda row: (-row[1], row[0]))
    hidden = [number for _name, number in rows if 0 < number < SMALL]
    told = [number for _name, number in rows if number >= SMALL]
    while hidden and told and (len(hidden) == 1 or sum(hidden) < SMALL):
        hidden.append(told.pop())
    return [
        (name, number if place < len(told) else None if number else 0)
        for place, (name, number) in enumerate(rows)
    ]
