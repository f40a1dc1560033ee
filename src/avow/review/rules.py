"""Rules of a case: when votes decide, when silence has passed. Pure functions.

Source: PRODUCT.md, "Validation" and "Liaison": the pack sets quorum and majority; silence passes.
"""

from datetime import datetime
from fractions import Fraction
from math import ceil

from avow.review.facts import CaseFacts


def votes_needed(facts: CaseFacts) -> int:
    """Return how many seats must vote for a quorum: at least one, and never more than may vote."""
    return max(1, ceil(facts.quorum * facts.seats))


def quorum_reached(facts: CaseFacts) -> bool:
    """Return whether enough of the seats that may vote have voted; abstaining is voting."""
    return facts.seats > 0 and facts.approve + facts.reject + facts.abstain >= votes_needed(facts)


def outcome(facts: CaseFacts) -> str:
    """Return "for", "against" or "open".

    It is settled as soon as the seats still to vote cannot turn it, never before the quorum. A tie,
    or abstentions only, stays open: votes may be changed, or the secretariat settles it.
    """
    decided = facts.approve + facts.reject
    waiting = facts.seats - decided - facts.abstain
    if not quorum_reached(facts) or decided == 0:
        return "open"
    if Fraction(facts.approve, decided + waiting) > facts.majority:
        return "for"
    if waiting == 0 and facts.approve == facts.reject:
        return "open"
    if Fraction(facts.approve + waiting, decided + waiting) <= facts.majority and facts.approve + waiting != facts.reject:
        return "against"
    return "open"


def champions_cannot_decide(facts: CaseFacts, now: datetime) -> tuple[str, ...]:
    """Guard: no seat may vote, every seat has voted without a result, or the days to vote are over."""
    everybody_voted = facts.approve + facts.reject + facts.abstain >= facts.seats
    too_late = facts.validation_until is not None and now >= facts.validation_until
    if outcome(facts) == "open" and (everybody_voted or too_late):
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
    return () if facts.liaison_until is not None and now < facts.liaison_until else ("liaison_over",)


def reason_written(facts: CaseFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a reason is written with the move."""
    return () if facts.reason.strip() else ("reason_missing",)
