"""Taking part under people who type the addresses of others, and those who want to be gone."""

from datetime import timedelta

import pytest

from avow.events.models import Registration
from avow.events.services import registering
from avow.moderation.models import PublicText
from avow.moderation.services import writing
from avow.news.models import Subscription
from avow.news.services import subscribing
from avow.notices.models import Message
from avow.participants import confirmed
from avow.participants.models import Participant
from avow.participants.services import entering
from tests.events.test_events import made
from tests.participants.kit import follow_link, hand, known, token_of
from tests.participants.test_pages import BASE, posted
from tests.worlds import at

NOW = at("2021-03-01 10:00")
DAY = timedelta(days=1)
HOME = "/en/generation-equality/"


@pytest.fixture
def clock(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def stranger_writes(forum, email, now=NOW):
    """Let somebody write, register and subscribe at an address that may not be theirs."""
    row = entering.enter(forum, hand(email), now=now)
    text = writing.write(
        forum, "post", "I hate this.", author=row, language="en", known=False, now=now
    )
    subscribing.subscribe_as(forum, hand(email), next_url="", now=now)
    return row, text


def test_signing_in_puts_nobody_s_name_to_what_a_stranger_typed_at_their_address(forum, ana):
    _row, text = stranger_writes(forum, ana.email)
    mine = entering.of_user(ana, forum, now=NOW)
    text.refresh_from_db()
    assert text.state == "unconfirmed"
    assert confirmed.waiting(mine) == ["I hate this.", "News by mail"]


def test_whoever_confirms_can_throw_away_what_is_not_theirs(client, forum, sofia, clock):
    row, _text = stranger_writes(forum, "visitor@example.org")
    event = made(forum, sofia)
    registering.register_as(event, hand(), next_url="", now=NOW)
    page = client.get(f"{BASE}confirm/{token_of(row)}/").content.decode()
    for line in ("I hate this.", "Spring forum", "News by mail"):
        assert line in page
    assert client.post(f"{BASE}confirm/{token_of(row)}/", {"act": "drop"}).status_code == 302
    row.refresh_from_db()
    assert row.confirmed_at == NOW
    for model in (PublicText, Registration, Subscription):
        assert not model.objects.exists()


def test_what_a_stranger_typed_at_a_known_address_is_deleted_after_two_weeks(forum):
    known(forum, NOW)
    stranger_writes(forum, "visitor@example.org", now=NOW + DAY)
    entering.forget_unconfirmed(NOW + 14 * DAY)
    assert PublicText.objects.count() == Subscription.objects.count() == 1
    entering.forget_unconfirmed(NOW + 16 * DAY)
    assert PublicText.objects.count() == Subscription.objects.count() == 0
    assert Participant.objects.get().confirmed_at == NOW


def test_strangers_do_not_use_up_what_somebody_may_write_in_an_hour(forum):
    row = known(forum, NOW)
    for number in range(10):
        writing.write(
            forum, "post", f"No {number}", author=row, language="en", known=False, now=NOW
        )
    mine = writing.write(forum, "post", "Mine", author=row, language="en", now=NOW)
    assert mine.state == "held"


def test_nobody_learns_that_an_address_may_take_no_further_part(client, forum, sofia, clock):
    made(forum, sofia)
    entering.block(known(forum, NOW), now=NOW)
    for path in ("events/spring-forum/register/", "news/subscribe/", "taking-part/sign-up/"):
        values = posted(frequency="weekly", language="en", needs="")
        answer = client.post(f"{HOME}{path}", values)
        assert (answer.status_code, answer["Location"]) == (302, f"{BASE}sent/"), path
    assert not Registration.objects.exists()


def test_a_name_is_one_line(forum):
    row = entering.enter(forum, hand(name="Vita\r\nBcc: all@example.org\u202e\u2028x"), now=NOW)
    assert row.name == "Vita Bcc: all@example.org x"


def test_an_organisation_that_is_protected_later_hides_its_people_too(forum, ana, red):
    row = entering.of_user(ana, forum, now=NOW)
    assert row.shown_name == ana.name
    red.is_protected, red.protected_name = True, "A network"
    red.save()
    again = Participant.objects.get(pk=row.pk)
    assert again.shown_name == f"Participant {row.pk}"


def test_whoever_is_erased_leaves_no_needs_no_place_no_mails_and_no_hidden_words(
    client, forum, sofia, clock
):
    event = made(forum, sofia, capacity=1)
    row, other = known(forum, NOW), known(forum, NOW, "b@example.org")
    mine = registering.register(event, row, needs="A ramp", now=NOW)
    registering.register(event, other, now=NOW)
    text = writing.write(forum, "post", "Held words", author=row, language="en", now=NOW)
    subscribing.subscribe(row, now=NOW)
    follow_link(client, row)
    assert client.post(f"{BASE}forget/").status_code == 302
    for one in (mine, text):
        one.refresh_from_db()
    assert (mine.state, mine.needs, text.text) == ("cancelled", "", "…")
    assert Subscription.objects.get().ended_at == NOW
    assert Registration.objects.get(participant=other).state == "registered"
    assert not Message.objects.filter(to_email__endswith="erased.invalid", state="queued").exists()
