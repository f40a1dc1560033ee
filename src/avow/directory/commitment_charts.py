"""The chart of one commitment: its money by year, where one unit can say all of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from avow.directory.money import Sum, Table, Year
from avow.forums.formats import money_words
from avow.kernel.charts import Category, Chart, Kind, Mark, Series
from avow.kernel.drawing import draw


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart and its picture."""

    chart: Chart
    picture: SafeString


def money_by_year(table: Table) -> Drawn | None:
    """Return what is pledged for each year; None for one year, or for money of several units.

    In the currency it was pledged in, if there is only one; else in dollars, if all have a rate.
    """
    unit = _unit(table.total)
    if len(table.years) < 2 or not unit:
        return None
    marks = tuple(_mark(year, unit) for year in table.years)
    categories = tuple(_category(year) for year in table.years)
    title = _("Money pledged by year")
    series = (Series("pledged", unit, marks),)
    chart = Chart("money-of-years", Kind.BARS, title, categories, series, _("Year"))
    return Drawn(chart, draw(chart, rtl=get_language_bidi()))


def _unit(total: Sum) -> str:
    currencies = [currency for _value, currency in total.amounts]
    if total.withheld or not currencies:
        return ""
    if len(currencies) == 1:
        return currencies[0]
    return "USD" if total.is_complete else ""


def _mark(year: Year, unit: str) -> Mark:
    amount = _amount(year.total.amounts, unit) if len(year.total.amounts) == 1 else None
    if amount is None:
        amount = year.total.usd
    return Mark(amount, money_words(amount, unit))


def _amount(amounts: Sequence[tuple[Decimal, str]], unit: str) -> Decimal | None:
    return next((value for value, currency in amounts if currency == unit), None)


def _category(year: Year) -> Category:
    return Category(str(year.year or ""), str(year.year or _("no year said")))
