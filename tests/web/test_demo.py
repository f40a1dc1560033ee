"""The demonstration's events: at nine in the morning there, with commitments announced at them."""

from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest

from avow.directory.services import publish
from avow.events.models import Event, Registration
from avow.web.demo import gatherings
from tests.directory.making import public_entry, publish_some
from tests.participants.kit import known
from tests.worlds import at

NOW = at("2021-09-01 16:20")
COALITIONS = ("gender_based_violence", "economic_justice", "climate_justice")


@pytest.fixture
def events(forum, sofia):
    publish_some(forum, 2)
    for code in COALITIONS[1:]:
        publish(public_entry(forum, coalitions=(code,)))
    gatherings.hold(forum, sofia, [known(forum, at("2021-06-01 10:00"))], NOW)
    return {one.title: one for one in Event.objects.filter(forum=forum)}


@pytest.mark.parametrize("zone", ["America/Mexico_City", "Europe/Paris", "Asia/Kolkata"])
@pytest.mark.parametrize("day", [date(2021, 1, 15), date(2021, 7, 15)])
def test_nine_in_the_morning_is_that_of_the_place(zone, day):
    found = gatherings.at_nine(day, zone)
    there = found.astimezone(UTC).astimezone(ZoneInfo(zone))
    assert f"{there:%Y-%m-%d %H:%M}" == f"{day} 09:00"


def test_every_event_begins_at_nine_there_and_ends_by_the_evening(events):
    assert len(events) == 2
    for event in events.values():
        assert (event.starts_there.hour, event.starts_there.minute) == (9, 0), event
        assert event.ends_there.date() == event.starts_there.date()
        assert event.ends_there.hour <= 18
        for session in event.sessions.all():
            assert event.starts_at <= session.starts_at < session.ends_at <= event.ends_at


def test_a_commitment_of_each_coalition_was_announced_at_the_main_event(events, client):
    main = events["Forum of the coalitions"]
    assert (main.is_main, main.state, main.ends_at < NOW) == (True, "published", True)
    assert main.announcements.count() == 3
    page = client.get(f"/en/generation-equality/events/{main.slug}/").content.decode()
    assert "Commitments announced here" in page
    for one in main.announcements.all():
        assert one.ref in page
        shown = client.get(f"/en/generation-equality/commitments/{one.ref}/", follow=True)
        assert main.title in shown.content.decode()


def test_whoever_registered_was_there(events):
    rows = Registration.objects.filter(event=events["Forum of the coalitions"])
    assert rows.count() > 1
    assert not rows.filter(attended_at=None).exists()
