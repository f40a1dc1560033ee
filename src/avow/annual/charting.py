"""The charts of a report: the dashboards' own, made from frozen figures, each value with its rows.

`directory.figures` and `accountability.reported` draw from figures of a scope; here these are
filled with what was frozen, so that page, PDF and dashboard cannot differ in how they show it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from avow.accountability import reported
from avow.accountability.reporting import Line, Reporting, Spent
from avow.annual.figures import Facts
from avow.annual.naming import LINES, STATUSES, status_words
from avow.annual.rows import NOT_DUE
from avow.directory import figures as dashboard
from avow.directory.statistics import Figures
from avow.directory.totals import KINDS, Row, Sums, Totals
from avow.directory.vocabulary import FACETS, Vocabulary
from avow.kernel.charts import Category, Chart, Kind, Mark, Series
from avow.progress.rules import Response

_CENTS, _THOUSANDTHS = -2, -3
WHOLE = (
    dashboard.by_coalition, dashboard.by_type, dashboard.makers_by_type, dashboard.by_region,
    dashboard.sides, dashboard.money_by_coalition, dashboard.money_by_year,
)  # fmt: skip
CHAPTER = (
    dashboard.by_type, dashboard.makers_by_type, dashboard.by_region, dashboard.sides,
    dashboard.money_by_year,
)  # fmt: skip
REPORTS = (
    reported.status_by_cycle, reported.response_by_cycle, reported.money_spent,
    reported.who_reported,
)  # fmt: skip
# The figure behind a value of a chart, by the keys of its category and its series.
_BEHIND: dict[str, Callable[[str, str], str]] = {
    "status-now": lambda category, _series: f"commitments.status.{category}",
    "commitments-by-coalition": lambda category, _series: f"commitments.coalition.{category}",
    "commitments-by-type": lambda category, _series: f"commitments.type.{category}",
    "commitments-by-region": lambda category, _series: f"commitments.region.{category}",
    "makers-by-type": lambda category, _series: f"makers.organisation_type.{category}",
    "south-and-elsewhere": lambda category, series: f"{category}.side.{series}",
    "money-by-coalition": lambda category, series: f"money.{series}@{category}",
    "money-by-year": lambda category, _series: f"money.year.{category}",
    "status-by-cycle": lambda category, series: f"commitments.cycle.{category}.{series}",
    "response-rate": lambda category, series: f"rate.cycle.{category}.{series}",
    "money-spent": lambda category, _series: "money." + category.replace("-", "."),
    "who-reported": lambda category, _series: f"commitments.line.{category}",
}


@dataclass(frozen=True, slots=True)
class Frozen:
    """The frozen figures of a report as a chapter sees them: `scope` is "" or "@" and a coalition.

    `link` gives the address of the rows behind a figure.
    """

    values: Mapping[str, int | None]
    facts: Facts
    vocabulary: Vocabulary
    scope: str
    link: Callable[[str], str]

    def of(self, name: str, scope: str | None = None) -> int:
        """Return a figure of this scope; nought where no row adds to it."""
        return self.values.get(name + (self.scope if scope is None else scope)) or 0

    def by(self, stem: str) -> dict[str, int]:
        """Return {value: number} of the figures `stem.value`, without those that are nought."""
        start, found = f"{stem}.", {}
        for name, number in self.values.items():
            rest, at, scope = name.partition("@")
            if number and at + scope == self.scope and rest.startswith(start):
                value = rest.removeprefix(start)
                if "." not in value:
                    found[value] = number
        return found


def charts_of(frozen: Frozen) -> list[Chart]:
    """Return the charts of the whole, or of a coalition's chapter, without the empty ones."""
    source = dashboard.Source(_figures(frozen), frozen.vocabulary, QueryDict(), "")
    told = reported.Told(_reporting(frozen), source)
    chapter = bool(frozen.scope)
    charts = [status_now(frozen)]
    charts += [make(told) for make in REPORTS]
    charts += [make(source) for make in (CHAPTER if chapter else WHOLE)]
    return [_linked(one, frozen) for one in charts if not one.is_empty]


