"""What the page of a country, action, coalition or organisation shows of its commitments.

Figures and charts are those of the dashboard, of one scope; the list is the directory's newest.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi

from avow.directory import figures, showing
from avow.directory.drawing import Pen
from avow.directory.query import Answer, understand
from avow.directory.showing import Card
from avow.directory.statistics import Figures, figures_of
from avow.directory.totals import Scope
from avow.directory.vocabulary import Vocabulary
from avow.kernel.charts import Chart
from avow.kernel.drawing import draw

NEWEST = 5
CHARTS = (figures.by_year, figures.by_type, figures.by_status)


@dataclass(frozen=True, slots=True)
class Portrait:
    """Figures, charts with their pictures, the newest commitments, and the ways onwards.

    `query` asks the dashboard and the totals for the same, `all_url` is the directory of them.
    """

    figures: Figures
    charts: list[tuple[Chart, SafeString]]
    newest: list[Card]
    query: str
    all_url: str
    pen: Pen

    @property
    def more(self) -> int:
        """Return how many commitments the list leaves out."""
        return max(0, self.figures.commitments - len(self.newest))


def of_filter(vocabulary: Vocabulary, filters: Mapping[str, str]) -> Portrait:
    """Return the portrait of the commitments that filters of the directory find, whole."""
    query = query_of(filters)
    question = understand(query, vocabulary)
    scope = Scope(vocabulary.forum.pk, question)
    newest = [showing.card(entry, vocabulary) for entry in Answer(question)[:NEWEST]]
    return _portrait(vocabulary, scope, query, newest)


def of_coalition(vocabulary: Vocabulary, code: str) -> Portrait:
    """Return the portrait of a coalition: of commitments in others too, only its part."""
    scope = Scope(vocabulary.forum.pk, coalition=code)
    question = understand(query_of({"coalition": code}), vocabulary)
    newest = [showing.card(entry, vocabulary) for entry in Answer(question)[:NEWEST]]
    return _portrait(vocabulary, scope, query_of({"of_coalition": code}), newest)


def of_maker(vocabulary: Vocabulary, slug: str) -> Portrait:
    """Return the portrait of an organisation's own part; its page has a list of its own."""
    scope = Scope(vocabulary.forum.pk, maker=slug)
    return _portrait(vocabulary, scope, query_of({"of_maker": slug}), [])


def _portrait(
    vocabulary: Vocabulary, scope: Scope, query: QueryDict, newest: list[Card]
) -> Portrait:
    found = figures_of(vocabulary.forum, scope)
    rows = reverse("directory:commitments", args=[vocabulary.forum.slug])
    source = figures.Source(found, vocabulary, query, rows)
    charts = [make(source) for make in CHARTS] if found.commitments else []
    directory = query.copy()
    if coalition := directory.pop("of_coalition", None):
        directory.setlist("coalition", coalition)
    return Portrait(
        found,
        [(chart, draw(chart, rtl=get_language_bidi())) for chart in charts],
        newest,
        query.urlencode(),
        f"{rows}?{directory.urlencode()}",
        Pen(vocabulary.forum),
    )


def query_of(filters: Mapping[str, str]) -> QueryDict:
    """Return filters as the parameters of an address."""
    query = QueryDict(mutable=True)
    query.update(filters)
    return query
