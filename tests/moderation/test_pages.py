"""The pages of moderation."""

import pytest
from django.utils import timezone

from avow.moderation.models import PublicText
from avow.moderation.services import deciding, writing
from tests.participants.kit import follow_link, known

HOME = "/en/generation-equality/"
DESK = f"{HOME}desk/moderation/"


@pytest.fixture
def vita(forum):
    return known(forum, timezone.now())


@pytest.fixture
def text(forum, vita):
    return writing.write(
        forum, "post", "<b>We</b> trained", author=vita, language="en", now=timezone.now()
    )


def test_the_rules_are_public_with_how_often_a_text_was_removed(client, text, sofia):
    deciding.decide(text, "remove", by=sofia, reason="spam", now=timezone.now())
    page = client.get(f"{HOME}conversation/rules/").content.decode()
    assert "It advertises something" in page
    assert '<td class="number">1</td>' in page


def test_the_queue_shows_what_waits_and_approves_several_at_once(sign_in, sofia, text):
    desk = sign_in(sofia)
    page = desk.get(DESK).content.decode()
    assert "&lt;b&gt;We&lt;/b&gt; trained" in page
    desk.post(DESK, {"id": [text.pk, "x", "99999999"]})
    text.refresh_from_db()
    assert text.state == "visible"
    assert "Nothing waits" in desk.get(DESK).content.decode()
    assert "trained" in desk.get(f"{DESK}?state=visible&q=trained&kind=post").content.decode()


def test_a_text_is_decided_on_its_page(sign_in, sofia, text):
    desk, address = sign_in(sofia), f"{DESK}{text.pk}/"
    assert desk.post(address, {"act": "remove", "text": "Kept words"}).status_code == 409
    assert (
        "Kept words" in desk.post(address, {"act": "remove", "text": "Kept words"}).content.decode()
    )
    assert desk.post(address, {"act": "remove", "reason": "spam"}).status_code == 302
    assert desk.post(address, {"act": "approve"}).status_code == 409
    assert desk.post(address, {"act": "restore"}).status_code == 302
    assert desk.post(address, {"act": "block"}).status_code == 302
    text.author.refresh_from_db()
    assert text.author.blocked_at is not None
    for forged in ({"act": "dance"}, {"act": "uphold"}):
        assert desk.post(address, forged).status_code == 404
    assert desk.get(f"{DESK}99999999/").status_code == 404


def test_an_author_sees_mends_withdraws_and_appeals(client, text, vita, sofia):
    follow_link(client, vita)
    assert "trained" in client.get(f"{HOME}taking-part/texts/").content.decode()
    address = f"{HOME}taking-part/texts/{text.pk}/"
    assert client.post(address, {"act": "edit", "text": "We taught"}).status_code == 302
    deciding.decide(text, "remove", by=sofia, reason="law", words="No.", now=timezone.now())
    page = client.get(address).content.decode()
    assert "It breaks the law" in page
    assert client.post(address, {"act": "appeal", "text": " "}).status_code == 409
    assert client.post(address, {"act": "appeal", "text": "Why?"}).status_code == 302
    assert client.post(address, {"act": "dance"}).status_code == 404
    assert PublicText.objects.get().appeals.get().text == "Why?"


def test_nobody_opens_the_text_of_another(client, text, forum):
    follow_link(client, known(forum, timezone.now(), "other@example.org"))
    assert client.get(f"{HOME}taking-part/texts/{text.pk}/").status_code == 404


def test_a_reader_reports_a_public_text_once_known(client, text, forum, sofia):
    address = f"{HOME}texts/{text.pk}/report/"
    deciding.decide(text, "approve", by=sofia, now=timezone.now())
    assert client.get(address)["Location"].startswith(f"{HOME}taking-part/sign-up/")
    follow_link(client, known(forum, timezone.now(), "reader@example.org"))
    assert client.post(address, {"reason": "ugly"}).status_code == 422
    assert client.post(address, {"reason": "hate", "text": "Look"}).status_code == 302
    text.refresh_from_db()
    assert text.open_reports == 1


def test_a_moderator_reads_what_a_text_said_before_and_keeps_it(
    client, sign_in, text, forum, sofia
):
    writing.edit(text, "We taught", by=text.author, now=timezone.now())
    deciding.decide(text, "approve", by=sofia, now=timezone.now())
    reader = known(forum, timezone.now(), "reader@example.org")
    writing.report(text, by=reader, reason="hate", now=timezone.now())
    desk, address = sign_in(sofia), f"{DESK}{text.pk}/"
    page = desk.get(address).content.decode()
    assert "&lt;b&gt;We&lt;/b&gt; trained" in page
    assert 'value="keep"' in page
    assert desk.post(address, {"act": "keep"}).status_code == 302
    assert "Kept: it breaks no rule" in desk.get(address).content.decode()
    assert desk.post(address, {"act": "keep"}).status_code == 409
    assert 'value="keep"' not in desk.get(address).content.decode()


def test_what_is_not_public_cannot_be_reported(client, text, forum):
    follow_link(client, known(forum, timezone.now(), "reader@example.org"))
    assert client.get(f"{HOME}texts/{text.pk}/report/").status_code == 404
