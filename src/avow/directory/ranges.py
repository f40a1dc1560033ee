"""Ranges of an address: money in US dollars, days of publication, days in which it runs.

`amount_from=1000&amount_to=50000&published_from=2021-06-30&runs_to=2026-12-31`; both ends count.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from zoneinfo import ZoneInfo

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

NAMES = {
    "amount": _("Amount in US dollars"),
    "published": _("Published"),
    "runs": _("Carried out"),
}
ENDS = ("from", "to")
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
