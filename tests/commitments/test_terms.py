"""How long a term may be, what may follow it, when its maker is invited: rules without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.commitments import terms
from avow.commitments.facts import Term, TermFacts
from avow.commitments.rules import term_problems

FORUM = Term(date(2021, 1, 1), date(2026, 12, 31), 1, 5)
CHAMPION = replace(FORUM, exact_years=5)
FACTS = TermFacts("published", date(2021, 7, 1), date(2023, 6, 30), FORUM, FORUM)
DAYS = st.dates(date(2020, 1, 1), date(2028, 12, 31))
TERMS = st.builds(
    Term,
    st.dates(date(2020, 1, 1), date(2022, 12, 31)),
    st.dates(date(2023, 1, 1), date(2028, 12, 31)),
    st.integers(1, 2),
    st.integers(2, 6),
    st.sampled_from([0, 0, 5]),
)


@given(DAYS, TERMS)
def test_a_last_day_that_is_offered_is_always_taken(starts_on, term):
    for day in terms.last_days(starts_on, term):
        assert term_problems(starts_on, day, term) == ()


@given(DAYS, st.integers(0, 2600), TERMS)
def test_a_term_that_is_taken_was_offered(starts_on, length, term):
    ends_on = starts_on + timedelta(days=length)
    if term_problems(starts_on, ends_on, term) == ():
        assert ends_on in terms.last_days(starts_on, term)


@given(TERMS)
def test_after_the_last_first_day_no_term_can_begin(term):
    last = terms.last_first_day(term)
    if last is not None:
        assert terms.last_days(last, term)
    begin = last or term.forum_starts_on - terms.ONE_DAY
    for ahead in (1, 2, 40, 400):
        assert terms.last_days(begin + timedelta(days=ahead), term) == ()


@given(DAYS, st.integers(0, 1900), DAYS, TERMS)
def test_an_extension_is_later_and_a_renewal_begins_the_day_after(starts_on, length, day, term):
    facts = TermFacts("published", starts_on, starts_on + timedelta(days=length), term, term)
    longer, following = terms.extension(facts, day), terms.renewal(facts, day)
    assert all(one > facts.ends_on for one in longer.last_days)
    assert bool(longer.last_days) != bool(longer.why_not)
    assert bool(following.starts_on) != bool(following.why_not)
    if following.starts_on:
        assert following.starts_on == facts.ends_on + terms.ONE_DAY
        chosen = terms.next_last_day(facts, following.last_days)
        assert term_problems(following.starts_on, chosen, term) == ()


def test_a_two_years_term_can_become_three_four_or_five():
    assert terms.extension(FACTS, date(2022, 1, 1)).last_days == (
        date(2024, 6, 30),
        date(2025, 6, 30),
        date(2026, 6, 30),
    )


@pytest.mark.parametrize(
    ("change", "day", "why"),
    [
        ({"state": "amended"}, date(2022, 1, 1), "change_under_way"),
        ({"state": "completed"}, date(2022, 1, 1), "term_over_already"),
        ({}, date(2023, 7, 1), "term_over_already"),
        ({"is_renewed": True}, date(2022, 1, 1), "renewed_already"),
        ({"extendable": False}, date(2022, 1, 1), "not_extendable"),
        ({"term": CHAMPION}, date(2022, 1, 1), "champions_term_is_fixed"),
        ({"ends_on": date(2026, 6, 30)}, date(2022, 1, 1), "term_at_its_longest"),
    ],
)
def test_why_a_term_cannot_be_longer(change, day, why):
    assert terms.extension(replace(FACTS, **change), day).why_not == why


@pytest.mark.parametrize(
    ("change", "day", "why"),
    [
        ({"state": "amended"}, date(2023, 6, 1), "change_under_way"),
        ({"state": "ended"}, date(2023, 6, 1), "not_renewable"),
        ({"state": "withdrawn"}, date(2023, 6, 1), "not_renewable"),
        ({"is_renewed": True}, date(2023, 6, 1), "renewed_already"),
        ({"window_open": False}, date(2023, 6, 1), "commitments_closed"),
        ({"ends_on": date(2026, 6, 30)}, date(2026, 6, 1), "no_term_left_in_forum"),
        ({"next_term": CHAMPION}, date(2023, 6, 1), "no_term_left_in_forum"),
        ({}, date(2022, 12, 31), "renewal_too_early"),
    ],
)
def test_why_there_is_no_next_term(change, day, why):
    assert terms.renewal(replace(FACTS, **change), day).why_not == why


def test_a_renewal_may_be_begun_from_the_first_invitation_on_and_after_the_end():
    early = terms.renewal(FACTS, date(2022, 12, 31))
    assert early.opens_on == date(2023, 1, 1)
    assert terms.renewal(FACTS, early.opens_on).starts_on == date(2023, 7, 1)
    over = replace(FACTS, state="completed")
    assert terms.renewal(over, date(2024, 1, 1)).starts_on == date(2023, 7, 1)


def test_the_next_term_is_as_long_as_this_one_or_as_near_as_can_be():
    ends = terms.renewal(FACTS, date(2023, 6, 1)).last_days
    assert terms.next_last_day(FACTS, ends) == date(2025, 6, 30)
    assert terms.next_last_day(FACTS, [date(2024, 6, 30)]) == date(2024, 6, 30)


@pytest.mark.parametrize(
    ("left", "due"),
    [(181, None), (180, 180), (61, 180), (60, 60), (15, 60), (14, 14), (0, 14), (-1, None)],
)
def test_the_invitation_of_a_day_is_the_last_that_has_come(left, due):
    day = FACTS.ends_on - timedelta(days=left)
    assert terms.invitation_due(FACTS.ends_on, day, (180, 60, 14)) == due


def test_a_five_years_forum_day_by_day_invites_three_times_and_never_after_the_end():
    invited = []
    day = FORUM.forum_starts_on
    while day <= FORUM.forum_ends_on:
        due = terms.invitation_due(FACTS.ends_on, day, FACTS.renewal_days)
        possible = terms.extension(FACTS, day).last_days or terms.renewal(FACTS, day).starts_on
        if due is not None and possible and due not in [one for one, _day in invited]:
            invited.append((due, day))
        day += terms.ONE_DAY
    assert invited == [
        (180, date(2023, 1, 1)),
        (60, date(2023, 5, 1)),
        (14, date(2023, 6, 16)),
    ]
