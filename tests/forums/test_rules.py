"""When a window is open, and how two versions of rows differ."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from avow.forums.rules import Change, differences, state_between

ZONES = [
    "America/New_York",
    "America/Mexico_City",
    "Africa/Nairobi",
    "Asia/Kolkata",
    "Pacific/Apia",
]
OPENS = datetime(2021, 3, 1, 5, tzinfo=UTC)
CLOSES = datetime(2021, 7, 1, 4, tzinfo=UTC)
FIRST, LAST = datetime.fromisoformat("2021-01-01"), datetime.fromisoformat("2022-12-31")
INSTANTS = st.datetimes(FIRST, LAST, timezones=st.just(UTC))


@pytest.mark.parametrize(
    "now, state",
    [
        (OPENS - timedelta(microseconds=1), "before"),
        (OPENS, "open"),
        (CLOSES - timedelta(microseconds=1), "open"),
        (CLOSES, "closed"),
    ],
)
def test_a_window_is_open_from_its_first_instant_until_its_last(now, state):
    assert state_between(OPENS, CLOSES, now) == state


def test_a_grant_keeps_it_open_longer():
    until = CLOSES + timedelta(days=3)
    assert state_between(OPENS, CLOSES, CLOSES, until) == "open"
    assert state_between(OPENS, CLOSES, until, until) == "closed"


def test_a_grant_never_opens_a_window_earlier():
    assert state_between(OPENS, CLOSES, OPENS - timedelta(days=1), CLOSES) == "before"


def test_a_grant_that_ends_sooner_takes_nothing_away():
    assert state_between(OPENS, CLOSES, CLOSES - timedelta(days=1), OPENS) == "open"


def test_a_naive_time_is_a_mistake():
    with pytest.raises(ValueError, match="aware"):
        state_between(OPENS, CLOSES, FIRST)


@given(now=INSTANTS, zone=st.sampled_from(ZONES))
def test_the_readers_zone_never_matters(now, zone):
    there = now.astimezone(ZoneInfo(zone))
    opens, closes = OPENS.astimezone(ZoneInfo("Europe/Paris")), CLOSES.astimezone(ZoneInfo(zone))
    assert state_between(opens, closes, there) == state_between(OPENS, CLOSES, now)


@given(
    opens=st.datetimes(FIRST, LAST),
    hours=st.integers(1, 10_000),
    now=INSTANTS,
    zone=st.sampled_from(ZONES),
    fold=st.sampled_from([0, 1]),
)
def test_the_three_states_follow_each_other_across_changes_of_the_clocks(
    opens, hours, now, zone, fold
):
    there = ZoneInfo(zone)
    start = opens.replace(tzinfo=there, fold=fold)
    end = (opens + timedelta(hours=hours)).replace(tzinfo=there)
    assume(start.astimezone(UTC) < end.astimezone(UTC))
    order = ["before", "open", "closed"]
    states = [
        state_between(start.astimezone(UTC), end.astimezone(UTC), now + timedelta(days=days))
        for days in (0, 1, 30, 400)
    ]
    assert states == sorted(states, key=order.index)
    expected = (
        "before"
        if now < start.astimezone(UTC)
        else "open"
        if now < end.astimezone(UTC)
        else "closed"
    )
    assert states[0] == expected


def test_differences_name_what_was_added_changed_and_removed():
    loaded = {"a": {"name": "A", "position": 1}, "b": {"name": "B", "position": 2}}
    wanted = {"c": {"name": "C", "position": 1}, "b": {"name": "Bee", "position": 2}}
    assert differences("coalition", loaded, wanted) == [
        Change("added", "coalition", "c"),
        Change("changed", "coalition", "b", ("name",)),
        Change("removed", "coalition", "a"),
    ]


def test_nothing_differs_from_itself():
    rows = {"a": {"name": "A"}}
    assert differences("coalition", rows, rows) == []


def test_a_change_reads_as_a_line():
    assert str(Change("changed", "window", "interest", ("names", "closes_at"))) == (
        "changed window interest: names, closes_at"
    )
