"""An annual report as a document of plain blocks: pages and PDF show the same one.

Everything in it is in the active language, and said as people read it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from avow.annual import annex, charting, method, withheld
from avow.annual.charting import Frozen
from avow.annual.models import AnnualReport, Edition
from avow.annual.moved import Moved, moved
from avow.annual.naming import NAMES, label, said
from avow.annual.nodes import Said, html, plain, resolved
from avow.annual.states import Kind
from avow.commitments.safety import Scrubber
from avow.directory.vocabulary import Vocabulary
from avow.forums.formats import day_words, language_words, money_words, number_words
from avow.forums.models import Coalition
from avow.kernel.charts import Chart
from avow.kernel.clock import day_of
from avow.kernel.localised import pick_tagged
from avow.learning.publication import practices_of

Node = dict[str, Any]
TILES = (
    "commitments", "makers", "money.pledged", "money.new", "money.spent", "rate.reported",
    "reports.verified", "commitments.status.achieved", "commitments.status.on_track",
)  # fmt: skip
TILES_OF_CHAPTER = (
    "commitments", "makers", "money.pledged", "money.spent", "rate.reported", "reports.verified",
    "commitments.status.on_track",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Text:
    """Somebody's words, with figures in place; `note` says what language they are in, and why."""

    language: str
    nodes: list[Node]
    note: str = ""
    kind: Literal["text"] = "text"

    def as_html(self, level: int) -> SafeString:
        """Return it for a page, its highest heading one of `level`."""
        return html(self.nodes, level)

    @property
    def below_two(self) -> SafeString:
        """Return it as it stands under a chapter's heading of the second level."""
        return self.as_html(3)

    @property
    def below_one(self) -> SafeString:
        """Return it as it stands under a page's title."""
        return self.as_html(2)


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure: its value, what it counts, and where its rows are."""

    value: str
    label: str
    url: str
    name: str


@dataclass(frozen=True, slots=True)
class Tiles:
    """Key figures."""

    items: list[Tile]
    kind: Literal["figures"] = "figures"


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart; `note` says how it counts."""

    chart: Chart
    note: str = ""
    kind: Literal["chart"] = "chart"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    text: str
    url: str = ""
    is_numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its head; `note` below it."""

    title: str
    head: list[Cell]
    rows: list[list[Cell]]
    note: str = ""
    kind: Literal["table"] = "table"

    @property
    def labelled(self) -> list[list[tuple[Cell, Cell]]]:
        """Return the rows, each cell with that of the head above it."""
        return [list(zip(self.head, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Story:
    """A good practice, as its maker agreed to; `byline` says whose it is."""

    title: str
    language: str
    byline: str
    url: str
    nodes: list[Node]
    tags: tuple[str, ...]
    kind: Literal["practice"] = "practice"

    @property
    def as_html(self) -> SafeString:
        """Return its words for a page, its highest heading below the story's own."""
        return html(self.nodes, 4)


@dataclass(frozen=True, slots=True)
class Annex:
    """Every commitment: made as it is read, for there may be a hundred thousand."""

    lines: Callable[[], Iterator[annex.Line]]
    number: int
    kind: Literal["entries"] = "entries"


