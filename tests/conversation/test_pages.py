"""The pages of the conversation."""

from datetime import timedelta

import pytest
from django.utils import timezone

from avow.conversation.models import Post
from avow.conversation.services import topics
from avow.kernel.lifecycle import Refused
from avow.moderation.models import PublicText
from avow.moderation.services import deciding
from avow.participants.models import Participant
from avow.participants.spam import stamp
from tests.conversation.test_conversation import NOW, open_topic, say
from tests.participants.kit import follow_link, known

HOME = "/en/generation-equality/conversation/"
TOPIC = f"{HOME}shelters/"
DESK = "/en/generation-equality/desk/conversation/"


@pytest.fixture(autouse=True)
def during(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


@pytest.fixture
def topic(forum, sofia):
    return open_topic(forum, sofia)


@pytest.fixture
def vita(forum):
    row = known(forum, NOW)
    PublicText.objects.create(
        forum=forum, kind="comment", author=row, text="Earlier", language="en",
        state="visible", written_at=NOW, shown_at=NOW,
    )  # fmt: skip
    return row


def text_of(browser, url, status=200):
    page = browser.get(url)
    assert page.status_code == status
    return page.content.decode()


def posted(**changes):
    return {
        "text": "مزيد من <b>الملاجئ</b>", "language": "ar", "email": "nia@example.org",
        "name": "Nia", "drawn": stamp(timezone.now()),
    } | changes  # fmt: skip


@pytest.mark.parametrize("query", ["", "?language=ar&sort=new"])
def test_texts_are_filtered_in_the_panel_that_every_list_has(client, topic, vita, query):
    say(topic, vita, "Hello", now=NOW)
    for url in (HOME, TOPIC):
        page = text_of(client, f"{url}{query}")
        assert page.count('class="filter-panel"') == 1
        assert f'<form method="get" action="{url}">' in page
    assert ("Hello" in text_of(client, f"{TOPIC}{query}")) is (not query)


@pytest.mark.parametrize("state", ["withdrawn", "held"])
def test_a_reply_stays_where_the_post_above_it_is_gone(client, topic, vita, state):
    above = say(topic, vita, "Gone words", now=NOW)
    below = say(topic, vita, "Kept words", parent=above, now=NOW)
    PublicText.objects.filter(pk=above.text_id).update(state=state)
    for url in (TOPIC, f"{TOPIC}posts/{above.pk}/"):
        page = text_of(client, url)
        assert "Gone words" not in page
        assert "Kept words" in page
    assert client.get(f"{TOPIC}posts/{below.pk}/")["Location"].startswith(
        f"{TOPIC}posts/{above.pk}/"
    )
    feed = text_of(client, f"{TOPIC}feed.atom")
    assert "Kept words" in feed
    assert "Gone words" not in feed
    PublicText.objects.filter(pk=below.text_id).update(state=state)
    assert client.get(f"{TOPIC}posts/{above.pk}/").status_code == 404


def test_whoever_is_known_and_writes_too_often_reads_so_and_loses_no_word(client, topic, vita):
    follow_link(client, vita)
    form = {"language": "en"}
    for number in range(10):
        client.post(f"{TOPIC}reply/", form | {"text": f"Text {number}"})
    answer = client.post(f"{TOPIC}reply/", form | {"text": "The eleventh"})
    assert answer.status_code == 429
    assert "The eleventh" in answer.content.decode()


def test_an_older_page_of_a_topic_overwrites_nothing(sign_in, sofia, topic):
    desk, address = sign_in(sofia), f"{DESK}shelters/"
    form = {"act": "edit", "title": "Shelters", "language": "en", "drawn": topic.version}
    assert desk.post(address, form | {"text": "Tom wrote"}).status_code == 302
    answer = desk.post(address, form | {"text": "Sofia wrote"})
    assert answer.status_code == 409
    for words in ("As it was saved meanwhile", "Tom wrote", "Sofia wrote"):
        assert words in answer.content.decode()
    again = form | {"text": "Both wrote", "drawn": topic.version + 1}
    assert desk.post(address, again).status_code == 302


def test_a_summary_is_not_hidden_by_one_from_an_older_page(sign_in, sofia, topic, client):
    desk, address = sign_in(sofia), f"{DESK}shelters/"
    form = {"act": "summarise", "language": "fr", "drawn": 0}
    assert desk.post(address, form | {"text": "Un résumé"}).status_code == 302
    answer = desk.post(address, form | {"text": "Un autre"})
    assert answer.status_code == 409
    for words in ("As it was saved meanwhile", "Un résumé", "Un autre"):
        assert words in answer.content.decode()
    newest = topic.summaries.first().pk
    assert desk.post(address, form | {"text": "Les deux", "drawn": newest}).status_code == 302
    page = text_of(client, TOPIC)
    assert "Earlier summaries" in page
    assert "Un résumé" in page
    assert desk.post(address, {"act": "dance"}).status_code == 404


@pytest.mark.parametrize("end", ["9999-12-31T23:59", "0001-01-01T00:00"])
def test_an_end_of_no_year_that_can_be_meant_is_refused(sign_in, sofia, topic, end):
    form = {"act": "edit", "title": "Shelters", "language": "en", "closes_at": end}
    assert sign_in(sofia).post(f"{DESK}shelters/", form).status_code in {409, 422}


def test_a_text_of_signs_that_nobody_sees_says_nothing(forum, topic, vita):
    with pytest.raises(Refused, match="text_empty"):
        say(topic, vita, "\u200b \u2060", now=NOW)


def test_topics_are_listed_for_everybody(client, topic):
    page = text_of(client, HOME)
    assert "Shelters" in page
    assert "No topic yet" in text_of(client, f"{HOME}?state=closed")


def test_a_visitor_posts_by_mail_link_and_is_read_once_approved(client, topic, sofia):
    answer = client.post(f"{TOPIC}reply/", posted())
    assert answer["Location"].endswith("/taking-part/sent/")
    follow_link(client, Participant.objects.get())
    assert "الملاجئ" not in text_of(client, TOPIC)
    deciding.decide(Post.objects.get().text, "approve", by=sofia, now=NOW)
    page = text_of(client, TOPIC)
    assert 'lang="ar" dir="rtl"' in page
    assert "&lt;b&gt;الملاجئ" in page
    assert "الملاجئ" in text_of(client, f"{TOPIC}feed.atom")
    assert "الملاجئ" not in text_of(client, f"{TOPIC}?language=en")


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, topic):
    answer = client.post(f"{TOPIC}reply/", posted(email="x"))
    assert answer.status_code == 422
    assert "الملاجئ" in answer.content.decode()
    assert not Participant.objects.exists()


