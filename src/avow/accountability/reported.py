"""The charts of reports: status over time, response rate, money, and who reported when."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.accountability.reporting import EARLIER, LINES, NEVER, NOW, Reporting
from avow.directory.figures import Source, count_mark, dollar_mark
from avow.directory.states import Status
from avow.forums.formats import number_words
from avow.kernel.charts import Category, Chart, Kind, Mark, Series

TONES = {
    Status.ACHIEVED: "7",
    Status.ON_TRACK: "good",
    Status.DELAYED: "warn",
    Status.NOT_STARTED: "info",
    Status.DISCONTINUED: "bad",
    Status.NOT_REPORTED: "mute",
}
LINE_NAMES: dict[str, str | Promise] = {
    NOW: gettext_lazy("Reported in this cycle"),
    EARLIER: gettext_lazy("Reported earlier"),
    NEVER: gettext_lazy("Never reported"),
}
_MOST = 10  # cycles in a chart
NOT_KNOWN = "–"


@dataclass(frozen=True, slots=True)
class Told:
    """What these charts are made from: figures of reports beside those of the directory."""

    reporting: Reporting
    source: Source

    @property
    def years(self) -> tuple[int, ...]:
        """Return the years shown."""
        return self.reporting.years[-_MOST:]

    def categories(self) -> tuple[Category, ...]:
        """Return a point in time for each cycle; the one under way says that it is."""
        running = self.reporting.current if self.reporting.is_running else None
        return tuple(
            Category(
                str(year), _("%(year)s, so far") % {"year": year} if year == running else str(year)
            )
            for year in self.years
        )


def _dollars(cents: int | None) -> Mark:
    return dollar_mark(None if cents is None else Decimal(cents).scaleb(-2))


def status_by_cycle(told: Told) -> Chart:
    """Return how many commitments had each status in each cycle, by what is published."""
    statuses = told.reporting.statuses
    years = [one for one in told.categories() if statuses.get(int(one.key))]
    series = tuple(
        Series(
            code,
            str(code.label),
            tuple(count_mark(statuses[int(one.key)].get(code, 0)) for one in years),
            tone,
        )
        for code, tone in TONES.items()
    )
    totals = tuple(count_mark(sum(statuses[int(one.key)].values())) for one in years)
    title = _("Status of commitments by cycle")
    return Chart("status-by-cycle", Kind.STACKED, title, tuple(years), series, _("Cycle"), totals)


def response_by_cycle(told: Told) -> Chart:
    """Return which part of the reports owed came in, in each cycle: in all, and on time."""
    found = [told.reporting.responses.get(year) for year in told.years]
    rates = [
        (one.reported * 100 // one.owed, one.on_time * 100 // one.owed)
        if one and one.owed
        else None
        for one in found
    ]
    parts = (("reported", _("Reports handed in"), "1"), ("on_time", _("Reports on time"), "3"))
    series = tuple(
        Series(key, label, tuple(_percent(one and one[place]) for one in rates), tone)
        for place, (key, label, tone) in enumerate(parts)
    )
    axis = tuple(_percent(level) for level in (0, 50, 100))
    title = _("Response rate of each cycle")
    return Chart(
        "response-rate", Kind.LINES, title, told.categories(), series, _("Cycle"), axis=axis
    )


def _percent(number: int | None) -> Mark:
    if number is None:
        return Mark(None, NOT_KNOWN)
    return Mark(number, _("%(percent)s %%") % {"percent": number_words(number)})


def money_spent(told: Told) -> Chart:
    """Return the dollars pledged, those of them that are new, and those spent by the reports."""
    money = told.source.figures.money
    spent = told.reporting.spent
    has_rate = money.money.has_rate or not money.has_money
    pledged = int(money.money.usd * 100) if has_rate else None
    new = int(money.kinds["new"].usd * 100) if has_rate else None
    rows = (
        ("pledged", _("Pledged"), pledged),
        ("new", _("Of this, new money"), new),
        ("spent-now", _("Spent, by reports of this cycle"), spent.now),
        ("spent-earlier", _("Spent, by earlier reports alone"), spent.earlier),
    )
    series = Series("usd", _("US dollars"), tuple(_dollars(cents) for _k, _l, cents in rows))
    title = _("Money pledged, new and spent, in US dollars")
    categories = tuple(Category(key, label) for key, label, _cents in rows)
    return Chart("money-spent", Kind.BARS, title, categories, (series,))


def who_reported(told: Told) -> Chart:
    """Return how many commitments reported in this cycle, earlier, or never."""
    lines = told.reporting.lines
    categories = tuple(Category(name, str(LINE_NAMES[name])) for name in LINES)
    series = Series(
        "n", _("Commitments"), tuple(count_mark(lines[name].commitments) for name in LINES)
    )
    title = _("Commitments and money by their last report")
    return Chart("who-reported", Kind.BARS, title, categories, (series,), _("Reports"))


REPORT_CHARTS: dict[str, Callable[[Told], Chart]] = {
    "status-by-cycle": status_by_cycle,
    "response-rate": response_by_cycle,
    "money-spent": money_spent,
    "who-reported": who_reported,
}


def lines_of(reporting: Reporting) -> list[tuple[str, int, Decimal, int]]:
    """Return the three lines: name, commitments, dollars pledged, commitments without a rate."""
    found = []
    for name in LINES:
        line = reporting.lines[name]
        dollars = Decimal(line.cents).scaleb(-2)
        found.append((str(LINE_NAMES[name]), line.commitments, dollars, line.unrated))
    return found
