"""Rules of a case: when votes decide, when silence has passed. Pure functions.

Source: PRODUCT.md, "Validation" and "Liaison": the pack sets quorum and majority; silence passes.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from fractions import Fraction
from math import ceil
from zoneinfo import ZoneInfo

from avow.kernel.clock import day_of, end_of
from avow.review.facts import CaseFacts

HALF = Fraction(1, 2)


def quorum_text(quorum: Fraction | int) -> str:
    """Return a quorum or majority as a case keeps it: "3" is three votes, "1/1" is everybody."""
    return str(quorum) if isinstance(quorum, int) else f"{quorum.numerator}/{quorum.denominator}"


def quorum_of(text: str) -> Fraction | int:
    """Return what `quorum_text` wrote. Raises ValueError for anything else."""
    return Fraction(text) if "/" in text else int(text)


def votes_needed(quorum: Fraction | int, eligible: int) -> int:
    """Return how many of `eligible` seats must have voted, abstentions included.

    A share is rounded up; a number larger than the seats there are means all of them; never less
    than one, so that nobody's silence decides. Whoever is recused is not eligible.
    """
    needed = ceil(quorum * eligible) if isinstance(quorum, Fraction) else min(quorum, eligible)
    return max(needed, 1)


def is_carried(majority: Fraction, votes_for: int, votes_against: int) -> bool:
    """Return whether the votes for reach the majority; abstentions are not counted.

    "1/2" means more than half (a tie is not carried); any larger share means at least that share.
    """
    cast = votes_for + votes_against
    if not cast:
        return False
    share = Fraction(votes_for, cast)
    return share > majority if majority == HALF else share >= majority


def quorum_reached(facts: CaseFacts) -> bool:
    """Return whether enough of the seats that may vote have voted; abstaining is voting."""
    return facts.seats > 0 and facts.voted >= votes_needed(facts.quorum, facts.seats)


def outcome(facts: CaseFacts) -> str:
    """Return "for", "against" or "open".

    It is settled as soon as the seats still to vote cannot turn it, never before the quorum. A tie,
    or abstentions only, stays open: votes may be changed, or the secretariat settles it.
    """
    if not quorum_reached(facts) or facts.approve + facts.reject == 0:
        return "open"
    if is_carried(facts.majority, facts.approve, facts.reject + facts.waiting):
        return "for"
    best = facts.approve + facts.waiting
    may_tie = abs(facts.approve - facts.reject) <= facts.waiting  # the rest may abstain
    if may_tie or is_carried(facts.majority, best, facts.reject):
        return "open"
    return "against"


def concerned_seats(
    holders: Mapping[int, frozenset[int]], organisation: int, partners: Iterable[int]
) -> frozenset[int]:
    """Return the seats that must keep out: an applicant or partner is among their holders."""
    involved = {organisation, *partners}
    return frozenset(seat for seat, organisations in holders.items() if organisations & involved)


def liaison_ends(forwarded_at: datetime, days: int, zone: ZoneInfo) -> datetime:
    """Return the first instant at which silence has passed: `days` whole days after this day."""
    return end_of(day_of(forwarded_at, zone) + timedelta(days=days), zone)


def last_day(until: datetime, zone: ZoneInfo) -> date:
    """Return the last day before an end, as people say it: an end at midnight is the day before."""
    return day_of(until - timedelta(microseconds=1), zone)


def reminder_stage(due_on: date, today: date, days: Iterable[int], since: date) -> int | None:
    """Return which reminder is due: the smallest of `days` not yet gone by, -1 when late, or None.

    A stage whose day lay before `since` (the day it began) is left out: nobody is reminded of what
    they were told the same day. A day on which nothing ran is made up for, once.
    """
    left = (due_on - today).days
    if left < 0:
        return -1
    reached = [day for day in days if left <= day and due_on - timedelta(days=day) > since]
    return min(reached, default=None)


def champions_cannot_decide(facts: CaseFacts, now: datetime) -> tuple[str, ...]:
    """Guard: nobody may vote, all have voted without a result, or the days to vote are over."""
    too_late = facts.validation_until is not None and now >= facts.validation_until
    if outcome(facts) == "open" and (not facts.waiting or too_late):
        return ()
    return ("champions_still_vote",)


def majority_for(facts: CaseFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the Champions are for it."""
    return () if outcome(facts) == "for" else ("no_majority",)


def majority_against(facts: CaseFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the Champions are against it."""
    return () if outcome(facts) == "against" else ("no_majority",)


def silence_passed(facts: CaseFacts, now: datetime) -> tuple[str, ...]:
    """Guard: the Core Group's days are over and nobody objected."""
    if facts.objections_open:
        return ("objection_open",)
    if facts.liaison_until is None or now < facts.liaison_until:
        return ("liaison_runs",)
    return ()


def liaison_open(facts: CaseFacts, now: datetime) -> tuple[str, ...]:
    """Guard: an objection comes in time."""
    return (
        () if facts.liaison_until is not None and now < facts.liaison_until else ("liaison_over",)
    )


def reason_written(facts: CaseFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a reason is written with the move."""
    return () if facts.reason.strip() else ("reason_missing",)