def test_a_known_person_replies_and_reads_it_at_once(client, topic, vita):
    first = say(topic, vita)
    follow_link(client, vita)
    assert "More of them." in text_of(client, f"{TOPIC}reply/?to={first.pk}")
    form = {"text": "How many?", "language": "en"}
    answer = client.post(f"{TOPIC}reply/?to={first.pk}", form)
    made = Post.objects.last()
    assert answer["Location"].endswith(f"/posts/{made.pk}/")
    assert made.parent == first
    assert client.get(answer["Location"])["Location"].endswith(f"/posts/{first.pk}/#p-{made.pk}")
    assert client.post(f"{TOPIC}reply/?to=999999", form | {"text": "To nobody"}).status_code == 409


def test_a_closed_topic_is_read_and_not_written_in(client, topic, sofia, vita):
    say(topic, vita)
    topics.move(topic, "close", by=sofia, now=NOW)
    assert "More of them." in text_of(client, TOPIC)
    follow_link(client, vita)
    answer = client.post(f"{TOPIC}reply/", {"text": "Kept words", "language": "en"})
    assert answer.status_code == 409
    assert "Kept words" in answer.content.decode()


def test_a_removed_post_says_why_and_nothing_of_its_words(client, topic, sofia, vita):
    one = say(topic, vita, "Ugly words")
    deciding.decide(one.text, "remove", by=sofia, reason="hate", now=NOW)
    for url in (TOPIC, f"{TOPIC}posts/{one.pk}/", f"{TOPIC}feed.atom"):
        assert "Ugly words" not in text_of(client, url)
    assert "Removed by a moderator" in text_of(client, TOPIC)


def test_a_topic_of_10000_posts_costs_the_same_and_stays_small(
    client, topic, forum, django_assert_max_num_queries
):
    author = Participant.objects.create(
        forum=forum, email="a@example.org", name="A", created_at=NOW
    )
    texts = PublicText.objects.bulk_create(
        PublicText(
            forum=forum, kind="post", author=author, text=f"Post {n}", language="en",
            state="visible", written_at=NOW, shown_at=NOW,
        )
        for n in range(10_000)
    )  # fmt: skip
    tops = Post.objects.bulk_create(Post(topic=topic, text=text) for text in texts[:5_000])
    Post.objects.bulk_create(
        Post(topic=topic, text=text, parent=tops[n % 100]) for n, text in enumerate(texts[5_000:])
    )
    with django_assert_max_num_queries(20):
        page = client.get(TOPIC)
    assert len(page.content) < 130_000
    assert "See all 50 replies" in page.content.decode()
    with django_assert_max_num_queries(20):
        client.get(f"{TOPIC}posts/{tops[0].pk}/")


def test_the_secretariat_opens_edits_summarises_and_closes(sign_in, sofia, client):
    desk = sign_in(sofia)
    form = {"title": "Shelters", "text": "How many?", "language": "en"}
    assert desk.post(DESK, form | {"title": ""}).status_code == 422
    assert desk.post(DESK, form | {"closes_at": "2020-01-01T10:00"}).status_code == 409
    assert desk.post(DESK, form)["Location"] == TOPIC
    address = f"{DESK}shelters/"
    assert desk.post(address, form | {"act": "edit", "title": "Homes"}).status_code == 302
    assert (
        desk.post(
            address, {"act": "summarise", "text": "We want **more**.", "language": "en"}
        ).status_code
        == 302
    )
    page = text_of(client, TOPIC)
    assert "<strong>more</strong>" in page
    assert "Homes" in page
    assert desk.post(address, {"act": "close"}).status_code == 302
    assert "Closed" in text_of(client, TOPIC)
    assert "Shelters" not in text_of(desk, DESK)


def test_a_feed_holds_no_html_of_a_writers_own(client, topic, vita):
    say(topic, vita, "<img src=x onerror=alert(1)> & more")
    PublicText.objects.update(state="visible", shown_at=NOW)
    feed = text_of(client, f"{TOPIC}feed.atom")
    assert "&lt;p&gt;&amp;lt;img src=x" in feed
    assert "&lt;img" not in feed


def test_a_topic_that_closed_by_its_end_can_still_be_mended(forum, topic, sofia):
    ended = NOW - timedelta(days=1, seconds=7)
    type(topic).objects.filter(pk=topic.pk).update(closes_at=ended, state="closed")
    typed = {"title": "Better", "text": "", "language": "en", "coalition": None}
    end = ended.replace(second=0, microsecond=0)
    row = topics.edit_topic(topic, **typed, closes_at=end, by=sofia, now=NOW)
    assert (row.title, row.closes_at) == ("Better", ended)
    with pytest.raises(Refused):
        topics.edit_topic(topic, **typed, closes_at=end - timedelta(days=1), by=sofia, now=NOW)
