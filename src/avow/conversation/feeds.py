"""A topic's newest posts as an Atom feed."""

from collections.abc import Iterable
from datetime import datetime

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.html import linebreaks

from avow.conversation.models import Post, Topic
from avow.forums.feeds import ForumFeed

MOST = 50


class TopicFeed(ForumFeed):
    """The posts of a topic, the newest first; removed ones are not in it."""

    def get_object(self, request: HttpRequest, slug: str) -> Topic:
        """Return the topic. Raises Http404."""
        rows = Topic.objects.select_related("forum")
        topic: Topic = get_object_or_404(rows, forum=request.forum, slug=slug)  # type: ignore[attr-defined]
        return topic

    def title(self, topic: Topic) -> str:
        """Return the topic's title."""
        return f"{topic.title} · {topic.forum.name}"

    def link(self, topic: Topic) -> str:
        """Return the topic's page."""
        from avow.people.links import link  # noqa: PLC0415  the attribute has the same name

        return link("conversation:topic", topic.forum, topic.slug)

    def items(self, topic: Topic) -> Iterable[Post]:
        """Return the newest posts."""
        rows = topic.posts.visible().select_related("text__author__organisation")
        return list(rows.order_by("-pk")[:MOST])

    def item_author_name(self, item: Post) -> str:
        """Return the author's public name."""
        return item.text.author_name

    def item_pubdate(self, item: Post) -> datetime:
        """Return when it was written."""
        return item.text.written_at

    def item_title(self, item: Post) -> str:
        """Return the author's public name."""
        return item.text.author_name

    def item_description(self, item: Post) -> str:
        """Return the words as HTML, which is what a feed's summary is read as."""
        return linebreaks(item.text.shown, autoescape=True)

    def item_link(self, item: Post) -> str:
        """Return where the post stands."""
        return item.text.url

    def item_updateddate(self, item: Post) -> datetime:
        """Return when it was last changed."""
        return item.text.edited_at or item.text.written_at
