"""Several breakdowns of one scope at once, with its total: the money is read once for all of them.

They are what `totals.grand` and `totals.Breakdown` say, one at a time, for a page of each.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, BooleanField, Count, ExpressionWrapper, F, Q, Sum
from django.db.models.functions import Coalesce

from avow.directory.totals import KINDS, Missing, Row, Scope, Totals, halves, joined, parts_in

Numbers = Mapping[str, Mapping[Any, int]]  # {dimension: {value: commitments}}
_WHOLE = "", None  # a dimension and value of its own


def numbers_by(scope: Scope, dimension: str) -> dict[Any, int]:
    """Return {value: commitments} of a dimension; one query."""
    counted = parts_in(scope).values_list(dimension).annotate(n=Count("entry", distinct=True))
    return dict(counted)


def tables(
    scope: Scope, commitments: int, numbers: Numbers
) -> tuple[Totals, dict[str, tuple[Row, ...]]]:
    """Return the total of a scope, and the rows of each dimension of `numbers`; two queries.

    How many commitments there are is said: `numbers` in each value, where any are (`numbers_by`).
    Of each dimension but that of makers.
    """
    found, dollars = _sums(scope, list(numbers))
    whole = found[_WHOLE]
    if whole.money.without_rate:
        _add_missing(scope, list(numbers), found)
    whole.commitments = commitments
    rows: dict[str, tuple[Row, ...]] = {}
    for name, counted in numbers.items():
        for value, number in counted.items():
            found[name, value].commitments = number
        values = sorted(counted, key=lambda value: (value is None, value or ""))
        if name != "year":
            values.sort(key=lambda value: (-dollars[name, value], -counted[value]))
        rows[name] = tuple(
            Row("" if value is None else str(value), "", found[name, value]) for value in values
        )
    return whole, rows


def _sums(
    scope: Scope, names: Sequence[str]
) -> tuple[dict[tuple[str, Any], Totals], dict[tuple[str, Any], int]]:
    """Return the money of each (dimension, value), and its whole dollars, which give the order."""
    found: dict[tuple[str, Any], Totals] = defaultdict(Totals)
    order: dict[tuple[str, Any], int] = defaultdict(int)
    no_rate = ExpressionWrapper(Q(cents=None), output_field=BooleanField())
    money = parts_in(scope).exclude(currency="").annotate(no_rate=no_rate)
    sums = money.values_list(*names, "currency", "is_new", "no_rate").annotate(
        **halves("thousandths"),
        **halves("cents"),
        dollars=Coalesce(Sum(F("cents") / 100, output_field=BigIntegerField()), 0),
    )
    for *row, high, low, usd_high, usd_low, dollars in sums:
        *values, currency, is_new, without = row
        amount = Decimal(joined(high, low)).scaleb(-3)
        usd = None if without else Decimal(joined(usd_high, usd_low)).scaleb(-2)
        for key in (_WHOLE, *zip(names, values, strict=True)):
            found[key].money.add(currency, amount, usd)
            found[key].kinds[KINDS[is_new][0]].add(currency, amount, usd)
            order[key] += dollars
    return found, order


def _add_missing(scope: Scope, names: Sequence[str], found: dict[tuple[str, Any], Totals]) -> None:
    """Say of how many commitments there is money without a rate: one with two lines is one."""
    rows = parts_in(scope).filter(cents=None).exclude(currency="")
    entries: dict[tuple[tuple[str, Any], str], set[int]] = defaultdict(set)
    for *values, currency, entry in rows.values_list(*names, "currency", "entry").distinct():
        for key in (_WHOLE, *zip(names, values, strict=True)):
            entries[key, currency].add(entry)
    for (key, currency), own in sorted(entries.items(), key=lambda one: one[0][1]):
        amount = found[key].money.without_rate[currency]
        found[key].missing = (*found[key].missing, Missing(currency, amount, len(own)))
