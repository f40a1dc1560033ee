"""The four-week promise: days are the forum's own, whatever zone, season or pause."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.applications.rules import days_waited, due_date

ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "UTC",
            "America/New_York",
            "America/Sao_Paulo",
            "Europe/Paris",
            "Africa/Casablanca",
            "Asia/Kathmandu",
            "Asia/Tehran",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Chatham",
            "Pacific/Kiritimati",
        )
    ]
)
INSTANTS = st.datetimes(datetime(2011, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
PROMISES = st.integers(1, 365)
PAUSES = st.integers(0, 400)


@pytest.mark.parametrize(
    ("sent", "zone", "due"),
    [
        (
            "2021-03-03T23:30-05:00",
            "America/New_York",
            date(2021, 3, 31),
        ),  # over the change to summer
        ("2021-03-04T04:30+00:00", "America/New_York", date(2021, 3, 31)),
        ("2021-03-04T05:30+00:00", "America/New_York", date(2021, 4, 1)),
        ("2021-10-15T12:00+02:00", "Europe/Paris", date(2021, 11, 12)),  # over the change to winter
        ("2020-02-10T12:00+00:00", "UTC", date(2020, 3, 9)),  # a leap year
        ("2011-12-20T12:00-10:00", "Pacific/Apia", date(2012, 1, 17)),  # Samoa had no 30 December
    ],
)
def test_the_due_date_is_four_weeks_on_in_the_forums_zone(sent, zone, due):
    assert due_date(datetime.fromisoformat(sent), ZoneInfo(zone), 28) == due


@given(INSTANTS, ZONES, PROMISES, PAUSES)
def test_it_is_exactly_so_many_calendar_days_after_the_day_it_was_sent(sent, zone, promise, paused):
    due = due_date(sent, zone, promise, paused)
    assert (due - sent.astimezone(zone).date()).days == promise + paused


@given(INSTANTS, ZONES, ZONES, PROMISES)
def test_it_is_the_same_however_the_instant_is_written(sent, zone, written_in, promise):
    assert due_date(sent.astimezone(written_in), zone, promise) == due_date(sent, zone, promise)


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=60)), ZONES, PROMISES)
def test_sent_later_is_never_due_earlier(sent, later, zone, promise):
    assert due_date(sent + later, zone, promise) >= due_date(sent, zone, promise)


@given(INSTANTS, ZONES, PROMISES, PAUSES, st.integers(0, 30))
def test_waiting_longer_moves_it_by_as_many_days(sent, zone, promise, paused, more):
    first = due_date(sent, zone, promise, paused)
    assert due_date(sent, zone, promise, paused + more) == first + timedelta(days=more)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        due_date(datetime(2021, 3, 3), ZoneInfo("UTC"), 28)  # noqa: DTZ001  that is the point


ROUNDS = st.lists(st.tuples(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=40))), max_size=6)


@given(ROUNDS, ZONES)
def test_days_waited_are_counted_once_however_rounds_overlap(rounds, zone):
    spans = [(asked, asked + length) for asked, length in rounds]
    waited = days_waited(spans, zone)
    assert waited <= sum(
        (end.astimezone(zone).date() - begin.astimezone(zone).date()).days for begin, end in spans
    )
    assert waited == days_waited([*spans, *spans], zone)
    assert waited >= max((days_waited([one], zone) for one in spans), default=0)


@given(INSTANTS, st.timedeltas(timedelta(0), timedelta(days=40)), ZONES)
def test_a_question_answered_the_same_day_stops_nothing(asked, length, zone):
    answered = asked + length
    same_day = asked.astimezone(zone).date() == answered.astimezone(zone).date()
    assert (days_waited([(asked, answered)], zone) == 0) == same_day
