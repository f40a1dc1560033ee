"""Seats: cancelled by the secretariat, and given up by who is forgotten."""

from datetime import timedelta

from avow.events.models import Registration
from avow.events.services import attending, organising, registering
from avow.notices.models import Message
from avow.participants.services.entering import forget
from avow.people.services.accounts import erase_account
from tests.events.test_events import BEGINS, NOW, made, people, states
from tests.participants.kit import hand, known

DAY = timedelta(days=1)


def mails(verb, email):
    return Message.objects.filter(verb=verb, to_email=email)


def test_whose_place_the_secretariat_cancels_is_told_and_the_first_who_waits_gets_it(forum, sofia):
    event = made(forum, sofia, capacity=1)
    rows = [registering.register(event, who, now=NOW) for who in people(forum, 3)]
    registering.cancel(rows[0], by=sofia, now=NOW)
    registering.cancel(rows[0], by=sofia, now=NOW)  # a double click
    mail = mails("event.place_cancelled", "p0@example.org").get()
    assert mail.subject == "Your place was cancelled: Spring forum"
    assert "https://example.org/live" not in mail.text
    assert states(event) == ["cancelled", "registered", "waiting"]
    registering.cancel(rows[2], by=sofia, now=NOW)  # whoever waits is told too
    assert mails("event.place_cancelled", "p2@example.org").count() == 1


def test_whoever_gives_a_place_back_or_never_confirmed_gets_no_mail_of_it(forum, sofia):
    event = made(forum, sofia)
    mine = registering.register(event, known(forum, NOW), now=NOW)
    registering.cancel(mine, by=None, now=NOW)
    row = registering.register_as(event, hand("new@example.org"), next_url="", now=NOW)
    registering.cancel(row, by=sofia, now=NOW)
    assert not Message.objects.filter(verb="event.place_cancelled").exists()


def test_a_place_at_a_cancelled_event_goes_to_nobody(forum, sofia):
    event = made(forum, sofia, capacity=1)
    first, _second = (registering.register(event, who, now=NOW) for who in people(forum, 2))
    organising.move(event, "cancel", by=sofia, reason="No hall.", now=NOW)
    registering.cancel(first, by=None, now=NOW)
    assert states(event) == ["cancelled", "waiting"]


def test_who_is_forgotten_frees_their_seat(forum, sofia):
    event = made(forum, sofia, capacity=1)
    first, second = people(forum, 2)
    registering.register(event, first, needs="A ramp", now=NOW)
    registering.register(event, second, now=NOW)
    forget(first, now=NOW)
    forget(first, now=NOW)  # a double click
    assert states(event) == ["cancelled", "registered"]
    assert not Registration.objects.exclude(needs="").exists()
    subjects = mails("event.place", second.email).order_by("pk").values_list("subject", flat=True)
    assert list(subjects)[-1] == "You have a place: Spring forum"


def test_who_erases_their_account_frees_their_seat(forum, sofia, ana):
    event = made(forum, sofia, capacity=1)
    mine, waits = known(forum, NOW, ana.email), known(forum, NOW)
    registering.register(event, mine, needs="A ramp", now=NOW)
    registering.register(event, waits, now=NOW)
    erase_account(ana, now=NOW)
    assert states(event) == ["cancelled", "registered"]


def test_that_somebody_was_there_stays_when_they_are_forgotten(forum, sofia):
    event, who = made(forum, sofia), known(forum, NOW)
    mine = registering.register(event, who, needs="A ramp", now=NOW)
    attending.by_code(mine, event.code, now=BEGINS)
    forget(who, now=BEGINS)
    mine.refresh_from_db()
    assert (mine.state, mine.needs, mine.attended_at) == ("registered", "", BEGINS)
