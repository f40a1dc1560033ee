"""What a forum's windows say now, and how the secretariat moves an end."""

from datetime import UTC, datetime, timedelta

import pytest

from avow.forums.models import Window, WindowChange
from avow.forums.windows import WindowStatus, calendar, extend, status_of, window_state
from avow.kernel.lifecycle import Refused
from tests.worlds import at

NOW = datetime(2021, 6, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def window(key, opens, closes):
    return Window(pk=key, opens_at=NOW + opens * DAY, closes_at=NOW + closes * DAY)


@pytest.fixture
def applications(world):
    return world.window("applications")


def test_an_open_window_is_the_one_that_matters():
    past, present, future = window(1, -9, -5), window(2, -1, 3), window(3, 5, 9)
    assert status_of([future, past, present], NOW) == WindowStatus(
        present, "open", present.opens_at, present.closes_at, present.closes_at
    )


def test_of_two_open_ones_the_last_to_close_matters():
    short, long = window(1, -1, 1), window(2, -1, 9)
    assert status_of([short, long], NOW).window is long


def test_before_anything_opens_the_next_one_matters():
    assert status_of([window(2, 5, 9), window(1, 1, 2)], NOW).window.pk == 1
    assert status_of([window(1, 1, 2)], NOW).state == "before"


def test_between_two_the_next_one_matters():
    assert status_of([window(1, -5, -1), window(2, 1, 5)], NOW).state == "before"


def test_after_everything_the_last_one_matters():
    status = status_of([window(1, -9, -5), window(2, -4, -1)], NOW)
    assert (status.window.pk, status.state, status.is_open) == (2, "closed", False)


def test_no_window_at_all_is_closed():
    assert status_of([], NOW) == WindowStatus(None, "closed")


def test_a_grant_opens_a_closed_window_for_the_one_who_has_it():
    closed = window(1, -9, -1)
    status = status_of([closed], NOW, {1: NOW + DAY})
    assert (status.state, status.closes_at, status.until) == ("open", closed.closes_at, NOW + DAY)


def test_a_grant_goes_before_a_window_that_is_yet_to_open():
    assert status_of([window(1, -9, -1), window(2, 4, 9)], NOW, {1: NOW + DAY}).window.pk == 1


def test_a_window_says_its_own_state(applications):
    assert window_state(applications, applications.opens_at - DAY) == "before"
    assert window_state(applications, applications.opens_at) == "open"
    assert window_state(applications, applications.closes_at) == "closed"


def test_the_calendar_takes_two_queries(forum, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = calendar(forum)
        states = [status.state for status in found.statuses(at("2021-04-05 10:00"))]
    assert len(states) == len(found.windows) > 0
    assert [one.opens_at for one in found.windows] == sorted(one.opens_at for one in found.windows)


# Moving an end


def test_an_extension_moves_the_end_and_is_logged(applications, sofia):
    before, later = applications.closes_at, applications.closes_at + 7 * DAY
    extend(applications, closes_at=later, reason="  Floods in the region ", by=sofia, now=NOW)
    assert applications.closes_at == later
    applications.refresh_from_db()
    assert (applications.closes_at, applications.pack_closes_at) == (later, before)
    change = WindowChange.objects.get(window=applications)
    assert (change.by, change.at, change.reason) == (sofia, NOW, "Floods in the region")
    assert (change.closes_before, change.closes_after) == (before, later)


def test_a_closed_window_opens_again(applications, sofia):
    now = applications.closes_at + 30 * DAY
    extend(applications, closes_at=now + DAY, reason="Late call", by=sofia, now=now)
    assert window_state(applications, now) == "open"


@pytest.mark.parametrize(
    "days, reason, codes",
    [
        (7, "  ", ("window_reason_missing",)),
        (0, "Why not", ("window_not_later",)),
        (-1, "Why not", ("window_not_later",)),
        (-1, "", ("window_reason_missing", "window_not_later")),
    ],
)
def test_an_extension_needs_a_reason_and_a_later_end(applications, sofia, days, reason, codes):
    closes_at = applications.closes_at
    with pytest.raises(Refused) as refused:
        extend(applications, closes_at=closes_at + days * DAY, reason=reason, by=sofia, now=NOW)
    assert refused.value.reasons == codes
    assert not WindowChange.objects.exists()


def test_an_end_that_has_passed_already_is_refused(applications, sofia):
    now = applications.closes_at + 30 * DAY
    with pytest.raises(Refused, match="window_not_later"):
        extend(applications, closes_at=now - DAY, reason="Late", by=sofia, now=now)


def test_the_same_form_sent_twice_is_one_extension(applications, sofia):
    later = applications.closes_at + DAY
    extend(applications, closes_at=later, reason="Late", by=sofia, now=NOW)
    stale = Window.objects.get(pk=applications.pk)
    stale.closes_at = later - DAY
    with pytest.raises(Refused, match="window_not_later"):
        extend(stale, closes_at=later, reason="Late", by=sofia, now=NOW)
    assert WindowChange.objects.count() == 1
