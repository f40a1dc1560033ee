"""News as Atom feeds: of the forum, or of a coalition."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import get_language

from avow.forums.feeds import ForumFeed
from avow.forums.models import Coalition, Forum
from avow.kernel.markdown import html
from avow.news.models import Update
from avow.notices.letters import absolute
from avow.people.links import link as page

MOST = 50
Source = tuple[Forum, Coalition | None]


class NewsFeed(ForumFeed):
    """The newest updates in the reader's language, the whole forum's in every coalition's too."""

    def get_object(self, request: HttpRequest, slug: str = "") -> Source:
        """Return what the feed is of. Raises Http404."""
        forum: Forum = request.forum  # type: ignore[attr-defined]
        return forum, get_object_or_404(Coalition, forum=forum, slug=slug) if slug else None

    def forum_of(self, source: Source) -> Forum:
        """Return the forum."""
        return source[0]

    def title(self, source: Source) -> str:
        """Return the forum's name, and the coalition's."""
        forum, coalition = source
        return f"{coalition.name} · {forum.name}" if coalition else forum.name

    def link(self, source: Source) -> str:
        """Return the page of the news."""
        forum, coalition = source
        return page("news:list", forum) + (f"?coalition={coalition.code}" if coalition else "")

    def items(self, source: Source) -> Iterable[Update]:
        """Return the newest updates."""
        forum, coalition = source
        rows = (
            Update.objects.public().filter(forum=forum).about(coalition.pk if coalition else None)
        )
        rows = rows.in_language(get_language() or "en")
        rows = rows.select_related("forum", "coalition", "translation_of")
        return list(rows.annotate(corrected_at=Max("corrections__at"))[:MOST])

    def item_title(self, item: Update) -> str:
        """Return the title."""
        return item.title

    def item_description(self, item: Update) -> str:
        """Return the text as safe HTML, which is what a feed's summary is read as."""
        return html(item.text)

    def item_link(self, item: Update) -> str:
        """Return the page of the update."""
        return page("news:update", item.forum, item.pk, item.slug)

    def item_guid(self, item: Update) -> str:
        """Return the address of what was written first: a translation is the same news."""
        first = item.translation_of or item
        return absolute(
            page("news:update", item.forum, first.pk, first.slug, language=first.language)
        )

    def item_updateddate(self, item: Update) -> datetime | None:
        """Return when it was corrected last, else published."""
        corrected: datetime | None = item.corrected_at  # type: ignore[attr-defined]  # annotated
        return corrected or item.published_at

    def item_pubdate(self, item: Update) -> datetime | None:
        """Return when it was published."""
        return item.published_at
