"""Totals over the directory: commitments and money, whole and by one dimension; nothing twice.

The rule is attribution.py's (docs/counting.md): the parts of any breakdown make the same whole. Of
commitments that is not so, and pages say it: one in two coalitions is counted in both, and once in
the whole. Money without a rate is never zero dollars: it stands by itself, in its own currency.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, overload

from django.core.cache import cache
from django.db.models import (
    BigIntegerField,
    BooleanField,
    Count,
    ExpressionWrapper,
    F,
    Max,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from avow.directory.engine.shelf import Answered
from avow.directory.finding import Found
from avow.directory.models import Entry, Part, dataset_of
from avow.directory.query import Question

DIMENSIONS = {
    "coalition": _("Coalition"),
    "action": _("Action"),
    "type": _("Type of commitment"),
    "maker": _("Maker"),
    "country": _("Country of the maker"),
    "year": _("Year of the money"),
}
KINDS = {
    True: ("new", _("New money")),
    False: ("announced", _("Already announced")),
    None: ("unsaid", _("Not said whether new")),
}
_LIMB = 10**9  # two sums of halves: one sum of many large figures could overflow SQLite's integers
_KEPT = 3600  # seconds; the version in the key makes an old total unfindable long before
_SHAPE = 1  # of what is kept; a new one forgets the totals of an older release


@dataclass(frozen=True, slots=True)
class Scope:
    """Of which parts: of a forum, of the commitments found, of one maker, of one coalition.

    `question` chooses whole commitments, `maker` and `coalition` their parts.
    """

    forum_id: int
    question: Question | None = None
    maker: str = ""
    coalition: str = ""

    @property
    def asks(self) -> bool:
        """Return whether the question leaves anything out."""
        return self.question is not None and self.question.is_narrow


@dataclass(frozen=True, slots=True)
class Missing:
    """Money that has no rate into US dollars, and of how many commitments it is."""

    currency: str
    amount: Decimal
    commitments: int


@dataclass(slots=True)
class Sums:
    """Money in its own currencies, and in dollars as far as rates are known."""

    amounts: dict[str, Decimal] = field(default_factory=dict)
    usd: Decimal = Decimal(0)
    has_rate: bool = False  # whether any of it has one: without, dollars are unknown, not zero
    without_rate: dict[str, Decimal] = field(default_factory=dict)

    def add(self, currency: str, amount: Decimal, usd: Decimal | None) -> None:
        """Add a sum of one currency, all of it with a rate or all of it without."""
        self.amounts[currency] = self.amounts.get(currency, Decimal(0)) + amount
        if usd is None:
            self.without_rate[currency] = self.without_rate.get(currency, Decimal(0)) + amount
        else:
            self.usd += usd
            self.has_rate = True


@dataclass(slots=True)
class Totals:
    """How many commitments, and how much money in all and by whether it is new."""

    commitments: int = 0
    money: Sums = field(default_factory=Sums)
    kinds: dict[str, Sums] = field(
        default_factory=lambda: {code: Sums() for code, _title in KINDS.values()}
    )
    missing: tuple[Missing, ...] = ()

    @property
    def has_money(self) -> bool:
        """Return whether any money is pledged."""
        return bool(self.money.amounts)

    @property
    def amounts(self) -> list[tuple[str, Decimal]]:
        """Return the sums by currency, in the order of their codes."""
        return sorted(self.money.amounts.items())

    @property
    def by_kind(self) -> list[tuple[str, Sums]]:
        """Return the sums by whether the money is new, with words, without the empty ones."""
        return [
            (str(title), self.kinds[code])
            for code, title in KINDS.values()
            if self.kinds[code].amounts
        ]


@dataclass(frozen=True, slots=True)
class Row:
    """One value of a dimension; `key` "" is what is not shown or not said."""

    key: str
    name: str  # of a maker; "" for every other dimension
    totals: Totals


def parts_in(scope: Scope) -> "QuerySet[Part]":
    """Return the parts of a scope, in no order."""
    rows = Part.objects.filter(forum_id=scope.forum_id).order_by()
    if scope.maker:
        rows = rows.filter(maker=scope.maker)
    if scope.coalition:
        rows = rows.filter(coalition=scope.coalition)
    if scope.asks and scope.question is not None:
        rows = rows.filter(entry__in=scope.question.keys())
    return rows


def grand(scope: Scope) -> Totals:
    """Return the total of a scope; at most four queries, one where it is kept."""
    if scope.asks:
        return _grand(scope)
    version = dataset_of(scope.forum_id).version
    if not version:
        return _grand(scope)
    key = f"totals:{_SHAPE}:{version}:{scope.coalition}:{scope.maker.encode().hex()[:150]}"
    kept: Totals | None = cache.get(key)
    if kept is None:
        kept = _grand(scope)
        cache.set(key, kept, _KEPT)
    return kept


def of_found(found: Found) -> Totals | None:
    """Return the total of what was found in memory; None where the tables were asked."""
    if not isinstance(found, Answered):
        return None
    money = found.money()
    totals = Totals(commitments=found.count)
    for group, one in sorted(money.sums.items()):
        amount = Decimal(one.thousandths).scaleb(-3)
        usd = Decimal(one.cents).scaleb(-2) if group.has_rate else None
        totals.money.add(group.currency, amount, usd)
        totals.kinds[KINDS[group.is_new][0]].add(group.currency, amount, usd)
    totals.missing = tuple(
        Missing(code, totals.money.without_rate[code], number)
        for code, number in sorted(money.without_rate.items())
    )
    return totals


def _grand(scope: Scope) -> Totals:
    rows = parts_in(scope)
    found = _totals(rows, None).get("", Totals())
    if not (scope.maker or scope.coalition):
        # Each has a part: counting entries is cheaper than counting distinct parts.
        entries = (
            scope.question.found()
            if scope.question is not None
            else Entry.objects.listed_in(scope.forum_id)
        )
        found.commitments = entries.order_by().count()
    else:
        found.commitments = rows.aggregate(n=Count("entry", distinct=True))["n"]
    return found


def _totals(rows: "QuerySet[Part]", dimension: str | None) -> dict[str, Totals]:
    """Return {value: money} of the rows; two queries. Commitments are not counted here."""
    by = [dimension] if dimension else []
    found: dict[str, Totals] = defaultdict(Totals)
    money = rows.exclude(currency="")
    no_rate = ExpressionWrapper(Q(cents=None), output_field=BooleanField())
    grouped = money.annotate(no_rate=no_rate).values_list(*by, "currency", "is_new", "no_rate")
    sums = grouped.annotate(**halves("thousandths"), **halves("cents"))
    for *value, currency, is_new, without, high, low, usd_high, usd_low in sums:
        one = found[_key(value)]
        amount = Decimal(joined(high, low)).scaleb(-3)
        usd = None if without else Decimal(joined(usd_high, usd_low)).scaleb(-2)
        one.money.add(currency, amount, usd)
        one.kinds[KINDS[is_new][0]].add(currency, amount, usd)
    counts = (
        money.filter(cents=None)
        .values_list(*by, "currency")
        .annotate(n=Count("entry", distinct=True))
        .order_by("currency")
    )
    for *value, currency, number in counts:
        one = found[_key(value)]
        missing = Missing(currency, one.money.without_rate[currency], number)
        one.missing = (*one.missing, missing)
    return found


def halves(name: str) -> dict[str, Any]:
    """Return the sums of a column of whole numbers in two halves; `joined` makes them one."""
    whole = BigIntegerField()
    return {
        f"{name}_high": Coalesce(Sum(F(name) / _LIMB, output_field=whole), 0, output_field=whole),
        f"{name}_low": Coalesce(Sum(F(name) % _LIMB, output_field=whole), 0, output_field=whole),
    }


def joined(high: int, low: int) -> int:
    """Return the sum that was made in halves."""
    return high * _LIMB + low


def _key(value: Sequence[Any]) -> str:
    return "" if not value or value[0] is None else str(value[0])


class Breakdown(Sequence[Row]):
    """The rows of one dimension, the most dollars first (years in their order); for a paginator.

    A page costs four queries, however long it is.
    """

    def __init__(self, scope: Scope, dimension: str) -> None:
        if dimension not in DIMENSIONS:
            raise KeyError(dimension)
        self.scope, self.dimension = scope, dimension

    def __len__(self) -> int:
        found: int = parts_in(self.scope).values(self.dimension).distinct().count()
        return found

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        """Return rows in their order."""
        if isinstance(place, int):
            return self._rows(slice(place, place + 1))[0]
        return self._rows(place)

    def _rows(self, place: slice) -> list[Row]:
        rows, name = parts_in(self.scope), self.dimension
        counted = rows.values(name).annotate(
            n=Count("entry", distinct=True),
            label=Max("maker_name"),
            # Whole dollars: exact enough for an order, and far from overflowing.
            dollars=Coalesce(Sum(F("cents") / 100, output_field=BigIntegerField()), 0),
        )
        order = [F(name).asc(nulls_last=True)]
        if name != "year":
            order = [F("dollars").desc(), F("n").desc(), *order]
        page = list(counted.order_by(*order)[place])
        money = _totals(rows.filter(self._among([one[name] for one in page])), name)
        found = []
        for one in page:
            key = _key([one[name]])
            totals = money.get(key, Totals())
            totals.commitments = one["n"]
            found.append(Row(key, one["label"] if name == "maker" else "", totals))
        return found

    def _among(self, values: Iterable[Any]) -> Q:
        wanted = list(values)
        known = [value for value in wanted if value is not None]
        among = Q(**{f"{self.dimension}__in": known})
        return among | Q(**{f"{self.dimension}__isnull": True}) if None in wanted else among
