"""A registration that is not open says so with the date; what was typed is never lost."""

import pytest

from avow.events import rules
from avow.events.models import Event, Registration
from avow.events.services import organising
from avow.events.views import tickets
from avow.participants.models import Participant
from tests.events.test_events import BEGINS, DAY, ENDS, NOW, made
from tests.events.test_pages import EVENT, posted, text_of
from tests.participants.kit import follow_link, known
from tests.worlds import at

REGISTER = f"{EVENT}register/"
OPENS, CLOSES = at("2021-03-05 00:00"), at("2021-03-20 00:00")
WINDOW = {"registration_opens_at": OPENS, "registration_closes_at": CLOSES}


@pytest.mark.parametrize(
    ("state", "opens", "closes", "now", "shut"),
    [
        ("published", None, None, NOW, ""),
        ("published", OPENS, CLOSES, OPENS, ""),
        ("published", OPENS, CLOSES, NOW, "before"),
        ("published", OPENS, CLOSES, CLOSES, "closed"),
        ("published", None, None, ENDS, "closed"),
        ("cancelled", None, None, NOW, "cancelled"),
    ],
)
def test_why_nobody_can_register(state, opens, closes, now, shut):
    assert rules.registration_shut(state, opens, closes, ENDS, now) == shut


@pytest.mark.parametrize(
    ("now", "says"),
    [
        (NOW, ["Registration opens on", "5 March 2021, 00:00 (New York)"]),
        (
            CLOSES,
            [
                "Registration was open from",
                "5 March 2021, 00:00",
                "20 March 2021, 00:00 (New York)",
            ],
        ),
    ],
)
def test_a_closed_form_says_when_it_is_open_and_asks_nothing(
    client, forum, sofia, clock, now, says
):
    made(forum, sofia, **WINDOW)
    clock(now)
    page = text_of(client, REGISTER)
    assert all(one in page for one in says)
    assert 'name="needs"' not in page


def test_a_form_of_what_is_over_or_cancelled_asks_nothing(client, sofia, event, clock):
    clock(ENDS)
    page = text_of(client, REGISTER)
    assert "Registration was open until" in page
    assert 'name="needs"' not in page
    clock(NOW)
    organising.move(event, "cancel", by=sofia, reason="No <hall>.", now=NOW)
    page = text_of(client, REGISTER)
    assert "This event does not take place" in page
    assert "No &lt;hall&gt;." in page
    assert 'name="needs"' not in page


def test_a_window_that_closes_under_a_form_keeps_what_was_typed(client, forum, sofia, clock):
    made(forum, sofia, **WINDOW)
    clock(OPENS)
    typed = posted()
    clock(CLOSES)
    for sent in (typed, typed | {"email": "x"}):
        answer = client.post(REGISTER, sent)
        assert answer.status_code == 409
        page = answer.content.decode()
        assert "20 March 2021, 00:00 (New York)" in page
        assert "A &lt;ramp&gt;" in page
    assert not Participant.objects.exists()


def test_an_event_that_closes_in_the_same_moment_is_looked_at_again(
    client, forum, event, monkeypatch
):
    follow_link(client, known(forum, NOW))
    before = tickets.registering.register

    def closing(*args, **kwargs):
        Event.objects.update(registration_closes_at=NOW - DAY)
        return before(*args, **kwargs)

    monkeypatch.setattr(tickets.registering, "register", closing)
    answer = client.post(REGISTER, {"needs": "A ramp"})
    assert answer.status_code == 409
    assert "Registration was open until" in answer.content.decode()
    assert "A ramp" in answer.content.decode()


def test_too_many_from_one_place_are_told_to_wait_beside_the_form(client, event, monkeypatch):
    monkeypatch.setattr(tickets, "MOST_FROM_ONE_PLACE", 0)
    answer = client.post(REGISTER, posted())
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "form-errors" in page
    assert "A &lt;ramp&gt;" in page
    assert not Registration.objects.exists()


def test_too_many_codes_are_told_to_wait_beside_the_form(client, forum, event, clock, monkeypatch):
    who = known(forum, NOW)
    tickets.registering.register(event, who, now=NOW)
    clock(BEGINS)
    follow_link(client, known(forum, BEGINS))
    monkeypatch.setattr(rules, "MOST_TRIES", 0)
    answer = client.post(f"{EVENT}attend/", {"code": "WRONG1"})
    assert answer.status_code == 429
    page = answer.content.decode()
    assert "form-errors" in page
    assert 'value="WRONG1"' in page