def status_now(frozen: Frozen) -> Chart:
    """Return how many commitments have which status in the cycle."""
    codes = [one for one in (*STATUSES, NOT_DUE) if frozen.of(f"commitments.status.{one}")]
    marks = tuple(dashboard.count_mark(frozen.of(f"commitments.status.{one}")) for one in codes)
    title = _("Status of commitments in %(year)s") % {"year": frozen.facts.year}
    categories = tuple(Category(one, status_words(one)) for one in codes)
    series = (Series("n", _("Commitments"), marks),)
    return Chart("status-now", Kind.BARS, title, categories, series, _("Status"))


def _linked(chart: Chart, frozen: Frozen) -> Chart:
    """Return the chart with the way to the rows at each value."""
    behind = _BEHIND[chart.key]

    def link(mark: Mark, category: Category, series: Series) -> Mark:
        name = behind(category.key, series.key)
        full = name if "@" in name else name + frozen.scope
        known = mark.number and full in frozen.values
        return replace(mark, url=frozen.link(full)) if known else mark

    series = tuple(
        replace(
            one,
            marks=tuple(
                link(mark, category, one)
                for mark, category in zip(one.marks, chart.categories, strict=True)
            ),
        )
        for one in chart.series
    )
    categories = tuple(replace(one, url="") for one in chart.categories)
    return replace(chart, series=series, categories=categories)


def _figures(frozen: Frozen) -> Figures:
    """Return the frozen figures as the dashboards' charts read them."""
    sides = {"south": "south", "north": "north", "": "unknown"}
    return Figures(
        commitments=frozen.of("commitments"),
        makers=frozen.of("makers"),
        commitments_by={facet: frozen.by(f"commitments.{facet}") for facet in FACETS},
        makers_by={"organisation_type": frozen.by("makers.organisation_type")},
        commitments_sides={
            key: frozen.of(f"commitments.side.{name}") for key, name in sides.items()
        },
        makers_sides={key: frozen.of(f"makers.side.{name}") for key, name in sides.items()},
        money=_totals(frozen, frozen.scope),
        money_by={"coalition": _by_coalition(frozen), "year": _by_year(frozen)},
    )


def _by_coalition(frozen: Frozen) -> tuple[Row, ...]:
    return tuple(
        Row(code, "", _totals(frozen, f"@{code}")) for code in frozen.vocabulary.coalitions
    )


def _by_year(frozen: Frozen) -> tuple[Row, ...]:
    found = []
    for year, cents in sorted(frozen.by("money.year").items()):
        sums = Sums()
        sums.add("USD", Decimal(cents).scaleb(_CENTS), Decimal(cents).scaleb(_CENTS))
        found.append(Row(year, "", Totals(money=sums)))
    return tuple(found)


def _totals(frozen: Frozen, scope: str) -> Totals:
    """Return the money of a scope; its dollars are known unless all of it has no rate."""
    within = replace(frozen, scope=scope)
    amounts = {
        code: Decimal(number).scaleb(_THOUSANDTHS) for code, number in within.by("currency").items()
    }
    cents = within.of("money.pledged")
    known = bool(cents) or not within.of("commitments.unrated")
    money = Sums(amounts, Decimal(cents).scaleb(_CENTS), has_rate=bool(amounts) and known)
    kinds = {
        code: Sums(usd=Decimal(within.of(f"money.{code}")).scaleb(_CENTS), has_rate=known)
        for code, _title in KINDS.values()
    }
    return Totals(within.of("commitments"), money, kinds)


def _reporting(frozen: Frozen) -> Reporting:
    """Return the frozen figures of reports as the dashboards' charts read them."""
    years = frozen.facts.years
    spent = Spent(
        frozen.of("money.spent.now"),
        frozen.of("money.spent.earlier"),
        frozen.of("commitments.spent_unrated"),
    )
    return Reporting(
        years=years,
        is_running=False,
        statuses={year: frozen.by(f"commitments.cycle.{year}") for year in years},
        responses={
            year: Response(
                *(
                    frozen.of(f"reports.cycle.{year}.{one}")
                    for one in ("owed", "handed_in", "on_time")
                )
            )
            for year in years
        },
        lines={
            name: Line(
                frozen.of(f"commitments.line.{name}"),
                frozen.of(f"money.line.{name}"),
                frozen.of(f"commitments.unrated.line.{name}"),
            )
            for name in LINES
        },
        spent=spent,
    )


def lines_of(frozen: Frozen) -> list[tuple[str, int, Decimal, int]]:
    """Return the three headline lines: name, commitments, dollars pledged, without a rate."""
    return reported.lines_of(_reporting(frozen))
