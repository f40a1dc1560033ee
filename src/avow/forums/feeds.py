"""What every Atom feed of a forum has: the kind, and an author, which RFC 4287 asks for."""

from typing import Any

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from avow.forums.models import Forum


class ForumFeed(Feed):  # type: ignore[type-arg]
    """A feed whose author is the forum, where an entry names nobody else."""

    feed_type = Atom1Feed

    def forum_of(self, source: Any) -> Forum:
        """Return the forum of what the feed is of."""
        forum: Forum = source.forum
        return forum

    def author_name(self, source: Any) -> str:
        """Return the forum's name."""
        return self.forum_of(source).name
