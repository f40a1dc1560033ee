"""Events under people who click at the wrong time, twice, or for somebody else."""

from datetime import timedelta

import pytest
from django.utils.html import strip_tags

from avow.events.models import Event, Registration, Session
from avow.events.services import attending, organising, registering
from avow.kernel.lifecycle import Refused
from avow.notices.models import Message
from avow.participants.services import entering
from avow.participants.services.entering import confirm
from tests.events.test_events import BEGINS, DAY, ENDS, FIELDS, NOW, made, people, states
from tests.events.test_pages import form_of
from tests.participants.kit import hand, known

HOUR = timedelta(hours=1)


def test_nobody_gets_a_place_at_a_cancelled_event(forum, sofia):
    event = made(forum, sofia, capacity=1)
    first, _second = [registering.register(event, who, now=NOW) for who in people(forum, 2)]
    organising.move(event, "cancel", by=sofia, reason="No hall.", now=NOW)
    registering.cancel(first, by=None, now=NOW)
    assert states(event) == ["cancelled", "waiting"]
    subjects = Message.objects.filter(to_email="p1@example.org").values_list("subject", flat=True)
    assert "You have a place: Spring forum" not in subjects


def test_a_blocked_person_is_passed_over_in_the_queue(forum, sofia):
    event = made(forum, sofia, capacity=1)
    who = people(forum, 3)
    first, *_rest = [registering.register(event, one, now=NOW) for one in who]
    entering.block(who[1], now=NOW)
    registering.cancel(first, by=None, now=NOW)
    assert states(event) == ["cancelled", "waiting", "registered"]


@pytest.mark.parametrize("capacity", [1, 2])
def test_fewer_places_than_are_given_take_none_away_and_give_none(forum, sofia, capacity):
    event = made(forum, sofia, capacity=3)
    rows = [registering.register(event, who, now=NOW) for who in people(forum, 4)]
    organising.edit(event, **(FIELDS | {"capacity": capacity}), by=sofia, now=NOW)
    registering.cancel(rows[0], by=None, now=NOW)
    assert states(event) == ["cancelled", "registered", "registered", "waiting"]


def test_a_place_is_not_given_back_after_the_event_or_by_who_was_there(forum, sofia):
    event = made(forum, sofia)
    mine, late = [registering.register(event, who, now=NOW) for who in people(forum, 2)]
    attending.by_code(mine, event.code, now=BEGINS)
    with pytest.raises(Refused, match="registration_was_there"):
        registering.cancel(mine, by=None, now=BEGINS)
    with pytest.raises(Refused, match="event_over"):
        registering.cancel(late, by=None, now=ENDS)
    assert states(event) == ["registered", "registered"]


def test_whoever_gave_a_place_back_comes_again_by_the_mailed_link(forum, sofia):
    event = made(forum, sofia)
    mine = registering.register(event, known(forum, NOW), now=NOW)
    registering.cancel(mine, by=None, now=NOW)
    again = registering.register_as(event, hand(), next_url="", now=NOW + HOUR)
    assert (again.pk, again.state) == (mine.pk, "unconfirmed")
    assert registering.waiting_lines(mine.participant) == ["Spring forum"]
    confirm(mine.participant, now=NOW + HOUR)
    assert Registration.objects.get().state == "registered"


def test_sessions_move_with_the_whole_event_and_stay_when_it_grows(forum, sofia):
    event = made(forum, sofia)
    organising.add_session(
        event, title="Opening", starts_at=BEGINS, ends_at=BEGINS + HOUR, by=sofia, now=NOW
    )
    longer = FIELDS | {"ends_at": ENDS + HOUR}
    organising.edit(event, **longer, by=sofia, now=NOW)
    assert Session.objects.get().starts_at == BEGINS
    moved = FIELDS | {"starts_at": BEGINS + DAY, "ends_at": ENDS + HOUR + DAY}
    organising.edit(event, **moved, by=sofia, now=NOW)
    row = Session.objects.get()
    assert (row.starts_at, row.ends_at) == (BEGINS + DAY, BEGINS + DAY + HOUR)


@pytest.mark.parametrize(
    ("starts", "ends"), [(BEGINS - HOUR, BEGINS + HOUR), (ENDS - HOUR, ENDS + HOUR)]
)
def test_a_session_lies_within_its_event(forum, sofia, starts, ends):
    with pytest.raises(Refused, match="session_outside"):
        organising.add_session(
            made(forum, sofia), title="Night", starts_at=starts, ends_at=ends, by=sofia, now=NOW
        )


def test_a_session_that_changes_grows_the_number_calendars_go_by(forum, sofia):
    event = made(forum, sofia)
    before = event.sequence
    for ends in (BEGINS + HOUR, BEGINS + HOUR, BEGINS + 2 * HOUR):
        organising.add_session(
            event, title="Opening", starts_at=BEGINS, ends_at=ends, by=sofia, now=NOW
        )
    assert Event.objects.get().sequence == before + 2
    organising.remove_part(event, "session", Session.objects.get().pk, by=sofia, now=NOW)
    assert Event.objects.get().sequence == before + 3


def test_the_clocks_of_the_forum_have_no_say_in_the_times_of_a_place(sign_in, sofia, forum):
    desk, url = sign_in(sofia), "/en/generation-equality/desk/events/new/"
    typed = form_of(starts_at="2021-03-14T02:30", ends_at="2021-03-14T04:00")
    assert forum.zone_name == "America/New_York"  # there, this time does not exist
    assert desk.post(url, typed | {"zone_name": "America/New_York"}).status_code == 422
    assert desk.post(url, typed).status_code == 302
    assert Event.objects.get().starts_there.isoformat() == "2021-03-14T02:30:00-06:00"


def test_a_session_says_the_day_once(client, forum, sofia, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    event = made(forum, sofia, ends_at=BEGINS + DAY)
    for title, hours in (("Opening", 1), ("Vigil", 20)):
        ends = BEGINS + hours * HOUR
        organising.add_session(
            event, title=title, starts_at=BEGINS, ends_at=ends, by=sofia, now=NOW
        )
    page = client.get("/en/generation-equality/events/spring-forum/").content.decode()
    shown = " ".join(strip_tags(page).split())
    assert "29 March 2021, 07:00 – 08:00 (Mexico City)" in shown
    assert "29 March 2021, 07:00 – 30 March 2021, 03:00 (Mexico City)" in shown
