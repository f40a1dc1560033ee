"""When a commitment that begins with an example starts, ends and has its steps."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.commitments.catalogue import rules
from avow.commitments.facts import Term
from avow.commitments.rules import term_problems

MAKER = Term(date(2021, 1, 1), date(2026, 12, 31), 1, 5)
CHAMPION = Term(date(2021, 1, 1), date(2026, 12, 31), 1, 5, exact_years=5)


def test_a_term_begins_today():
    assert rules.first_day(date(2021, 4, 5), MAKER) == date(2021, 4, 5)


def test_before_the_forum_it_begins_with_the_forum():
    assert rules.first_day(date(2020, 12, 1), MAKER) == date(2021, 1, 1)


def test_after_the_forum_it_begins_never():
    assert rules.first_day(date(2027, 1, 1), MAKER) is None


@pytest.mark.parametrize(
    ("first", "wanted", "term", "years"),
    [
        (date(2021, 4, 5), 3, MAKER, 3),
        (date(2024, 4, 5), 3, MAKER, 2),  # only two whole years are left
        (date(2026, 4, 5), 3, MAKER, 0),
        (date(2026, 1, 1), 1, MAKER, 1),
        (date(2021, 4, 5), 20, MAKER, 5),
        (date(2021, 4, 5), 1, CHAMPION, 5),
        (date(2023, 4, 5), 1, CHAMPION, 0),
        (date(2021, 4, 5), 1, Term(date(2021, 1, 1), date(2026, 12, 31), 2, 5), 2),
    ],
)
def test_as_many_years_as_proposed_and_possible(first, wanted, term, years):
    assert rules.years_that_fit(first, wanted, term) == years


@pytest.mark.parametrize(
    ("first", "months", "day"),
    [
        (date(2021, 4, 5), 6, date(2021, 10, 5)),
        (date(2021, 8, 31), 6, date(2022, 2, 28)),
        (date(2021, 12, 1), 1, date(2022, 1, 1)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_later(first, months, day):
    assert rules.months_later(first, months) == day


def test_a_step_at_the_end_is_due_on_the_last_day():
    assert rules.due_day(date(2021, 4, 5), 36, 3, 3) == date(2024, 4, 4)


def test_steps_move_together_where_the_term_is_shorter():
    days = [rules.due_day(date(2024, 4, 5), month, 3, 1) for month in (6, 18, 36)]
    assert days == [date(2024, 6, 5), date(2024, 10, 5), date(2025, 4, 4)]


@given(
    first=st.dates(date(2021, 1, 1), date(2026, 12, 31)),
    wanted=st.integers(1, 20),
    month=st.integers(1, 240),
    term=st.sampled_from([MAKER, CHAMPION]),
)
def test_whatever_is_filled_in_could_be_handed_in(first, wanted, month, term):
    years = rules.years_that_fit(first, wanted, term)
    if years:
        assert term_problems(first, rules.last_day(first, years), term) == ()
        due = rules.due_day(first, min(month, wanted * 12), wanted, years)
        assert first < due <= rules.last_day(first, years)
