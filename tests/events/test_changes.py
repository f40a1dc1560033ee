"""An event that changes takes its sessions along, loses nothing, and overwrites nobody."""

import re
from datetime import datetime, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.utils.html import strip_tags

from avow.events import rules
from avow.events.models import Event, Session
from avow.events.services import organising, registering
from avow.kernel.lifecycle import Refused
from avow.notices.models import Message
from tests.events.test_events import BEGINS, DAY, ENDS, FIELDS, NOW, made, people
from tests.events.test_pages import DESK, EVENT, form_of, text_of

HOUR = timedelta(hours=1)
PARIS = ZoneInfo("Europe/Paris")
PAGE = f"{DESK}spring-forum/"


def there(text, zone=PARIS):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def event_in_march(forum, sofia, starts="2027-03-20T09:00", ends="2027-03-21T18:00"):
    return made(
        forum, sofia, zone_name="Europe/Paris", starts_at=there(starts), ends_at=there(ends)
    )


def with_session(event, sofia, starts_at, ends_at, title="Opening"):
    return organising.add_session(
        event, title=title, starts_at=starts_at, ends_at=ends_at, by=sofia, now=NOW
    )


def moved_to(event, sofia, starts, ends, zone="Europe/Paris"):
    times = {
        "starts_at": there(starts, ZoneInfo(zone)), "ends_at": there(ends, ZoneInfo(zone)),
        "zone_name": zone,
    }  # fmt: skip
    return organising.edit(event, **(FIELDS | times), by=sofia, now=NOW)


def session_there(zone=PARIS):
    row = Session.objects.get()
    return [one.astimezone(zone).strftime("%Y-%m-%dT%H:%M") for one in (row.starts_at, row.ends_at)]


def test_sessions_move_by_days_and_clock_time_over_a_clock_change(forum, sofia):
    event = event_in_march(forum, sofia)
    with_session(event, sofia, there("2027-03-20T10:00"), there("2027-03-20T11:00"))
    moved_to(event, sofia, "2027-03-27T09:00", "2027-03-28T18:00")
    assert session_there() == ["2027-03-27T10:00", "2027-03-27T11:00"]
    moved_to(event, sofia, "2027-03-28T09:00", "2027-03-29T18:00")
    assert session_there() == ["2027-03-28T10:00", "2027-03-28T11:00"]


def test_sessions_keep_their_clock_time_in_another_zone(forum, sofia):
    event = event_in_march(forum, sofia)
    with_session(event, sofia, there("2027-03-20T10:00"), there("2027-03-20T11:00"))
    moved_to(event, sofia, "2027-03-20T09:00", "2027-03-21T18:00", "America/Mexico_City")
    mexico = ZoneInfo("America/Mexico_City")
    assert session_there(mexico) == ["2027-03-20T10:00", "2027-03-20T11:00"]


def test_an_event_does_not_shrink_away_from_its_sessions(forum, sofia):
    event = made(forum, sofia)
    with_session(event, sofia, BEGINS, BEGINS + HOUR)
    with_session(event, sofia, ENDS - HOUR, ENDS, "Closing")
    with pytest.raises(Refused, match="session_outside") as refusal:
        organising.edit(event, **(FIELDS | {"starts_at": ENDS - HOUR}), by=sofia, now=NOW)
    assert refusal.value.titles == ("Opening",)
    assert Event.objects.get().starts_at == BEGINS
    organising.edit(event, **(FIELDS | {"text": "Other"}), by=sofia, now=NOW)


def test_no_session_lands_on_a_time_that_the_clocks_jump_over(forum, sofia):
    event = event_in_march(forum, sofia, "2027-03-20T20:00", "2027-03-21T09:00")
    with_session(event, sofia, there("2027-03-21T02:30"), there("2027-03-21T03:30"), "Vigil")
    with pytest.raises(Refused, match="session_jumped_over") as refusal:
        moved_to(event, sofia, "2027-03-27T20:00", "2027-03-28T09:00")
    assert refusal.value.titles == ("Vigil",)
    assert session_there() == ["2027-03-21T02:30", "2027-03-21T03:30"]


def test_a_time_that_the_clocks_show_twice_is_not_another_time(forum, sofia):
    event = event_in_march(forum, sofia, "2027-10-31T02:30", "2027-10-31T18:00")
    (who,) = people(forum, 1)
    registering.register(event, who, now=NOW)
    moved_to(event, sofia, "2027-10-31T02:30", "2027-10-31T18:00")
    assert not Message.objects.filter(verb="event.changed").exists()


def test_a_public_event_keeps_a_place_or_a_link(forum, sofia):
    nowhere = FIELDS | {"place": " ", "online_url": ""}
    draft = made(forum, sofia, title="Draft", publish=False)
    organising.edit(draft, **(nowhere | {"title": "Draft"}), by=sofia, now=NOW)
    event = made(forum, sofia)
    with pytest.raises(Refused, match="event_incomplete"):
        organising.edit(event, **nowhere, by=sofia, now=NOW)


