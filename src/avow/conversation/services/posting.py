"""Post and reply."""

from datetime import datetime
from typing import Any

from django.db import transaction

from avow.conversation.models import Post, Topic
from avow.conversation.permissions import POLICY
from avow.kernel.lifecycle import Refused
from avow.moderation.services import writing
from avow.moderation.states import Kind, State
from avow.participants.models import Participant
from avow.participants.services.entering import Hand, enter
from avow.people.links import link
from avow.people.roles import Role


def post(
    topic: Topic,
    words: str,
    *,
    author: Participant,
    language: str,
    parent: Post | None = None,
    known: bool = True,
    now: datetime,
) -> Post:
    """Post, or reply to a post (a reply to a reply stands below the same post).

    A double click posts once. Raises Refused: the topic is closed, the post replied to is not
    public, and what every public text is refused for.
    """
    with transaction.atomic():
        row = Topic.objects.select_for_update().select_related("forum").get(pk=topic.pk)
        if not POLICY.allows("topic.post", {Role.VISITOR}, row.state):
            raise Refused("topic_closed")
        if row.closes_at is not None and row.closes_at <= now:
            raise Refused("topic_closed")
        if parent is not None and (parent.topic_id != row.pk or parent.text.state != State.VISIBLE):
            raise Refused("post_gone")
        above = parent.parent_id or parent.pk if parent is not None else None
        text = writing.write(
            row.forum,
            Kind.POST,
            words,
            author=author,
            language=language,
            place=f"{row.pk}:{above or ''}",
            known=known,
            now=now,
        )
        same: Post | None = Post.objects.filter(text=text).first()
        if same is not None:
            return same
        made = Post.objects.create(topic=row, parent_id=above, text=text)
        writing.set_place(text, address_of(made))
        Topic.objects.filter(pk=row.pk).update(last_post_at=now)
    return made


def post_as(
    topic: Topic, words: str, hand: Hand, *, next_url: str, now: datetime, **said: Any
) -> Post:
    """Post as somebody not yet known: it waits for their address to be confirmed.

    One transaction: where the post is refused, no mail leaves. Raises Refused as `post`.
    """
    with transaction.atomic():
        author = enter(topic.forum, hand, next_url=next_url, now=now)
        return post(topic, words, author=author, known=False, now=now, **said)


def address_of(made: Post) -> str:
    """Return where a post stands."""
    page = link("conversation:post", made.topic.forum, made.topic.slug, made.pk)
    return str(page)
