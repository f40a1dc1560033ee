"""The pages of events."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from avow.events.models import Event, Registration
from avow.events.services import organising, registering
from avow.participants.models import Participant
from avow.participants.spam import stamp
from avow.review.models import Maker
from tests.events.test_events import BEGINS, ENDS, FIELDS, NOW, made
from tests.participants.kit import follow_link, known

HOME = "/en/generation-equality/"
EVENT = f"{HOME}events/spring-forum/"
DESK = f"{HOME}desk/events/"


def text_of(browser, url, status=200):
    page = browser.get(url)
    assert page.status_code == status
    return page.content.decode()


def posted(**changes):
    return {
        "email": "new@example.org", "name": "Nia", "needs": "A <ramp>",
        "drawn": stamp(timezone.now()),
    } | changes  # fmt: skip


def test_events_are_listed_to_come_and_over(client, event, clock):
    assert "Spring forum" in text_of(client, f"{HOME}events/")
    clock(ENDS)
    assert "No event is planned" in text_of(client, f"{HOME}events/")
    assert "Spring forum" in text_of(client, f"{HOME}events/?when=past")


def test_a_draft_is_found_by_nobody(client, forum, sofia, clock):
    made(forum, sofia, publish=False)
    for url in (EVENT, f"{HOME}events/spring-forum.ics", f"{EVENT}register/"):
        assert client.get(url).status_code == 404
    assert b"Spring" not in client.get(f"{HOME}events.ics").content


def test_a_visitor_registers_by_mail_link_and_gives_the_place_back(client, event):
    assert "example.org/live" not in text_of(client, EVENT)
    wrong = client.post(f"{EVENT}register/", posted(email="x"))
    assert wrong.status_code == 422
    assert "A &lt;ramp&gt;" in wrong.content.decode()
    assert client.post(f"{EVENT}register/", posted())["Location"].endswith("/taking-part/sent/")
    follow_link(client, Participant.objects.get())
    mine = Registration.objects.get()
    ticket = f"{HOME}events/tickets/{mine.token}/"
    assert mine.state == "registered"
    assert "example.org/live" in text_of(client, ticket)
    assert "Your ticket" in text_of(client, EVENT)
    assert client.post(ticket).status_code == 302
    assert client.post(ticket).status_code == 302  # a double click
    mine.refresh_from_db()
    assert mine.state == "cancelled"
    assert client.get(f"{HOME}events/tickets/forged/").status_code == 404


def test_a_closed_registration_says_so_and_keeps_what_was_typed(client, event, clock):
    clock(ENDS)
    answer = client.post(f"{EVENT}register/", posted())
    assert answer.status_code == 409
    assert "A &lt;ramp&gt;" in answer.content.decode()
    assert not Participant.objects.exists()


def test_a_representative_registers_attends_and_the_makers_page_shows_it(
    sign_in, ana, red, gbv, forum, event, clock, client
):
    Maker.objects.create(forum=forum, organisation=red, coalition=gbv, since=NOW)
    browser = sign_in(ana)
    answer = browser.post(f"{EVENT}register/", {"needs": ""})
    assert "/events/tickets/" in answer["Location"]
    assert "Spring forum" in text_of(browser, f"{HOME}my/events/")
    clock(BEGINS)
    browser = sign_in(ana)
    assert browser.post(f"{EVENT}attend/", {"code": "WRONG1"}).status_code == 409
    assert browser.post(f"{EVENT}attend/", {"code": event.code.lower()}).status_code == 302
    clock(ENDS)
    assert "At 1 of 1 main event" in text_of(client, f"{HOME}organisations/{red.slug}/")


def test_whoever_is_not_registered_is_told_at_the_code(client, forum, event, clock):
    clock(BEGINS)
    follow_link(client, known(forum, BEGINS))
    assert "not registered" in text_of(client, f"{EVENT}attend/")
    answer = client.post(f"{EVENT}attend/", {"code": event.code})
    assert answer.status_code == 409
    assert "Nobody is registered with this address." in answer.content.decode()


def test_what_a_program_filled_in_is_named_without_a_field_nobody_sees(client, event):
    answer = client.post(f"{EVENT}register/", posted(website="https://example.org"))
    assert answer.status_code == 422
    assert "<li>Leave this field empty.</li>" in answer.content.decode()


def form_of(**changes):
    values = FIELDS | {
        "starts_at": "2021-03-29T09:00", "ends_at": "2021-03-29T18:00", "coalition": "",
        "capacity": "", "registration_opens_at": "", "registration_closes_at": "",
    } | changes  # fmt: skip
    return {key: value for key, value in values.items() if value not in (None, False)}


def test_the_secretariat_makes_publishes_and_fills_an_event(sign_in, sofia, client, clock):
    desk = sign_in(sofia)
    assert desk.post(f"{DESK}new/", form_of(title="")).status_code == 422
    assert desk.post(f"{DESK}new/", form_of(ends_at="2021-03-29T08:00")).status_code == 409
    assert desk.post(f"{DESK}new/", form_of())["Location"] == f"{DESK}spring-forum/"
    event = Event.objects.get()
    assert event.starts_there.hour == 9  # on the clocks of the place
    page = f"{DESK}spring-forum/"
    assert desk.post(page, {"act": "publish"}).status_code == 302
    session = {
        "act": "session", "title": "Opening", "starts_at": "2021-03-29T09:00",
        "ends_at": "2021-03-29T10:00", "language": "es",
    }  # fmt: skip
    assert desk.post(page, session).status_code == 302
    assert desk.post(page, session).status_code == 302  # a double click
    assert event.sessions.count() == 1
    replay = {
        "act": "document",
        "kind": "replay",
        "title": "Recording",
        "url": "https://example.org/r",
    }
    assert desk.post(page, replay).status_code == 302
    assert desk.post(page, replay | {"url": "javascript:alert(1)"}).status_code == 422
    paper = SimpleUploadedFile("plan.txt", b"words")
    assert (
        desk.post(
            page, {"act": "document", "kind": "document", "title": "Plan", "file": paper}
        ).status_code
        == 302
    )
    bad = SimpleUploadedFile("plan.pdf", b"MZ not a pdf")
    answer = desk.post(page, {"act": "document", "kind": "document", "title": "Bad", "file": bad})
    assert answer.status_code == 409
    _and_shows_it(client, desk, page, event)


def _and_shows_it(client, desk, page, event):
    shown = text_of(client, EVENT)
    assert "Opening" in shown
    assert "https://example.org/r" in shown
    file = event.documents.get(title="Plan")
    assert client.get(f"{EVENT}documents/{file.pk}/")["Content-Disposition"].startswith(
        "attachment"
    )
    assert desk.post(page, {"act": "announce", "refs": "GE-999999"}).status_code == 302
    assert (
        desk.post(
            page, {"act": "remove", "what": "session", "pk": event.sessions.get().pk}
        ).status_code
        == 302
    )
    assert desk.post(page, {"act": "remove", "what": "forum", "pk": "1"}).status_code == 404
    assert desk.post(page, {"act": "cancel"}).status_code == 409
    assert desk.post(page, {"act": "cancel", "reason": "No hall <b>."}).status_code == 302
    assert "No hall &lt;b&gt;." in text_of(client, EVENT)


def test_who_registered_is_listed_ticked_and_handed_out(sign_in, sofia, forum, event, ana):
    desk = sign_in(sofia)
    who = known(forum, NOW, "a@example.org", name="=HYPERLINK(1)")
    mine = registering.register(event, who, needs="=1+1", now=NOW)
    page = f"{DESK}spring-forum/people/"
    assert "a@example.org" in text_of(desk, page)
    desk.post(page, {"shown": [mine.pk], "there": [mine.pk, "x", "999999"]})
    mine.refresh_from_db()
    assert mine.attended_how == "list"
    table = b"".join(desk.get(f"{DESK}spring-forum/people.csv")).decode()
    assert "'=HYPERLINK(1)" in table
    assert "'=1+1" in table
    assert desk.post(page, {"cancel": mine.pk}).status_code == 409  # they were there
    desk.post(page, {"shown": [mine.pk]})
    assert desk.post(page, {"cancel": mine.pk}).status_code == 302
    assert desk.post(page, {"cancel": "999999"}).status_code == 404
    assert event.code in text_of(desk, f"{DESK}spring-forum/code/")
    assert desk.get(f"{DESK}spring-forum/code.svg")["Content-Type"].startswith("image/svg")
    for name in ("people/", "people.csv", "code/", "code.svg"):
        assert sign_in(ana).get(f"{DESK}spring-forum/{name}").status_code == 403


def test_lists_cost_the_same_for_many_events(
    client, forum, sofia, clock, django_assert_max_num_queries
):
    for number in range(30):
        made(forum, sofia, title=f"Event {number}")
    with django_assert_max_num_queries(16):
        client.get(f"{HOME}events/")
    with django_assert_max_num_queries(6):
        client.get(f"{HOME}events.ics")


def test_announced_commitments_stand_on_both_pages(forum, sofia, event, client):
    assert organising.announce(event, [], by=sofia, now=NOW) == []
    assert "Commitments announced here" not in text_of(client, EVENT)
