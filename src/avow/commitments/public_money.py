"""The money of a text as the public may see it: lines, sums by currency, and in dollars."""

from decimal import Decimal

from avow.commitments.models import Revision
from avow.directory.entry import FinanceRow
from avow.kernel import bulk


def finance_of(revision: Revision, *, hidden: bool) -> list[FinanceRow]:
    """Return the finance lines.

    A protected maker's currency would name its country: dollars only.
    """
    rows: list[FinanceRow] = []
    for line in bulk.gathered(revision, "finance_lines"):
        if hidden and line.amount_usd is None:
            continue
        rows.append(
            {
                "amount": format(
                    line.amount_usd if hidden and line.amount_usd is not None else line.amount, "f"
                ),
                "currency": "USD" if hidden else line.currency,
                "year": line.year,
                "source": line.source,
                "is_new": line.is_new,
                "is_oda": line.is_oda,
                "gender_marker": line.gender_marker,
                "amount_usd": _text(line.amount_usd),
                "rate": None if hidden else _text(line.rate),
                "rate_day": line.rate_day.isoformat() if line.rate_day and not hidden else None,
            }
        )
        if line.rate_source and not hidden:
            rows[-1]["rate_source"] = line.rate_source
    return rows


def sums_of(lines: list[FinanceRow]) -> tuple[tuple[str, Decimal], ...]:
    """Return the sum of each currency, by its code."""
    sums: dict[str, Decimal] = {}
    for line in lines:
        sums[line["currency"]] = sums.get(line["currency"], Decimal(0)) + Decimal(line["amount"])
    return tuple(sorted(sums.items()))


def usd_of(lines: list[FinanceRow]) -> Decimal | None:
    """Return the sum in dollars; None without money or with a rate missing: never too little."""
    values = [line["amount_usd"] for line in lines]
    if not values or None in values:
        return None
    return sum((Decimal(value) for value in values if value is not None), Decimal(0))


def _text(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")
