"""Who was there: only who had a place or waited for one, whichever way it is noted."""

import pytest

from avow.directory.models import dataset_of
from avow.events import rules
from avow.events.models import Registration
from avow.events.services import attending, organising, registering
from avow.events.states import Place, State
from avow.kernel.lifecycle import Refused
from tests.events.test_events import BEGINS, ENDS, NOW, made, people
from tests.participants.kit import follow_link, hand, known

DESK = "/en/generation-equality/desk/events/spring-forum/people/"


@pytest.fixture
def event(forum, sofia):
    return made(forum, sofia, capacity=2)


@pytest.fixture
def places(forum, event):
    """A place of each kind at the event, by its state."""
    rows = [registering.register(event, who, now=NOW) for who in people(forum, 2)]
    waits = registering.register(event, people(forum, 3)[2], now=NOW)
    registering.register_as(event, hand("new@example.org"), next_url="", now=NOW)
    registering.cancel(waits, by=None, now=NOW)
    registering.register(event, people(forum, 4)[3], now=NOW)
    found = {row.state: row for row in Registration.objects.select_related("event__forum")}
    assert set(found) == set(Place.values)
    assert rows[1].pk == found["registered"].pk
    return found


def there():
    return set(Registration.objects.exclude(attended_at=None).values_list("state", flat=True))


@pytest.mark.parametrize("state", Place.values)
def test_whoever_has_or_awaits_a_place_can_be_there_and_nobody_else(state):
    reasons = rules.attendance_reasons(State.PUBLISHED, state)
    counts = state in {"registered", "waiting"}
    assert reasons == (() if counts else ("attendance_not_registered",))


@pytest.mark.parametrize("state", [State.DRAFT, State.CANCELLED])
def test_nobody_was_at_an_event_that_does_not_take_place(state):
    assert rules.attendance_reasons(state, Place.REGISTERED) == ("attendance_not_held",)


@pytest.mark.parametrize("state", ["cancelled", "unconfirmed"])
def test_neither_code_nor_file_counts_who_has_no_place(places, event, state):
    with pytest.raises(Refused, match="attendance_not_registered"):
        attending.by_code(places[state], event.code, now=BEGINS)
    with pytest.raises(Refused, match="attendance_not_registered"):
        attending.by_import(places[state].pk, now=ENDS)
    assert there() == set()


@pytest.mark.parametrize("state", ["registered", "waiting"])
def test_code_and_file_count_who_came_with_a_place_or_from_the_queue(places, event, state):
    attending.by_import(places[state].pk, now=ENDS)
    assert there() == {state}
    Registration.objects.update(attended_at=None, attended_how="")
    attending.by_code(Registration.objects.get(pk=places[state].pk), event.code, now=BEGINS)
    assert there() == {state}


def test_a_place_given_back_a_moment_before_the_code_is_not_counted(places, event):
    seen_before = places["registered"]
    registering.cancel(Registration.objects.get(pk=seen_before.pk), by=None, now=BEGINS)
    with pytest.raises(Refused, match="attendance_not_registered"):
        attending.by_code(seen_before, event.code, now=BEGINS)
    assert Registration.objects.get(pk=seen_before.pk).attended_at is None


def test_the_list_counts_who_has_a_place_and_says_who_was_left_out(places, event, sofia):
    ids = [row.pk for row in places.values()]
    assert attending.by_list(event, ids, ids, by=sofia, now=ENDS) == attending.Ticked(2, 2)
    assert there() == {"registered", "waiting"}


def test_the_list_counts_nobody_of_another_event(places, event, forum, sofia):
    other = made(forum, sofia, title="Side event")
    ids = [row.pk for row in places.values()]
    assert attending.by_list(other, ids, ids, by=sofia, now=ENDS) == attending.Ticked(0, 0)
    assert there() == set()


def test_the_list_unticks_a_mistake_even_where_the_place_is_gone(places, event, sofia):
    mine = places["cancelled"]
    Registration.objects.filter(pk=mine.pk).update(attended_at=ENDS, attended_how="list")
    assert attending.by_list(event, [], [mine.pk], by=sofia, now=ENDS) == attending.Ticked(0, 0)


def test_makers_pages_that_are_kept_are_made_anew_once_it_is_known_who_was_there(
    places, event, sofia
):
    mine = places["registered"]
    before = dataset_of(event.forum_id).version
    attending.by_list(event, [mine.pk], [mine.pk], by=sofia, now=ENDS)
    assert dataset_of(event.forum_id).version != before


def test_nobody_is_ticked_or_imported_at_a_cancelled_event(places, event, sofia):
    mine = places["registered"]
    organising.move(event, "cancel", by=sofia, reason="No hall.", now=NOW)
    event.refresh_from_db()
    with pytest.raises(Refused, match="attendance_not_held"):
        attending.by_list(event, [mine.pk], [mine.pk], by=sofia, now=ENDS)
    with pytest.raises(Refused, match="attendance_not_held"):
        attending.by_import(mine.pk, now=ENDS)
    assert there() == set()


def test_the_desks_page_has_no_box_for_who_has_no_place(sign_in, places, sofia, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: ENDS)
    desk = sign_in(sofia)
    page = desk.get(DESK).content.decode()
    boxed = {state for state, row in places.items() if f'name="there" value="{row.pk}"' in page}
    assert boxed == {"registered", "waiting"}
    forged = [row.pk for row in places.values()]
    answer = desk.post(DESK, {"shown": forged, "there": forged}, follow=True)
    assert "2 have no place any more" in answer.content.decode()
    assert there() == {"registered", "waiting"}


def test_the_code_is_asked_of_whoever_has_or_awaits_a_place_and_of_nobody_else(
    client, places, event, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: BEGINS)
    tickets = {
        state: client.get(f"/en/generation-equality/events/tickets/{row.token}/").content.decode()
        for state, row in places.items()
    }
    asked = {state for state, page in tickets.items() if "enter the code" in page}
    assert asked == {"registered", "waiting"}


@pytest.mark.parametrize(("state", "asked"), [("registered", True), ("cancelled", False)])
def test_the_events_page_asks_for_the_code_once_and_only_who_has_a_place(
    client, forum, event, monkeypatch, state, asked
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: BEGINS)
    who = known(forum, BEGINS)
    follow_link(client, who)
    mine = registering.register(event, who, now=BEGINS)
    Registration.objects.filter(pk=mine.pk).update(state=state)
    page = "/en/generation-equality/events/spring-forum/"
    assert ("enter the code" in client.get(page).content.decode()) is asked
    if asked:
        attending.by_code(mine, event.code, now=BEGINS)
        assert "enter the code" not in client.get(page).content.decode()
