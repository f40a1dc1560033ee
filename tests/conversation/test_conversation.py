"""The public conversation: topics, posts, replies, summaries."""

from datetime import timedelta

import pytest

from avow.conversation.lifecycle import TOPIC
from avow.conversation.models import Post, Topic
from avow.conversation.services import posting, topics
from avow.conversation.states import State
from avow.kernel.lifecycle import Refused
from avow.moderation.models import PublicText
from avow.moderation.services import deciding, writing
from avow.people.roles import Role
from tests.participants.kit import known
from tests.worlds import at

NOW = at("2021-04-05 10:00")
DAY = timedelta(days=1)
ALLOWED = {
    ("open", "secretariat"): {"close"},
    ("open", "system"): {"close"},
    ("closed", "secretariat"): {"reopen"},
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_these_moves_and_no_others(role, state):
    moves = {move.name for move in TOPIC.open_to(state, frozenset({role}))}
    assert moves == ALLOWED.get((state, role.value), set())


def open_topic(forum, sofia, title="Shelters", now=NOW, **changes):
    values = {"text": "How **many**?", "language": "en"} | changes
    return topics.open_topic(forum, title=title, by=sofia, now=now, **values)


@pytest.fixture
def topic(forum, sofia):
    return open_topic(forum, sofia)


@pytest.fixture
def vita(forum):
    """Somebody of whom a text was shown before."""
    row = known(forum, NOW)
    PublicText.objects.create(
        forum=forum, kind="comment", author=row, text="Earlier", language="en",
        state="visible", written_at=NOW, shown_at=NOW,
    )  # fmt: skip
    return row


def say(topic, author, words="More of them.", now=NOW, **changes):
    return posting.post(topic, words, author=author, language="en", now=now, **changes)


def test_a_topic_is_opened_once_by_the_secretariat(forum, sofia, ana):
    first = open_topic(forum, sofia)
    assert open_topic(forum, sofia) == first
    assert (first.slug, first.state) == ("shelters", "open")
    assert open_topic(forum, sofia, now=NOW + DAY).slug == "shelters-2"
    with pytest.raises(Refused, match="not_yours"):
        open_topic(forum, ana, "Other")
    assert Topic.objects.count() == 2


@pytest.mark.parametrize("title", ["妇女庇护所", "ملاجئ", "Rules", "!!!"])
def test_a_title_in_any_script_gets_an_address_of_its_own(forum, sofia, title):
    topic = open_topic(forum, sofia, title)
    assert topic.slug
    assert topic.slug != "rules"


def test_what_a_topic_needs(forum, sofia):
    with pytest.raises(Refused, match="topic_without_title"):
        open_topic(forum, sofia, "  ")
    with pytest.raises(Refused, match="topic_closes_in_the_past"):
        open_topic(forum, sofia, closes_at=NOW)


def test_a_post_and_a_reply_and_a_reply_to_it_stand_below_the_same_post(topic, vita):
    first = say(topic, vita)
    reply = say(topic, vita, "How many?", parent=first)
    again = say(topic, vita, "Twenty.", parent=reply)
    assert (first.parent, reply.parent, again.parent) == (None, first, first)
    assert first.text.url.endswith(f"/conversation/shelters/posts/{first.pk}/")
    topic.refresh_from_db()
    assert topic.last_post_at == NOW


def test_a_double_click_posts_once(topic, vita):
    assert say(topic, vita) == say(topic, vita)
    assert Post.objects.count() == 1


def test_a_topic_closes_on_its_day_and_takes_no_more(forum, sofia, vita):
    topic = open_topic(forum, sofia, closes_at=NOW + DAY)
    say(topic, vita)
    with pytest.raises(Refused, match="topic_closed"):
        say(topic, vita, "Too late", now=NOW + DAY)
    assert topics.close_due(NOW + DAY) == 1
    assert topics.close_due(NOW + DAY) == 0
    topics.move(topic, "reopen", by=sofia, now=NOW + DAY)
    assert say(topic, vita, "Again", now=NOW + DAY).pk


def test_nobody_else_closes_a_topic(topic, ana, dina):
    for by in (ana, dina):
        with pytest.raises(Refused, match="not_yours"):
            topics.move(topic, "close", by=by, now=NOW)


def test_a_reply_to_what_is_gone_or_elsewhere_is_refused(forum, topic, sofia, vita):
    first = say(topic, vita)
    other = open_topic(forum, sofia, "Other")
    with pytest.raises(Refused, match="post_gone"):
        say(other, vita, "Here?", parent=first)
    writing.withdraw(first.text, by=vita, now=NOW)
    first.text.refresh_from_db()
    with pytest.raises(Refused, match="post_gone"):
        say(topic, vita, "Still?", parent=first)


def test_summaries_are_kept_the_newest_is_shown(topic, sofia, ana):
    topics.summarise(topic, "First", language="en", by=sofia, now=NOW)
    topics.summarise(topic, "Second", language="en", by=sofia, now=NOW + DAY)
    topics.summarise(topic, "Second", language="en", by=sofia, now=NOW + DAY)
    assert [one.text for one in topic.summaries.all()] == ["Second", "First"]
    with pytest.raises(Refused, match="not_yours"):
        topics.summarise(topic, "Mine", language="en", by=ana, now=NOW)
    with pytest.raises(Refused, match="text_empty"):
        topics.summarise(topic, " ", language="en", by=sofia, now=NOW)


def test_a_removed_post_stays_in_its_place_without_its_words(topic, vita, sofia):
    one = say(topic, vita, "Ugly")
    deciding.decide(one.text, "remove", by=sofia, reason="hate", now=NOW)
    assert list(Post.objects.public()) == [one]
    assert not Post.objects.visible().exists()
