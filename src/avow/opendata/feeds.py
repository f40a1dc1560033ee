"""The directory's newest as Atom and RSS feeds: with the same filters as its page."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from avow.directory.models import Entry
from avow.directory.query import Answer, Question
from avow.directory.showing import chips, filters_of
from avow.directory.states import Sort
from avow.directory.vocabulary import Vocabulary
from avow.forums.feeds import ForumFeed
from avow.forums.middleware import ForumRequest
from avow.forums.models import Forum
from avow.notices.letters import absolute
from avow.opendata import licence
from avow.opendata.exports.xml import legal
from avow.people.links import link as page

MOST = 50
KINDS = {"atom": Atom1Feed, "rss": Rss201rev2Feed}


@dataclass(frozen=True, slots=True)
class Source:
    """What a feed is of: a question, the words of its filters, and its own address."""

    forum: Forum
    question: Question
    vocabulary: Vocabulary
    filters: str
    words: tuple[str, ...]
    path: str


def answer(request: ForumRequest, question: Question, code: str) -> HttpResponse:
    """Return the newest commitments that answer, as a feed; `code` is one of KINDS."""
    feed = CommitmentsFeed()
    feed.feed_type = KINDS[code]  # type: ignore[assignment]  # the parent names only its own
    return feed(request, question=replace(question, sort=Sort.NEWEST))


class CommitmentsFeed(ForumFeed):
    """The newest of the directory; what was withdrawn is not in it any more."""

    feed_copyright = licence.NAME

    def get_object(self, request: HttpRequest, question: Question) -> Source:
        """Return what the feed is of."""
        forum: Forum = request.forum  # type: ignore[attr-defined]
        vocabulary = Vocabulary(forum)
        words = tuple(chip.label for chip in chips(request.GET, question, vocabulary))
        filters = filters_of(request.GET, question)
        return Source(forum, question, vocabulary, filters, words, request.get_full_path())

    def title(self, source: Source) -> str:
        """Return what is chosen, and the forum's name."""
        return legal(" · ".join((_("Commitments"), *source.words, source.forum.name)))

    def description(self, source: Source) -> str:
        """Return the same: RSS asks for one."""
        return self.title(source)

    def link(self, source: Source) -> str:
        """Return the directory with the same filters."""
        return page("directory:commitments", source.forum) + source.filters

    def feed_url(self, source: Source) -> str:
        """Return the feed's own address, filters included."""
        return source.path

    def items(self, source: Source) -> Iterable[tuple[Entry, Source]]:
        """Return the newest that answer, each with where it is from."""
        return [(entry, source) for entry in Answer(source.question)[:MOST]]

    def item_title(self, item: tuple[Entry, Source]) -> str:
        """Return the title, in the language it is written in."""
        return legal(item[0].title)

    def item_description(self, item: tuple[Entry, Source]) -> str:
        """Return the summary as HTML, which is what a feed's summary is read as."""
        return linebreaks(legal(item[0].summary), autoescape=True)

    def item_link(self, item: tuple[Entry, Source]) -> str:
        """Return the commitment's page."""
        return page("directory:commitment", item[1].forum, item[0].ref)

    def item_guid(self, item: tuple[Entry, Source]) -> str:
        """Return one address for every language: it is the same commitment."""
        entry, source = item
        return absolute(page("directory:commitment", source.forum, entry.ref, language="en"))

    def item_author_name(self, item: tuple[Entry, Source]) -> str:
        """Return who made it, as the public may know it."""
        return legal(item[0].organisation_name)

    def item_categories(self, item: tuple[Entry, Source]) -> list[str]:
        """Return the names of its coalitions."""
        entry, source = item
        return [source.vocabulary.label("coalition", code) for code in entry.coalitions]

    def item_pubdate(self, item: tuple[Entry, Source]) -> datetime:
        """Return when it was first published."""
        return item[0].published_at

    def item_updateddate(self, item: tuple[Entry, Source]) -> datetime:
        """Return when what is shown was last changed."""
        return item[0].updated_at