Block = Text | Tiles | Picture | Table | Story | Annex


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the report with a title of its own."""

    key: str
    title: str
    blocks: list[Block] = field(default_factory=list)
    coalition: Coalition | None = None
    language: str = ""  # of the title, where somebody wrote it or it has no name in the reader's


@dataclass(frozen=True, slots=True)
class Sayings(Mapping[str, Said]):
    """Figures in words by name, said as they are asked for: a report has thousands."""

    values_of: Mapping[str, int | None]
    link: Callable[[str], str]

    def __getitem__(self, name: str) -> Said:
        """Return a figure in words. Raises KeyError."""
        value = self.values_of[name]
        url = self.link(name) if value else ""
        return Said(said(name, value), said(name, value, "about"), url)

    def __iter__(self) -> Iterator[str]:
        """Walk the names."""
        return iter(self.values_of)

    def __len__(self) -> int:
        """Count the figures."""
        return len(self.values_of)


@dataclass(frozen=True)
class Document:
    """A report in the active language. `content` is an edition's, or the text as it stands."""

    report: AnnualReport
    content: Mapping[str, Any]
    edition: Edition | None = None
    absolute: Callable[[str], str] = str  # makes addresses whole, for a file

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Return the names of the forum's codes."""
        return Vocabulary(self.report.forum)

    @cached_property
    def values(self) -> dict[str, int | None]:
        """Return every figure, those by place as they may be told today; one query more."""
        frozen = dict(self.report.figures.values_list("name", "value"))
        return frozen | dict(self.moved.values)

    @cached_property
    def moved(self) -> Moved:
        """Return which rows have no place any more."""
        return moved(self.report)

    @cached_property
    def _names_out(self) -> Scrubber:
        return withheld.names_out()

    def nameless(self, text: str) -> str:
        """Return somebody's words without the names of protected organisations."""
        return self._names_out.text(text)

    def link(self, name: str) -> str:
        """Return the address of the rows behind a figure."""
        page = reverse("annual:annex", args=[self.report.forum.slug, self.report.year])
        return self.absolute(f"{page}?figure={name}")

    @cached_property
    def sayings(self) -> "Sayings":
        """Return every figure in words, with the way to its rows."""
        return Sayings(self.values, self.link)

    def frozen(self, scope: str = "") -> Frozen:
        """Return the figures as a chapter's charts read them."""
        return Frozen(self.values, self.report.facts, self.vocabulary, scope, self.link)

    def stamp(self) -> list[str]:
        """Return which edition it is, and of which day its data."""
        frozen = _("Data as of %(day)s") % {"day": day_words(self.report.frozen_on)}
        if self.edition is None:
            return [_("Being written; nobody else sees it yet"), frozen]
        day = day_words(day_of(self.edition.published_at, self.report.forum.zone))
        values = {"number": number_words(self.edition.number), "day": day}
        lines = [_("Edition %(number)s, published on %(day)s") % values, frozen]
        if self.edition.note:
            lines.append(_("Corrected: %(note)s") % {"note": self.nameless(self.edition.note)})
        return lines

    def chapters(self) -> Iterator[Chapter]:
        """Yield the chapters in their order; one without anything to say is left out."""
        extra = 0
        for section in self.content["sections"]:
            extra += section["kind"] == Kind.EXTRA
            chapter = self._chapter(section, extra)
            if chapter is not None and chapter.blocks:
                yield chapter
        number = self.report.number
        lines = Annex(self.annex, number)
        yield Chapter("annex", _("Annex: every commitment"), [lines])

    def chapter(self, code: str) -> Chapter | None:
        """Return the chapter of a coalition."""
        for section in self.content["sections"]:
            if section["kind"] == Kind.COALITION and section["coalition"] == code:
                return self._chapter(section, 0)
        return None

    def coalitions(self) -> list[Coalition]:
        """Return the coalitions that have a chapter, in its order."""
        codes = [one["coalition"] for one in self.content["sections"] if one["coalition"]]
        known = self.vocabulary.coalitions
        return [known[code] for code in codes if code in known]

    def annex(self) -> Iterator[annex.Line]:
        """Yield every commitment, a batch at a time."""
        rows = self.report.rows.order_by("place").iterator(chunk_size=annex.BATCH)
        return annex.lines(self.report, rows, self.vocabulary)

    def _chapter(self, section: Mapping[str, Any], extra: int) -> Chapter | None:
        kind, code = Kind(section["kind"]), section["coalition"]
        text, title, language = self._words(section)
        if kind == Kind.EXTRA:
            return Chapter(f"section-{extra}", title, text, language=language)
        if kind == Kind.COALITION:
            if code not in self.vocabulary.coalitions:
                return None
            coalition, scope = self.vocabulary.coalitions[code], f"@{code}"
            blocks = [*self._tiles(scope), *text, *self._charts(scope)]
            ui = get_language() or "en"
            spoken, name = pick_tagged(coalition.names, ui)
            foreign = "" if spoken == ui else spoken
            return Chapter(f"coalition-{code}", name, blocks, coalition, foreign)
        blocks = list(text)
        if kind == Kind.OVERVIEW:
            blocks = [*self._tiles(), *text, self._three_lines(), *self._charts()]
        elif kind == Kind.PRACTICES:
            blocks += self._stories()
        elif kind == Kind.METHOD:
            blocks = [self._own(method.method(self.report)), *text]
        elif kind == Kind.LIMITS:
            blocks = [self._own(method.limits(self.report)), *text]
        return Chapter(kind.value, str(kind.label), blocks)

    def _own(self, text: str) -> Text:
        return Text(get_language() or "en", resolved(text, self.sayings))

    def _words(self, section: Mapping[str, Any]) -> tuple[list[Block], str, str]:
        """Return a section's text in the reader's language, or the original; title, language."""
        texts = {one["language"]: one for one in section["texts"]}
        wanted = get_language() or "en"
        original = next((one for one in section["texts"] if one["is_original"]), None)
        one = texts.get(wanted) or original
        if one is None:
            return [], "", ""
        title = plain(self.nameless(one["title"]), self.sayings)
        if not one["text"]:
            return [], title, one["language"]
        nodes = resolved(self.nameless(one["text"]), self.sayings)
        return [Text(one["language"], nodes, _note(one, wanted, original))], title, one["language"]

    def _stories(self) -> list[Block]:
        """Return the good practices of the edition that are public today."""
        wanted = set(self.content.get("practices", ()))
        if not wanted:
            return []
        forum = self.report.forum
        return [
            Story(
                title=one.title,
                language=one.language,
                byline=f"{one.maker} · {one.ref}" if one.maker else one.ref,
                url=self.absolute(reverse("learning:practice", args=[forum.slug, one.number])),
                nodes=resolved(one.text, {}),
                tags=one.tags,
            )
            for one in practices_of(forum, self.report.year)
            if one.number in wanted
        ]

    def _tiles(self, scope: str = "") -> list[Block]:
        names = TILES_OF_CHAPTER if scope else TILES
        found = [name + scope for name in names if name + scope in self.values]
        tiles = [
            Tile((one := self.sayings[name]).about, self._label(name, scope), one.url, name)
            for name in found
        ]
        return [Tiles(tiles)] if tiles else []

    def _label(self, name: str, scope: str) -> str:
        stem = name.removesuffix(scope) if scope else name
        return str(NAMES[stem]) if stem in NAMES else label(stem, self.vocabulary)

    def _charts(self, scope: str = "") -> list[Block]:
        return [Picture(one) for one in charting.charts_of(self.frozen(scope))]

    def _three_lines(self) -> Table:
        """Return who reported in this cycle, earlier or never, with the money they pledge."""
        head = [
            Cell(_("Commitments by their last report")),
            Cell(_("Commitments"), is_numeric=True),
            Cell(_("Money pledged, in US dollars"), is_numeric=True),
        ]
        rows = []
        for key, (name, number, dollars, unrated) in zip(
            ("now", "earlier", "never"), charting.lines_of(self.frozen()), strict=True
        ):
            money = money_words(dollars, "USD")
            if unrated:
                money = _("%(sum)s and more") % {"sum": money}
            rows.append(
                [
                    Cell(name),
                    Cell(number_words(number), self.link(f"commitments.line.{key}"), True),
                    Cell(money, self.link(f"money.line.{key}") if dollars else "", True),
                ]
            )
        note = _("The money of commitments that are silent is never in the first line.")
        return Table(_("Who reported"), head, rows, note)


def _note(one: Mapping[str, Any], wanted: str, original: Mapping[str, Any] | None) -> str:
    if one["language"] != wanted:
        language = language_words(one["language"])
        return _("This section is not translated yet; it is in %(language)s.") % {
            "language": language
        }
    if one["is_stale"] and original is not None:
        return _("The original was changed after this was translated.")
    return ""
