"""Rules of a commitment. Pure functions. Source: PRODUCT.md, "Commitment"."""

from datetime import date, datetime, timedelta

from avow.commitments.facts import CommitmentFacts, Term


def window_open(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the forum takes commitments now, or granted this organisation more time."""
    return () if facts.window_open else ("commitments_closed",)


def complete(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: nothing that the pack makes mandatory is missing."""
    return ("commitment_incomplete",) if facts.missing else ()


def maker_or_applicant(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: who hands it in is a maker or Champion, or hands it in with an application."""
    return () if facts.may_hand_in else ("not_a_maker_yet",)


def every_case_decided(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: every coalition of its actions has answered."""
    return ("coalitions_still_decide",) if facts.cases_open or not facts.cases else ()


def no_case_open(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: no coalition is still looking at it; a small amendment never had a case."""
    return ("coalitions_still_decide",) if facts.cases_open else ()


def some_case_accepted(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: at least one coalition accepted both the commitment and its maker."""
    return () if facts.cases_accepted_as_maker else ("no_coalition_accepted",)


def no_case_accepted(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: no coalition accepted both the commitment and its maker."""
    return ("a_coalition_accepted",) if facts.cases_accepted_as_maker else ()


def amendment_in_writing(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the amendment was not handed in yet."""
    return ("moved_on",) if facts.amendment_handed_in else ()


def amendment_handed_in(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the maker has handed the amendment in."""
    return () if facts.amendment_handed_in else ("amendment_in_writing",)


def amendment_accepted(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: no coalition that looked at the amendment declined it."""
    return ("a_coalition_declined",) if facts.cases_declined else ()


def amendment_declined(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a coalition declined the amendment."""
    return () if facts.cases_declined else ("no_coalition_declined",)


def term_over(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: its last day has passed."""
    return () if facts.term_over else ("term_runs",)


def reason_written(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: a reason is written with the move."""
    return () if facts.reason.strip() else ("reason_missing",)


def reason_if_public(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: what everybody could read is not taken back without a written reason."""
    return reason_written(facts, _now) if facts.was_public else ()


def may_be_longer(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: its last day may become the one that is asked for."""
    return facts.extension_refused


def makers_signed(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: every co-maker signed the text."""
    return ("co_makers_must_sign",) if facts.unsigned else ()


def makers_accepted(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: every co-maker is a maker or Champion of a coalition that accepted it."""
    return ("co_maker_not_a_maker",) if facts.not_makers else ()


def shares_whole(facts: CommitmentFacts, _now: datetime) -> tuple[str, ...]:
    """Guard: the shares of all makers make 100 exactly."""
    return () if facts.shares_whole else ("shares_not_whole",)


def anniversary(day: date, years: int) -> date:
    """Return the same day `years` later; for 29 February in a common year, 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def years_between(starts_on: date, ends_on: date) -> int:
    """Return the whole years from first to last day, both included (1 Jan to 31 Dec is one)."""
    after = ends_on + timedelta(days=1)
    years = after.year - starts_on.year
    return years - 1 if after < anniversary(starts_on, years) else years


def is_whole_years(starts_on: date, ends_on: date) -> bool:
    """Return whether the term ends on the day before an anniversary of its start."""
    return ends_on + timedelta(days=1) == anniversary(starts_on, years_between(starts_on, ends_on))


def term_problems(starts_on: date, ends_on: date, term: Term) -> tuple[str, ...]:
    """Return the codes of what is wrong with a term: order, whole years, length, the forum's dates.

    Makers promise for `min_years` to `max_years`; a Champion for exactly its years.
    Source: PRODUCT.md, "Term: one to five years for makers (extendable), five for Champions".
    """
    if ends_on < starts_on:
        return ("term_out_of_order",)
    wrong = []
    if starts_on < term.forum_starts_on or ends_on > term.forum_ends_on:
        wrong.append("term_outside_forum")
    years = years_between(starts_on, ends_on)
    if not is_whole_years(starts_on, ends_on):
        wrong.append("term_not_whole_years")
    elif term.exact_years and years != term.exact_years:
        wrong.append("term_not_the_champions")
    elif not term.exact_years and not term.min_years <= years <= term.max_years:
        wrong.append("term_length")
    return tuple(wrong)


def needs_review(changed: frozenset[str], rereview_fields: frozenset[str]) -> bool:
    """Return whether an amendment of these fields goes to the coalitions again."""
    return bool(changed & rereview_fields)


def may_be_named(state: str) -> bool:
    """Return whether the public may read a partner's name: it agreed, or nobody can be asked."""
    return state in {"confirmed", "not_registered"}
