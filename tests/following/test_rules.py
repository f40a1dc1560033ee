"""The rules of following, as pure functions."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from avow.following import rules
from avow.following.rules import Seen
from tests.worlds import at

NEW_YORK, NEPAL = ZoneInfo("America/New_York"), ZoneInfo("Asia/Kathmandu")
NOW = at("2021-04-07 10:00")  # a Wednesday


def test_one_search_has_one_form_however_it_was_asked():
    one = [("country", "MX"), ("country", "KE"), ("q", " safe   homes "), ("sort", "title")]
    other = [("q", "safe homes"), ("page", "3"), ("country", "KE"), ("country", "MX")]
    assert rules.canonical(one) == rules.canonical(other) == "country=KE&country=MX&q=safe+homes"
    assert rules.canonical([("country", "KE"), ("country", "KE"), ("type", "")]) == "country=KE"
    assert rules.canonical([("sort", "title")]) == ""


def test_what_is_followed_is_known_by_its_kind_and_itself():
    keys = {rules.key_of(kind, what) for kind in ("search", "commitment") for what in ("a", "b")}
    assert {len(key) for key in keys} == {64}
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("frequency", "now", "due"),
    [
        ("once", "2021-04-07 10:00", "2021-04-07 10:30"),
        ("once", "2021-04-07 10:29", "2021-04-07 10:30"),
        ("once", "2021-04-07 23:45", "2021-04-08 00:00"),
        ("daily", "2021-04-07 07:59", "2021-04-07 08:00"),
        ("daily", "2021-04-07 08:00", "2021-04-08 08:00"),
        ("daily", "2021-03-13 09:00", "2021-03-14 08:00"),  # the clocks jump that night
        ("weekly", "2021-04-07 10:00", "2021-04-12 08:00"),
        ("weekly", "2021-04-12 07:59", "2021-04-12 08:00"),
        ("weekly", "2021-04-12 08:00", "2021-04-19 08:00"),
        ("weekly", "2021-11-05 08:00", "2021-11-08 08:00"),  # and back that Sunday
    ],
)
def test_a_look_is_due_at_its_next_time(frequency, now, due):
    assert rules.next_due(frequency, at(now), NEW_YORK) == at(due)


def test_what_is_only_kept_is_never_due():
    assert rules.next_due("none", NOW, NEW_YORK) is None


def test_every_due_time_begins_a_slot_in_whichever_zone():
    due = rules.next_due("daily", datetime(2021, 4, 7, 10, tzinfo=UTC), NEPAL)
    assert due == datetime(2021, 4, 8, 2, 30, tzinfo=UTC)  # 8:15 there, not 8:00 within a slot


def test_a_look_stops_a_little_before_its_time_and_never_goes_back():
    assert rules.until(NOW - timedelta(hours=1), NOW) == NOW - rules.LAG
    assert rules.until(NOW - timedelta(minutes=1), NOW) == NOW - timedelta(minutes=1)


@pytest.mark.parametrize(
    ("minutes", "new"), [(-1, False), (0, False), (1, True), (45, True), (46, False)]
)
def test_new_is_what_came_after_the_last_look_and_before_the_end_of_this_one(minutes, new):
    assert rules.is_new(NOW + timedelta(minutes=minutes), NOW, NOW + timedelta(minutes=45)) is new


def test_at_once_is_within_the_hour():
    """Whatever the minute of publication, the look that finds it is due at most an hour later."""
    for minute in range(60):
        published = NOW + timedelta(minutes=minute)
        since, due = NOW - timedelta(hours=1), rules.next_due("once", published, NEW_YORK)
        while not rules.is_new(published, since, rules.until(since, due)):
            due = rules.next_due("once", due, NEW_YORK)
        assert due - published < timedelta(minutes=60)


BEFORE = Seen(1, "on_track", "published")


@pytest.mark.parametrize(
    ("after", "reports", "found"),
    [
        (BEFORE, 0, ()),
        (Seen(2, "on_track", "published"), 0, ("amended",)),
        (Seen(1, "delayed", "published"), 0, ("status",)),
        (Seen(1, "on_track", "published"), 2, ("reported",)),
        (Seen(3, "ended", "ended"), 1, ("amended", "reported", "status")),
        (Seen(2, "delayed", "withdrawn"), 1, ("withdrawn",)),
    ],
)
def test_what_happened_to_a_commitment_between_two_looks(after, reports, found):
    assert rules.changes(BEFORE, after, reports) == found


def test_a_withdrawal_is_told_once():
    gone = Seen(1, "on_track", "withdrawn")
    assert rules.changes(gone, Seen(1, "delayed", "withdrawn"), 1) == ()


@pytest.mark.parametrize(
    ("counts", "given"),
    [
        ([], []),
        ([3], [3]),
        ([50], [20]),
        ([50, 1], [19, 1]),
        ([50, 50, 50], [7, 7, 6]),
        ([0, 2, 40], [0, 2, 18]),
        ([1] * 30, [1] * 20 + [0] * 10),
    ],
)
def test_the_places_of_a_mail_are_divided_evenly(counts, given):
    assert rules.shares(counts, 20) == given
