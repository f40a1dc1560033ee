"""Rules of a commitment. Pure functions. Source: PRODUCT.md, "Commitment"."""

from datetime import date, datetime

from avow.commitments.facts import CommitmentFacts


def window_open(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the forum takes commitments now, or granted this organisation more time."""
    return () if facts.window_open else ("commitments_closed",)


def complete(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: nothing that the pack makes mandatory is missing."""
    return ("commitment_incomplete",) if facts.missing else ()


def every_case_decided(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: every coalition of its actions has answered."""
    return ("coalitions_still_decide",) if facts.cases_open or not facts.cases else ()


def some_case_accepted(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: at least one coalition accepted both the commitment and its maker."""
    return () if facts.cases_accepted_as_maker else ("no_coalition_accepted",)


def no_case_accepted(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: no coalition accepted both the commitment and its maker."""
    return ("a_coalition_accepted",) if facts.cases_accepted_as_maker else ()


def term_over(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: its last day has passed."""
    return () if facts.term_over else ("term_runs",)


def reason_written(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a reason is written with the move."""
    return () if facts.reason.strip() else ("reason_missing",)


def years_between(starts_on: date, ends_on: date) -> int:
    """Return the whole years from the first to the last day, both included (1 Jan to 31 Dec is one)."""
    years = ends_on.year - starts_on.year
    before_anniversary = (ends_on.month, ends_on.day + 1) < (starts_on.month, starts_on.day)
    return years - 1 if before_anniversary else years
