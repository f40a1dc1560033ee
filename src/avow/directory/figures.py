"""The charts of a scope's figures, with words of the reader's language and links to the rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.directory.statistics import SIDES, Figures, dollars
from avow.directory.totals import KINDS, Row
from avow.directory.totals_asked import label_of
from avow.directory.vocabulary import Vocabulary
from avow.forums.formats import money_words, number_words
from avow.kernel.charts import Category, Chart, Kind, Mark, Series

SIDE_NAMES: dict[str, str | Promise] = {
    "south": gettext_lazy("Global South"),
    "north": gettext_lazy("Elsewhere"),
    "": gettext_lazy("Country not shown"),
}
NOT_KNOWN = "–"


@dataclass(frozen=True, slots=True)
class Source:
    """What charts are made from: figures, the names of their values, and the way to the rows.

    `filters` are those of the address; `rows` is the directory's page.
    """

    figures: Figures
    vocabulary: Vocabulary
    filters: QueryDict
    rows: str

    def to_rows(self, facet: str, value: str) -> str:
        """Return the address of the commitments of one value, within what is asked for.

        None where the directory cannot say it: the part of one maker; a second value of a facet in
        which one is chosen, which it would read as "either".
        """
        query = self.filters.copy()
        if coalition := query.pop("of_coalition", [""])[-1]:
            query["coalition"] = coalition
        chosen = [one for one in query.getlist(facet) if one]
        if not value or query.get("of_maker") or (chosen and chosen != [value]):
            return ""
        query[facet] = value
        return f"{self.rows}?{query.urlencode()}"


def count_mark(number: int) -> Mark:
    """Return a number of things as a chart shows it."""
    return Mark(number, number_words(number))


def _bars(
    key: str, title: str, about: str, label: str, rows: Iterable[tuple[Category, Mark]]
) -> Chart:
    found = list(rows)
    marks = tuple(mark for _category, mark in found)
    categories = tuple(category for category, _mark in found)
    return Chart(key, Kind.BARS, title, categories, (Series("n", label, marks),), about)


def _by_facet(source: Source, key: str, facet: str, title: str, about: str) -> Chart:
    numbers = source.figures.commitments_by.get(facet, {})
    words = source.vocabulary
    values = sorted(numbers, key=lambda value: (words.place(facet, value), -numbers[value], value))
    rows = [
        (
            Category(value, words.label(facet, value), source.to_rows(facet, value)),
            count_mark(numbers[value]),
        )
        for value in values
    ]
    return _bars(key, title, about, _("Commitments"), rows)


def by_coalition(source: Source) -> Chart:
    """Return how many commitments each coalition has."""
    title = _("Commitments by coalition")
    return _by_facet(source, "commitments-by-coalition", "coalition", title, _("Coalition"))


def by_type(source: Source) -> Chart:
    """Return how many commitments are of each type."""
    title = _("Commitments by type")
    return _by_facet(source, "commitments-by-type", "type", title, _("Type of commitment"))


def by_status(source: Source) -> Chart:
    """Return how many commitments have each status."""
    title = _("Commitments by status")
    return _by_facet(source, "commitments-by-status", "status", title, _("Status"))


def by_year(source: Source) -> Chart:
    """Return how many commitments were published in each year, the first year first."""
    chart = _by_facet(
        source, "commitments-by-year", "year", _("Commitments by year of publication"), _("Year")
    )
    places = sorted(range(len(chart.categories)), key=lambda place: chart.categories[place].key)
    (series,) = chart.series
    return replace(
        chart,
        categories=tuple(chart.categories[place] for place in places),
        series=(replace(series, marks=tuple(series.marks[place] for place in places)),),
    )


def by_region(source: Source) -> Chart:
    """Return how many commitments come from each region of UN M49."""
    title = _("Commitments by region of the maker")
    return _by_facet(source, "commitments-by-region", "region", title, _("Region"))


def makers_by_type(source: Source) -> Chart:
    """Return how many makers are organisations of each type."""
    numbers = source.figures.makers_by["organisation_type"]
    rows = [
        (
            Category(value, source.vocabulary.label("organisation_type", value) or _("Not said")),
            count_mark(number),
        )
        for value, number in numbers.items()
    ]
    title = _("Makers by type of organisation")
    return _bars("makers-by-type", title, _("Type of organisation"), _("Makers"), rows)


def sides(source: Source) -> Chart:
    """Return how many commitments and makers come from the Global South, as the pack counts it."""
    figures = source.figures
    groups = (
        ("commitments", _("Commitments"), figures.commitments_sides),
        ("makers", _("Makers"), figures.makers_sides),
    )
    series = tuple(
        Series(
            side or "unknown",
            str(SIDE_NAMES[side]),
            tuple(count_mark(found[side]) for _key, _label, found in groups),
            tone,
        )
        for side, tone in zip(SIDES, ("2", "5", "mute"), strict=True)
    )
    totals = tuple(count_mark(sum(found.values())) for _key, _label, found in groups)
    categories = tuple(Category(key, label) for key, label, _found in groups)
    title = _("From the Global South and elsewhere")
    return Chart("south-and-elsewhere", Kind.STACKED, title, categories, series, "", totals)


def dollar_mark(amount: Decimal | None) -> Mark:
    """Return an amount in US dollars as a chart shows it; None is not known, never zero."""
    if amount is None:
        return Mark(None, NOT_KNOWN)
    return Mark(amount, money_words(amount, "USD"))


def money_by_coalition(source: Source) -> Chart:
    """Return the dollars pledged in each coalition: new, announced before, not said."""
    rows = [row for row in source.figures.money_by["coalition"] if dollars(row)]
    tones = {"new": "good", "announced": "4", "unsaid": "mute"}
    series = tuple(
        Series(code, str(title), _dollars_of(rows, code), tones[code])
        for code, title in KINDS.values()
    )
    categories = tuple(_category(source, "coalition", row) for row in rows)
    totals = tuple(dollar_mark(dollars(row)) for row in rows)
    title = _("Money pledged by coalition, in US dollars")
    return Chart(
        "money-by-coalition", Kind.STACKED, title, categories, series, _("Coalition"), totals
    )


def _dollars_of(rows: list[Row], kind: str) -> tuple[Mark, ...]:
    return tuple(dollar_mark(row.totals.kinds[kind].usd) for row in rows)


def money_by_year(source: Source) -> Chart:
    """Return the dollars pledged for each year."""
    rows = [row for row in source.figures.money_by["year"] if row.totals.has_money]
    title = _("Money pledged by year, in US dollars")
    found = [(_category(source, "year", row), dollar_mark(dollars(row))) for row in rows]
    return _bars("money-by-year", title, _("Year"), _("US dollars"), found)


def _category(source: Source, dimension: str, row: Row) -> Category:
    url = source.to_rows(dimension, row.key) if dimension == "coalition" else ""
    return Category(row.key or "none", label_of(dimension, row, source.vocabulary), url)


CHARTS: dict[str, Callable[[Source], Chart]] = {
    "commitments-by-coalition": by_coalition,
    "commitments-by-status": by_status,
    "money-by-coalition": money_by_coalition,
    "money-by-year": money_by_year,
    "commitments-by-year": by_year,
    "commitments-by-type": by_type,
    "makers-by-type": makers_by_type,
    "commitments-by-region": by_region,
    "south-and-elsewhere": sides,
}
