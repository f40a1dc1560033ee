"""When votes decide. The rules are pure: no database."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.review import rules
from avow.review.facts import CaseFacts
from tests.worlds import ZONE, at

HALF, TWO_THIRDS, ALL = Fraction(1, 2), Fraction(2, 3), Fraction(1, 1)


def facts(seats, approve=0, reject=0, abstain=0, quorum=HALF, majority=HALF) -> CaseFacts:
    return CaseFacts(seats, approve, reject, abstain, quorum, majority)


@pytest.mark.parametrize(
    "quorum, eligible, needed",
    [
        (HALF, 4, 2),
        (HALF, 5, 3),
        (HALF, 0, 1),
        (3, 10, 3),
        (3, 2, 2),
        (ALL, 4, 4),
        (TWO_THIRDS, 4, 3),
    ],
)
def test_a_share_is_rounded_up_and_a_number_is_at_most_everybody(quorum, eligible, needed):
    assert rules.votes_needed(quorum, eligible) == needed


@pytest.mark.parametrize(
    "majority, votes_for, against, carried",
    [(HALF, 1, 1, False), (HALF, 2, 1, True), (TWO_THIRDS, 2, 1, True), (TWO_THIRDS, 3, 2, False),
     (ALL, 3, 0, True), (ALL, 3, 1, False), (HALF, 0, 0, False)],
)  # fmt: skip
def test_half_means_more_than_half_and_a_larger_share_means_at_least(
    majority, votes_for, against, carried
):
    assert rules.is_carried(majority, votes_for, against) is carried


@pytest.mark.parametrize(
    "case, outcome",
    [
        (facts(3), "open"),
        (facts(3, approve=1), "open"),  # no quorum
        (facts(3, approve=2), "for"),  # the third cannot turn it
        (facts(3, reject=2), "against"),
        (facts(4, approve=2), "open"),  # two against would make a tie
        (facts(4, approve=2, reject=2), "open"),  # a tie
        (facts(3, abstain=3), "open"),
        (facts(3, approve=1, abstain=2), "for"),
        (facts(0), "open"),
        (facts(3, approve=2, quorum=ALL), "open"),
        (facts(3, approve=2, reject=1, majority=TWO_THIRDS), "for"),
        (facts(5, approve=3, reject=2, majority=TWO_THIRDS), "against"),
        (facts(5, approve=2, quorum=3), "open"),
    ],
)
def test_the_outcome_is_settled_as_soon_as_it_cannot_be_turned(case, outcome):
    assert rules.outcome(case) == outcome


counts = st.integers(0, 6)


@given(counts, counts, counts, st.integers(0, 8), st.sampled_from([HALF, TWO_THIRDS, ALL]))
def test_what_is_settled_stays_settled_whatever_the_rest_votes(
    approve, reject, abstain, waiting, majority
):
    seats = approve + reject + abstain + waiting
    now = rules.outcome(facts(seats, approve, reject, abstain, majority=majority))
    for more in range(waiting + 1):
        for against in range(waiting - more + 1):
            rest = waiting - more - against
            end = rules.outcome(
                facts(seats, approve + more, reject + against, abstain + rest, majority=majority)
            )
            assert now in {"open", end}


@given(
    st.fractions(min_value=Fraction(1, 100), max_value=1, max_denominator=100) | st.integers(1, 50)
)
def test_a_quorum_is_kept_as_it_was_written(quorum):
    kept = rules.quorum_of(rules.quorum_text(quorum))
    assert (kept, isinstance(kept, int)) == (quorum, isinstance(quorum, int))


def test_liaison_days_are_whole_days_of_the_forum_also_when_clocks_change():
    assert rules.liaison_ends(at("2021-03-12 23:30"), 3, ZONE) == at("2021-03-16 00:00")
    assert rules.last_day(at("2021-03-16 00:00"), ZONE) == date(2021, 3, 15)


@pytest.mark.parametrize(
    "today, stage",
    [("2021-04-14", None), ("2021-04-15", 14), ("2021-04-21", 14), ("2021-04-22", 7), ("2021-04-26", 3),
     ("2021-04-28", 1), ("2021-04-29", 1), ("2021-04-30", -1), ("2021-06-30", -1)],
)  # fmt: skip
def test_reminders_come_by_stages(today, stage):
    days = (14, 7, 3, 1)
    found = rules.reminder_stage(
        date(2021, 4, 29), date.fromisoformat(today), days, date(2021, 4, 1)
    )
    assert found == stage


def test_a_stage_that_lay_before_the_beginning_is_left_out():
    begun = date(2021, 4, 20)
    assert rules.reminder_stage(date(2021, 4, 29), begun, (14, 7, 3, 1), begun) is None
