"""Cycles, by examples of PRODUCT.md."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.progress import rules

OPENS = datetime(2022, 6, 1, tzinfo=UTC)
CLOSES = datetime(2022, 8, 1, tzinfo=UTC)
FREEZES = datetime(2022, 10, 1, tzinfo=UTC)
DUE, FREEZE = date(2022, 7, 31), date(2022, 10, 1)
DAYS = st.dates(date(2020, 1, 1), date(2030, 12, 31))


def test_a_window_that_closes_at_midnight_is_due_on_the_day_before():
    assert rules.due_on(CLOSES) == DUE
    assert rules.due_on(datetime(2022, 8, 1, 18, tzinfo=UTC)) == date(2022, 8, 1)


def test_a_late_report_is_taken_until_the_freeze():
    assert rules.freeze_on(CLOSES, 61) == FREEZE


@pytest.mark.parametrize(
    "now, found",
    [
        (OPENS - timedelta(seconds=1), "before"),
        (OPENS, "open"),
        (CLOSES - timedelta(seconds=1), "open"),
        (CLOSES, "late"),
        (FREEZES - timedelta(seconds=1), "late"),
        (FREEZES, "over"),
    ],
)
def test_the_phase_of_a_cycle(now, found):
    assert rules.phase(OPENS, CLOSES, FREEZES, now) == found


def test_a_naive_time_has_no_phase():
    with pytest.raises(ValueError, match="aware"):
        rules.phase(OPENS, CLOSES, FREEZES, datetime(2022, 7, 1))  # noqa: DTZ001  that is the point


def test_a_report_is_late_from_the_due_instant_on_and_an_extension_forgives_it():
    assert rules.is_late(CLOSES, CLOSES)
    assert not rules.is_late(CLOSES - timedelta(microseconds=1), CLOSES)
    assert not rules.is_late(CLOSES, CLOSES + timedelta(days=1))


OPENED, BEFORE = date(2023, 6, 1), date(2022, 6, 1)


@pytest.mark.parametrize(
    "published, over, grace, owed",
    [
        (date(2021, 5, 1), None, 0, True),
        (date(2023, 6, 1), None, 0, True),
        (date(2023, 6, 2), None, 0, False),
        (date(2023, 5, 1), None, 60, False),
        (date(2023, 4, 2), None, 60, True),
        (date(2021, 5, 1), date(2022, 6, 1), 0, True),  # a last one
        (date(2021, 5, 1), date(2022, 5, 31), 0, False),
    ],
)
def test_who_owes_a_report(published, over, grace, owed):
    assert rules.owes(published, over, OPENED, BEFORE, grace) is owed


@pytest.mark.parametrize(
    "day, found",
    [
        (date(2022, 6, 30), None),
        (date(2022, 7, 1), 30),
        (date(2022, 7, 26), 7),
        (DUE, 1),
        (date(2022, 8, 1), None),
        (date(2022, 8, 2), -2),
        (date(2022, 9, 30), -2),
        (FREEZE, None),
    ],
)
def test_reminders_before_and_after_the_due_date(day, found):
    assert rules.reminder_due(DUE, FREEZE, day, (30, 7, 1), (2,)) == found


@given(DAYS, st.sets(st.integers(1, 60), max_size=5), st.sets(st.integers(1, 60), max_size=5))
def test_a_reminder_has_come_and_is_the_last_that_has(day, before, after):
    found = rules.reminder_due(DUE, FREEZE, day, before, after)
    left = (DUE - day).days
    if found is None:
        assert day >= FREEZE or (left >= 0 and all(one < left for one in before)) or left < 0
    else:
        assert found >= left
        assert (found > 0) == (left >= 0)
        assert found in before or -found in after


@pytest.mark.parametrize(
    "outcomes, missed",
    [
        ([], 0),
        ([True], 0),
        ([False], 1),
        ([False, True, False, False], 2),
        ([False, None, False], 2),
        ([True, None], 0),
    ],
)
def test_cycles_missed_in_a_row(outcomes, missed):
    assert rules.missed_in_a_row(outcomes) == missed


@given(st.lists(st.sampled_from([True, False, None])))
def test_one_report_always_ends_the_row(outcomes):
    assert rules.missed_in_a_row([*outcomes, True]) == 0
    assert rules.missed_in_a_row([*outcomes, None]) == rules.missed_in_a_row(outcomes)
    assert rules.missed_in_a_row([*outcomes, False]) == rules.missed_in_a_row(outcomes) + 1


TODAY = date(2024, 10, 1)


@pytest.mark.parametrize(
    "missed, announced, found",
    [
        (0, None, ""),
        (1, None, ""),
        (2, None, "announce"),
        (2, date(2023, 10, 1), ""),
        (3, date(2023, 10, 1), "mark"),
        (3, None, "announce"),  # never without a word before
        (5, date(2024, 9, 2), ""),
        (5, date(2024, 9, 1), "mark"),
    ],
)
def test_three_missed_cycles_make_it_inactive_announced_before(missed, announced, found):
    assert rules.inactivity_step(missed, 3, announced, TODAY, 30) == found


@given(st.integers(0, 9), st.integers(1, 5), st.none() | DAYS, DAYS, st.integers(1, 60))
def test_nobody_turns_inactive_unannounced_or_too_early(missed, after, announced, day, notice):
    if rules.inactivity_step(missed, after, announced, day, notice) == "mark":
        assert missed >= after
        assert announced is not None
        assert (day - announced).days >= notice


@pytest.mark.parametrize(
    "reported, found",
    [
        (None, "none"),
        (date(2024, 10, 1), "green"),
        (date(2023, 10, 2), "green"),
        (date(2023, 10, 1), "yellow"),
        (date(2022, 10, 2), "yellow"),
        (date(2022, 10, 1), "red"),
    ],
)
def test_the_light_shows_the_age_of_the_last_report(reported, found):
    assert rules.light(reported, TODAY) == found


def test_the_light_of_a_leap_day():
    assert rules.light(date(2024, 2, 29), date(2025, 2, 28)) == "green"
    assert rules.light(date(2024, 2, 29), date(2025, 3, 1)) == "yellow"


def test_a_sample_is_the_same_for_everybody_and_about_as_large_as_asked():
    refs = [f"GE-{number:06}" for number in range(4000)]
    chosen = [ref for ref in refs if rules.is_sampled("reporting-2022", ref, Fraction(1, 4))]
    assert chosen == [
        ref for ref in refs if rules.is_sampled("reporting-2022", ref, Fraction(1, 4))
    ]
    assert 900 < len(chosen) < 1100
    assert all(rules.is_sampled("reporting-2022", ref, Fraction(1)) for ref in refs)


def test_the_response_of_a_cycle():
    found = rules.response(
        [("published", False), ("submitted", True), ("not_reported", False), ("draft", False)]
    )
    assert (found.owed, found.reported, found.on_time, found.rate) == (4, 2, 1, Fraction(1, 2))
    assert rules.response([]).rate is None


@pytest.mark.parametrize(
    "statuses, found",
    [
        ([], "not_reported"),
        (["achieved", "achieved"], "achieved"),
        (["achieved", "on_track"], "on_track"),
        (["not_started", "achieved"], "on_track"),
        (["on_track", "delayed"], "delayed"),
        (["achieved", "discontinued"], "delayed"),
        (["discontinued"], "discontinued"),
    ],
)
def test_what_several_makers_say_together(statuses, found):
    assert rules.together(statuses) == found
