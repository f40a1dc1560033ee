"""The money of one commitment by year, source and newness. Pure functions over its finance lines.

Nothing is added across currencies but dollar equivalents; a line without one is counted as missing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from avow.kernel.money import proportion

Amount = tuple[Decimal, str]  # value, currency
SOURCES = ("own", "raised", "in_kind")
NEWNESS = {"new": True, "announced": False, "unsaid": None}


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum by currency, and in dollars as far as rates are known.

    `missing`: (currency, number of lines) not in `usd`; `withheld`: lines of a currency not shown.
    """

    amounts: tuple[Amount, ...]
    usd: Decimal
    missing: tuple[tuple[str, int], ...] = ()
    withheld: int = 0
    lines: int = 0

    @property
    def is_complete(self) -> bool:
        """Return whether `usd` holds every line."""
        return not self.missing and not self.withheld

    @property
    def has_usd(self) -> bool:
        """Return whether any line has a dollar equivalent."""
        return self.lines > sum(number for _currency, number in self.missing)

    @property
    def is_dollars(self) -> bool:
        """Return whether the only amount is in dollars, so that an equivalent says nothing more."""
        return self.is_complete and [currency for _value, currency in self.amounts] == ["USD"]


@dataclass(frozen=True, slots=True)
class Year:
    """The lines of one year (None: no year said): the amounts of each source, and the sum."""

    year: int | None
    by_source: tuple[tuple[str, tuple[Amount, ...]], ...]
    total: Sum


@dataclass(frozen=True, slots=True)
class Means:
    """What the maker can give in a year, and what a year of the pledge is of it, in percent."""

    kind: str
    amount: Decimal
    currency: str
    year: int
    usd: Decimal | None
    rate: Decimal | None
    rate_day: date | None
    rate_source: str
    share: Decimal | None


@dataclass(frozen=True, slots=True)
class Table:
    """The money of one commitment, ready to draw."""

    sources: tuple[str, ...]
    years: tuple[Year, ...]
    by_source: tuple[tuple[str, tuple[Amount, ...]], ...]
    total: Sum
    newness: tuple[tuple[str, Sum], ...]
    oda: Sum | None
    means: Means | None = None
    rows: list[dict[str, Any]] = field(default_factory=list)

    def __bool__(self) -> bool:
        """Return whether there is any money to show."""
        return bool(self.total.lines or self.total.withheld)


def read(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a finance line with its figures as decimals."""
    figures = {
        name: Decimal(row[name]) if row.get(name) else None
        for name in ("amount", "amount_usd", "rate")
    }
    return {**row, **figures}


def sum_of(rows: Iterable[Mapping[str, Any]], withheld: int = 0) -> Sum:
    """Return the sum of lines as `read` gives them."""
    rows = list(rows)
    amounts: dict[str, Decimal] = {}
    for row in rows:
        amounts[row["currency"]] = amounts.get(row["currency"], Decimal(0)) + row["amount"]
    usd = [row["amount_usd"] for row in rows if row["amount_usd"] is not None]
    missing = Counter(row["currency"] for row in rows if row["amount_usd"] is None)
    return Sum(
        tuple((value, currency) for currency, value in sorted(amounts.items())),
        sum(usd, Decimal(0)),
        tuple(sorted(missing.items())),
        withheld,
        len(rows),
    )


def table_of(details: Mapping[str, Any], starts_on: date, ends_on: date) -> Table:
    """Return the money in the details of a public entry."""
    rows = [read(row) for row in details.get("finance", [])]
    sources = tuple(code for code in SOURCES if any(row.get("source") == code for row in rows))
    total = sum_of(rows, details.get("uncounted", 0))
    newness = [
        (code, sum_of(row for row in rows if row.get("is_new") is value))
        for code, value in NEWNESS.items()
    ]
    oda = sum_of(row for row in rows if row.get("is_oda"))
    return Table(
        sources=sources,
        years=tuple(_years(rows, sources)),
        by_source=_by_source(rows, sources),
        total=total,
        newness=tuple((code, one) for code, one in newness if one.lines),
        oda=oda if oda.lines else None,
        means=_means(details.get("capacity"), total, years_begun(starts_on, ends_on)),
        rows=rows,
    )


def _years(rows: list[dict[str, Any]], sources: tuple[str, ...]) -> Iterable[Year]:
    years = {row.get("year") for row in rows}
    for year in sorted(years, key=lambda one: (one is None, one or 0)):
        own = [row for row in rows if row.get("year") == year]
        yield Year(year, _by_source(own, sources), sum_of(own))


def _by_source(
    rows: list[dict[str, Any]], sources: tuple[str, ...]
) -> tuple[tuple[str, tuple[Amount, ...]], ...]:
    return tuple(
        (code, sum_of(row for row in rows if row.get("source") == code).amounts) for code in sources
    )


def years_begun(starts_on: date, ends_on: date) -> int:
    """Return how many years a term has begun, both days included; at least one."""
    years = ends_on.year - starts_on.year
    if (ends_on.month, ends_on.day) >= (starts_on.month, starts_on.day):
        years += 1
    return max(years, 1)


def _means(row: Mapping[str, Any] | None, pledged: Sum, years: int) -> Means | None:
    if row is None:
        return None
    usd = Decimal(row["amount_usd"]) if row["amount_usd"] else None
    comparable = usd is not None and pledged.is_complete and pledged.lines
    return Means(
        kind=row["kind"],
        amount=Decimal(row["amount"]),
        currency=row["currency"],
        year=row["year"],
        usd=usd,
        rate=Decimal(row["rate"]) if row["rate"] else None,
        rate_day=date.fromisoformat(row["rate_day"]) if row["rate_day"] else None,
        rate_source=row["rate_source"],
        share=proportion(pledged.usd, years, usd) if comparable and usd is not None else None,
    )
