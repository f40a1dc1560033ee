"""Events: places given out once, waiting lists, reminders, attendance, the undertaking."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from avow.events import calendars, rules
from avow.events.lifecycle import EVENT, REGISTRATION
from avow.events.models import Event, Registration
from avow.events.rules import Undertaking
from avow.events.services import attending, organising, registering, telling
from avow.events.states import Place, State
from avow.kernel.lifecycle import Refused
from avow.notices.models import Message
from avow.participants.services.entering import block, confirm, of_user
from avow.people.roles import Role
from avow.review.models import Maker
from tests.participants.kit import hand, known
from tests.worlds import at

NOW = at("2021-03-01 10:00")
BEGINS = at("2021-03-29 09:00")
ENDS = at("2021-03-29 18:00")
DAY = timedelta(days=1)
ALLOWED_EVENT = {("draft", "secretariat"): {"publish"}, ("published", "secretariat"): {"cancel"}}
ALLOWED_PLACE = {
    ("unconfirmed", "system"): {"seat", "wait"},
    ("waiting", "system"): {"seat"},
    ("cancelled", "system"): {"seat", "wait", "ask"},
    **{
        (state, who): {"cancel"}
        for state in ("unconfirmed", "registered", "waiting")
        for who in ("author", "secretariat")
    },
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize(
    ("table", "allowed", "states"),
    [(EVENT, ALLOWED_EVENT, State.values), (REGISTRATION, ALLOWED_PLACE, Place.values)],
    ids=["event", "registration"],
)
def test_a_role_has_these_moves_and_no_others(table, allowed, states, role):
    for state in states:
        moves = {move.name for move in table.open_to(state, frozenset({role}))}
        assert moves == allowed.get((state, role.value), set()), state


FIELDS = {
    "title": "Spring forum", "text": "We **meet**.", "language": "en", "coalition": None,
    "is_main": True, "zone_name": "America/Mexico_City", "starts_at": BEGINS, "ends_at": ENDS,
    "place": "Mexico City", "online_url": "https://example.org/live", "languages": ["es", "en"],
    "access": ["captions"], "capacity": None, "registration_opens_at": None,
    "registration_closes_at": None,
}  # fmt: skip


def made(forum, sofia, *, publish=True, **changes):
    event = organising.make(forum, **(FIELDS | changes), by=sofia, now=NOW)
    return organising.move(event, "publish", by=sofia, now=NOW) if publish else event


def people(forum, count):
    return [known(forum, NOW, f"p{n}@example.org") for n in range(count)]


def states(event):
    rows = Registration.objects.filter(event=event).order_by("queued_at", "pk")
    return [row.state for row in rows]


def test_an_event_is_made_once_and_published_by_the_secretariat(forum, sofia, ana):
    event = made(forum, sofia)
    assert made(forum, sofia) == event
    assert (event.slug, event.state, len(event.code)) == ("spring-forum", "published", 6)
    with pytest.raises(Refused, match="not_yours"):
        made(forum, ana, title="Mine")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": " "}, "event_without_title"),
        ({"ends_at": BEGINS}, "event_times_wrong"),
        (
            {"registration_opens_at": BEGINS, "registration_closes_at": NOW},
            "event_registration_times_wrong",
        ),
        ({"place": "", "online_url": ""}, "event_incomplete"),
    ],
)
def test_what_an_event_needs(forum, sofia, changes, reason):
    with pytest.raises(Refused, match=reason):
        made(forum, sofia, **changes)


def test_places_are_given_out_in_order_and_the_rest_waits(forum, sofia):
    event = made(forum, sofia, capacity=2)
    rows = [registering.register(event, who, now=NOW) for who in people(forum, 4)]
    assert [row.state for row in rows] == ["registered", "registered", "waiting", "waiting"]
    registering.cancel(rows[0], by=None, now=NOW)
    registering.cancel(rows[0], by=None, now=NOW)  # a double click
    assert states(event) == ["cancelled", "registered", "registered", "waiting"]
    mails = Message.objects.filter(verb="event.place", to_email="p2@example.org")
    assert [mail.subject for mail in mails.order_by("pk")] == [
        "You are on the waiting list: Spring forum",
        "You have a place: Spring forum",
    ]


def test_nobody_overtakes_who_waits(forum, sofia):
    event = made(forum, sofia, capacity=1)
    first, second, third = people(forum, 3)
    one = registering.register(event, first, now=NOW)
    registering.register(event, second, now=NOW)
    registering.cancel(one, by=None, now=NOW)
    assert registering.register(event, third, now=NOW).state == "waiting"
    assert registering.register(event, first, now=NOW + DAY).state == "waiting"


def test_who_is_blocked_waits_in_nobodys_way(forum, sofia):
    event = made(forum, sofia, capacity=1)
    first, second, third = people(forum, 3)
    seated = registering.register(event, first, now=NOW)
    waiting = registering.register(event, second, now=NOW)
    block(second, now=NOW)
    registering.cancel(seated, by=None, now=NOW)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert registering.register(event, third, now=NOW).state == "registered"


def test_more_places_go_to_those_who_wait(forum, sofia):
    event = made(forum, sofia, capacity=1)
    for who in people(forum, 3):
        registering.register(event, who, now=NOW)
    organising.edit(event, **(FIELDS | {"capacity": 2}), by=sofia, now=NOW)
    assert states(event) == ["registered", "registered", "waiting"]


def test_registering_again_keeps_the_place_and_says_what_one_needs_now(forum, sofia):
    event, (who,) = made(forum, sofia), people(forum, 1)
    registering.register(event, who, needs="A ramp", now=NOW)
    row = registering.register(event, who, needs="Captions", now=NOW + DAY)
    assert (row.state, row.needs, Registration.objects.count()) == ("registered", "Captions", 1)
    assert Message.objects.filter(verb="event.place").count() == 1


@pytest.mark.parametrize(
    ("when", "reason"),
    [
        (at("2021-03-01 00:00"), "event_registration_before"),
        (at("2021-03-20 00:00"), "event_registration_closed"),
    ],
)
def test_registration_has_its_own_times(forum, sofia, when, reason):
    event = made(
        forum, sofia, registration_opens_at=at("2021-03-05 00:00"),
        registration_closes_at=at("2021-03-20 00:00"),
    )  # fmt: skip
    with pytest.raises(Refused, match=reason):
        registering.register(event, known(forum, NOW), now=when)


def test_nobody_registers_for_a_draft_or_what_is_cancelled_or_over(forum, sofia):
    (who,) = people(forum, 1)
    draft = made(forum, sofia, publish=False, title="Draft")
    with pytest.raises(Refused, match="event_not_public"):
        registering.register(draft, who, now=NOW)
    event = made(forum, sofia)
    with pytest.raises(Refused, match="event_registration_closed"):
        registering.register(event, who, now=ENDS)
    organising.move(event, "cancel", by=sofia, reason="No hall.", now=NOW)
    with pytest.raises(Refused, match="event_not_public"):
        registering.register(event, who, now=NOW)


def test_a_visitor_has_a_place_once_they_follow_the_link(forum, sofia):
    event = made(forum, sofia, capacity=1)
    row = registering.register_as(event, hand(), next_url="", now=NOW)
    assert row.state == "unconfirmed"
    registering.register(event, known(forum, NOW, "quick@example.org"), now=NOW)
    confirm(row.participant, now=NOW)
    row.refresh_from_db()
    assert row.state == "waiting"


def test_nobody_takes_a_place_in_the_name_of_a_known_address(forum, sofia):
    event, who = made(forum, sofia), known(forum, NOW)
    row = registering.register_as(event, hand(who.email), next_url="", now=NOW)
    assert row.state == "unconfirmed"


def test_a_change_of_time_or_place_is_told_and_of_words_is_not(forum, sofia):
    event, (who,) = made(forum, sofia), people(forum, 1)
    registering.register(event, who, now=NOW)
    organising.edit(event, **(FIELDS | {"text": "Other"}), by=sofia, now=NOW)
    assert not Message.objects.filter(verb="event.changed").exists()
    row = organising.edit(event, **(FIELDS | {"place": "Oaxaca"}), by=sofia, now=NOW)
    assert row.sequence == event.sequence + 1
    assert "Oaxaca" in Message.objects.get(verb="event.changed").text


def test_a_mail_says_when_in_the_words_of_its_reader(forum, sofia):
    event = made(forum, sofia, starts_at=at("2027-05-01 06:00"), ends_at=at("2027-05-01 18:00"))
    registering.register(event, known(forum, NOW, "fr@example.org", language="fr"), now=NOW)
    text = Message.objects.get(verb="event.place", to_email="fr@example.org").text
    assert "1 mai 2027, 04:00 (Mexico)" in text
    assert "2027-" not in text


def test_a_document_added_again_with_another_title_is_the_same_with_that_title(forum, sofia):
    event = made(forum, sofia)
    for kind, title in (("stream", "Recoding"), ("replay", "Recording")):
        organising.add_document(
            event, kind=kind, title=title, url="https://example.org/r", by=sofia, now=NOW
        )
    found = list(event.documents.values_list("kind", "title"))
    assert found == [("replay", "Recording")]


def test_a_cancelled_event_is_told_with_the_reason(forum, sofia):
    event, (who,) = made(forum, sofia), people(forum, 1)
    registering.register(event, who, now=NOW)
    with pytest.raises(Refused, match="event_without_reason"):
        organising.move(event, "cancel", by=sofia, now=NOW)
    organising.move(event, "cancel", by=sofia, reason="The hall is closed.", now=NOW)
    organising.move(event, "cancel", by=sofia, reason="Again.", now=NOW)
    assert "The hall is closed." in Message.objects.get(verb="event.cancelled").text


def test_reminders_come_a_week_and_a_day_before_and_never_twice(forum, sofia):
    event, (who, late) = made(forum, sofia), people(forum, 2)
    registering.register(event, who, now=NOW)
    registering.register(event, late, now=BEGINS - timedelta(hours=12))
    counts = []
    for moment in (BEGINS - 8 * DAY, BEGINS - 6 * DAY, BEGINS - 5 * DAY, BEGINS - DAY, BEGINS):
        telling.remind(moment)
        counts.append(Message.objects.filter(verb="event.reminder").count())
    assert counts == [0, 1, 1, 2, 2]
    assert set(
        Message.objects.filter(verb="event.reminder").values_list("to_email", flat=True)
    ) == {"p0@example.org"}


def test_the_link_to_take_part_online_is_only_for_those_with_a_place(forum, sofia):
    event = made(forum, sofia, capacity=1)
    first, second = people(forum, 2)
    registering.register(event, first, now=NOW)
    registering.register(event, second, now=NOW)
    texts = dict(Message.objects.filter(verb="event.place").values_list("to_email", "text"))
    assert "https://example.org/live" in texts["p0@example.org"]
    assert "https://example.org/live" not in texts["p1@example.org"]


@pytest.mark.parametrize(
    ("when", "works"),
    [
        (BEGINS - timedelta(minutes=31), False),
        (BEGINS - timedelta(minutes=30), True),
        (ENDS + timedelta(hours=12), True),
        (ENDS + timedelta(hours=13), False),
    ],
)
def test_the_code_works_around_the_event_only(when, works):
    assert rules.code_works(BEGINS, ENDS, when) is works


def test_somebody_there_enters_the_code_in_any_writing_once(forum, sofia):
    event, (who,) = made(forum, sofia), people(forum, 1)
    mine = registering.register(event, who, now=NOW)
    with pytest.raises(Refused, match="attendance_not_now"):
        attending.by_code(mine, event.code, now=NOW)
    with pytest.raises(Refused, match="attendance_wrong_code"):
        attending.by_code(mine, "WRONG1", now=BEGINS)
    typed = f" {event.code[:3].lower()} {event.code[3:]} "
    row = attending.by_code(mine, typed, now=BEGINS)
    assert (row.attended_at, row.attended_how) == (BEGINS, "code")
    assert attending.by_code(row, "whatever", now=ENDS).attended_at == BEGINS
    with pytest.raises(Refused, match="attendance_never_registered"):
        attending.by_code(None, event.code, now=BEGINS)


def test_a_code_is_not_guessed(forum, sofia):
    event, (who,) = made(forum, sofia), people(forum, 1)
    mine = registering.register(event, who, now=NOW)
    for number in range(rules.MOST_TRIES):
        with pytest.raises(Refused, match="attendance_wrong_code"):
            attending.by_code(mine, f"WRONG{number}", now=BEGINS)
        Registration.objects.get(pk=mine.pk)
    with pytest.raises(Refused, match="too_many"):
        attending.by_code(mine, event.code, now=BEGINS)


def test_the_list_is_ticked_and_unticked_and_a_code_stays(forum, sofia, ana):
    event = made(forum, sofia)
    rows = [registering.register(event, who, now=NOW) for who in people(forum, 3)]
    attending.by_code(rows[0], event.code, now=BEGINS)
    ids = [row.pk for row in rows]
    assert attending.by_list(event, [ids[1]], ids, by=sofia, now=ENDS).there == 2
    assert attending.by_list(event, [], ids, by=sofia, now=ENDS).there == 1
    with pytest.raises(Refused, match="not_yours"):
        attending.by_list(event, ids, ids, by=ana, now=ENDS)


def test_how_a_maker_met_its_undertaking(forum, sofia, ana, red, gbv):
    early = made(forum, sofia, title="Early", starts_at=NOW + DAY, ends_at=NOW + 2 * DAY)
    main = made(forum, sofia)
    made(forum, sofia, title="Side event", is_main=False)
    assert attending.undertaking_of(forum, red, ENDS) == (Undertaking(0, 0), [])
    Maker.objects.create(forum=forum, organisation=red, coalition=gbv, since=NOW + 3 * DAY)
    met, events = attending.undertaking_of(forum, red, ENDS)
    assert (met, events) == (Undertaking(0, 1), [(main, False)])
    mine = registering.register(main, of_user(ana, forum, now=NOW), now=NOW)
    attending.by_code(mine, main.code, now=BEGINS)
    met, events = attending.undertaking_of(forum, red, ENDS)
    assert met.is_met
    assert events == [(main, True)]
    assert early.is_main


@given(st.sets(st.integers(0, 20)), st.sets(st.integers(0, 20)))
def test_nobody_was_at_more_main_events_than_were_held(held, attended):
    met = rules.undertaking(held, attended)
    assert 0 <= met.attended <= met.held == len(held)
    assert met.is_met == (held <= attended)


def test_what_people_need_is_erased_a_month_afterwards(forum, sofia):
    event, (who,) = made(forum, sofia), people(forum, 1)
    registering.register(event, who, needs="A ramp", now=NOW)
    assert attending.erase_needs(ENDS + 30 * DAY) == 0
    assert attending.erase_needs(ENDS + 31 * DAY) == 1


def test_a_calendar_file_reads_without_markup(forum, sofia):
    event = made(forum, sofia, text="Come **together**, see [the plan](https://example.org).")
    (entry,) = Calendar.from_ical(calendars.calendar_of([event], "Forum")).walk("VEVENT")
    assert str(entry["DESCRIPTION"]) == "Come together, see the plan."


def test_a_calendar_file_can_be_read_back_and_follows_changes(forum, sofia):
    event = made(forum, sofia, title="Forum; día, ünï\\code 妇女", place="Sala 1; Norte")
    organising.add_session(
        event, title="Opening", starts_at=BEGINS, ends_at=BEGINS + timedelta(hours=1), by=sofia,
        now=NOW, speakers="Ana", text="Hello", place="Room 1", language="es",
    )  # fmt: skip
    first = Calendar.from_ical(calendars.calendar_of([event], "Forum", sessions=True))
    entry, session = first.walk("VEVENT")
    assert str(entry["SUMMARY"]) == "Forum; día, ünï\\code 妇女"
    assert str(entry["LOCATION"]) == "Sala 1; Norte"
    assert entry.decoded("DTSTART") == BEGINS
    assert str(session["SUMMARY"]).endswith(": Opening")
    assert "example.org/live" not in str(first.to_ical())
    organising.move(event, "cancel", by=sofia, reason="No.", now=NOW)
    row = Event.objects.get(pk=event.pk)
    (again,) = Calendar.from_ical(calendars.calendar_of([row], "Forum")).walk("VEVENT")
    assert again["UID"] == entry["UID"]
    assert again["SEQUENCE"] > entry["SEQUENCE"]
    assert again["STATUS"] == "CANCELLED"


def test_a_commitment_is_announced_if_it_is_public(forum, sofia):
    event = made(forum, sofia)
    assert organising.announce(event, ["ge-999999"], by=sofia, now=NOW) == ["GE-999999"]
    assert not event.announcements.exists()