def seen_by(browser):
    """Return the mark of what a page shows, as the browser sends it back."""
    found = re.search(r'name="seen" value="([^"]+)"', text_of(browser, PAGE))
    assert found
    return unescape(found.group(1))


def edited(browser, seen, **changes):
    return browser.post(PAGE, form_of(act="edit", seen=seen, **changes))


def test_what_is_wrong_with_an_event_stands_next_to_its_field(sign_in, forum, sofia, clock):
    event = made(forum, sofia)
    with_session(event, sofia, BEGINS, BEGINS + HOUR, "Opening <1>")
    desk = sign_in(sofia)
    seen = seen_by(desk)
    for changes, field, words in (
        ({"place": "", "online_url": ""}, "place", "a place or a link"),
        ({"starts_at": "2021-03-29T13:00"}, "starts_at", "Sessions it is about: Opening <1>."),
        ({"ends_at": "2021-03-29T08:00"}, "ends_at", "The end comes after the beginning."),
    ):
        answer = edited(desk, seen, **({"title": "Typed"} | changes))
        assert answer.status_code == 409
        assert words in answer.context["edit"].errors[field][0]
        assert 'value="Typed"' in answer.content.decode()
        assert "Opening <1>" not in answer.content.decode()
    new = desk.post(f"{DESK}new/", form_of(ends_at="2021-03-29T08:00"))
    assert (new.status_code, list(new.context["form"].errors)) == (409, ["ends_at"])


def test_of_two_tabs_the_second_reads_what_the_first_saved(sign_in, forum, sofia, clock):
    made(forum, sofia, publish=False)
    first, second = sign_in(sofia), sign_in(sofia)
    seen = seen_by(second)
    place = {"starts_at": "2021-03-29T07:00", "ends_at": "2021-03-29T16:00"}
    changes = {"place": "Oaxaca <1>", "access": ["childcare"], "is_main": False, "capacity": "9"}
    assert edited(first, seen_by(first), **place, **changes).status_code == 302
    answer = edited(second, seen, **place, place="Puebla", text="Typed here")
    assert answer.status_code == 409
    row = Event.objects.get()
    assert (row.place, row.text) == ("Oaxaca <1>", "We **meet**.")
    shown = " ".join(unescape(strip_tags(answer.content.decode())).split())
    assert "Somebody changed this event meanwhile" in shown
    for words in ("Place: Oaxaca <1>", "Childcare", "One of the main events: No", "Places: 9"):
        assert words in shown
    assert "Begins:" not in shown.partition("Sessions")[0]
    form = answer.context["edit"]
    assert (form["place"].value(), form["text"].value()) == ("Puebla", "Typed here")
    assert (form["capacity"].value(), form["access"].value()) == ("9", ["childcare"])
    assert not form["is_main"].value()
    again = {"place": "Puebla", "text": "Typed here", "access": ["childcare"], "capacity": "9"}
    taken = edited(second, form["seen"].value(), **place, is_main=False, **again)
    assert taken.status_code == 302
    row = Event.objects.get()
    assert (row.place, row.text, row.capacity) == ("Puebla", "Typed here", 9)


def test_a_changed_time_is_shown_on_the_clocks_of_the_place(sign_in, forum, sofia, clock):
    event = made(forum, sofia)
    desk = sign_in(sofia)
    seen = seen_by(desk)
    organising.edit(event, **(FIELDS | {"starts_at": BEGINS + HOUR}), by=sofia, now=NOW)
    answer = edited(desk, seen, starts_at="2021-03-29T06:00", ends_at="2021-03-29T16:00")
    assert answer.status_code == 409
    assert "29 March 2021, 08:00 (Mexico City)" in answer.content.decode()


@pytest.mark.parametrize("seen", ["", "x", "[]", '{"title": 1}'])
def test_a_page_that_says_not_what_it_showed_overwrites_nothing(sign_in, forum, sofia, clock, seen):
    made(forum, sofia)
    assert edited(sign_in(sofia), seen, title="Other").status_code == 409
    assert Event.objects.get().title == "Spring forum"


def test_a_second_click_or_a_new_session_is_no_conflict(sign_in, forum, sofia, clock):
    event = made(forum, sofia)
    desk = sign_in(sofia)
    seen = seen_by(desk)
    times = {"starts_at": "2021-03-29T07:00", "ends_at": "2021-03-29T16:00"}
    with_session(event, sofia, BEGINS + DAY / 24, BEGINS + 2 * HOUR)
    assert edited(desk, seen, **times, text="Mended").status_code == 302
    assert edited(desk, seen, **times, text="Mended").status_code == 302
    assert "Mended" in text_of(desk, EVENT)


def test_what_is_saved_meanwhile_is_what_was_seen_otherwise_and_is_sent_otherwise():
    seen, saved = {"a": "1", "b": "1", "c": "1"}, {"a": "1", "b": "2", "c": "2", "d": "9"}
    sent = {"a": "5", "b": "2", "c": "1", "d": "8"}
    assert rules.changed_meanwhile(seen, saved, sent) == ("c", "d")
