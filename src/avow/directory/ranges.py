"""Ranges of an address: money in US dollars, days of publication, days in which it runs.

`amount_from=1000&amount_to=50000&published_from=2021-06-30&runs_to=2026-12-31`; both ends count.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.forums import formats

NAMES = {
    "amount": gettext_lazy("Amount in US dollars"),
    "published": gettext_lazy("Published"),
    "runs": gettext_lazy("Carried out"),
}
ENDS = ("from", "to")
PARAMETERS = frozenset(f"{name}_{end}" for name in NAMES for end in ENDS)
LARGEST = Decimal(10) ** 15
Ranges = dict[str, tuple[Any, Any]]


def ranges_of(query: QueryDict) -> tuple[Ranges, list[tuple[str, str]]]:
    """Return {name: (lowest, highest)} of decimals or dates, and what cannot be understood."""
    found: Ranges = {}
    ignored: list[tuple[str, str]] = []
    for name in NAMES:
        ends: list[Any] = []
        for end in ENDS:
            said = query.get(f"{name}_{end}", "").strip()
            value = _value(name, said) if said else None
            if said and value is None:
                ignored.append((f"{name}_{end}", said[:80]))
            ends.append(value)
        if ends != [None, None]:
            found[name] = (ends[0], ends[1])
    return found, ignored


def parameters(ranges: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, str]]:
    """Return the ranges as an address has them."""
    return [
        (f"{name}_{end}", format(value, "f") if isinstance(value, Decimal) else value.isoformat())
        for name, values in ranges.items()
        for end, value in zip(ENDS, values, strict=True)
        if value is not None
    ]


def words(ends: tuple[Any, Any]) -> str:
    """Return a range in words: "from 1,000 to 5,000", "from 1 July 2021"."""
    low, high = (None if end is None else _words(end) for end in ends)
    if low is None:
        return _("up to %(high)s") % {"high": high}
    if high is None:
        return _("from %(low)s") % {"low": low}
    return _("from %(low)s to %(high)s") % {"low": low, "high": high}


def _words(end: Decimal | date) -> str:
    return formats.number_words(end) if isinstance(end, Decimal) else formats.day_words(end)


@dataclass(frozen=True, slots=True)
class Fields:
    """One range of the filter panel: its name in words, and what stands in its two fields."""

    name: str
    title: str
    kind: str  # number or date
    low: str
    high: str


def fields(ranges: Mapping[str, tuple[Any, Any]]) -> list[Fields]:
    """Return the ranges of the filter panel, as they are chosen."""
    said = dict(parameters(ranges))
    return [
        Fields(
            name,
            str(title),
            "number" if name == "amount" else "date",
            *(said.get(f"{name}_{end}", "").removesuffix(".00") for end in ENDS),
        )
        for name, title in NAMES.items()
    ]


def in_columns(ranges: Mapping[str, tuple[Any, Any]], zone: ZoneInfo) -> Ranges:
    """Return the ranges in what the columns hold: days of publication become instants."""
    found = dict(ranges)
    if "published" in found:
        low, high = found["published"]
        found["published"] = (
            datetime.combine(low, time(), zone) if low else None,
            datetime.combine(high + timedelta(days=1), time(), zone) - timedelta(microseconds=1)
            if high
            else None,
        )
    return found


def _value(name: str, said: str) -> Decimal | date | None:
    if name == "amount":
        try:
            number = Decimal(said.replace(" ", "").replace("\u00a0", "").replace("\u202f", ""))
        except InvalidOperation:
            return None
        is_sound = number.is_finite() and 0 <= number <= LARGEST
        return number.quantize(Decimal("0.01")) if is_sound else None
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None
