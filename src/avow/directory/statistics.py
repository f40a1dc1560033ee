"""How many commitments and makers a scope holds, of which kind and from where, and how much money.

A scope is what the directory's filters find (directory/query.py), so that every figure here can
be followed to its rows there. A commitment with two coalitions counts in both and once in the
whole; so does a maker. Kept by the version of the forum's data: never older than the last change.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Case, CharField, Count, QuerySet, Value, When

from avow.directory.keeping import keep
from avow.directory.models import Entry, EntryTag
from avow.directory.tables import numbers_by, tables
from avow.directory.totals import Row, Scope, Totals, parts_in
from avow.directory.vocabulary import FACETS
from avow.forums.models import Forum

MAKERS_BY = ("organisation_type", "region", "coalition")
MONEY_BY = ("coalition", "year")
SIDES = ("south", "north", "")  # "": the country is not shown
_MOST = 60  # values of a dimension; a forum has seven coalitions and a few years
_KEPT = 3600  # seconds; the version in the key makes an old figure unfindable long before
_SHAPE = 2  # of what is kept; a new one forgets the figures of an older release


@dataclass(frozen=True, slots=True)
class Figures:
    """`commitments_by` is {facet: {value: number}}, `makers_by` {dimension: {value: number}}."""

    commitments: int
    makers: int
    commitments_by: dict[str, dict[str, int]]
    makers_by: dict[str, dict[str, int]]
    commitments_sides: dict[str, int]  # {side: number}; one with two makers may be on both
    makers_sides: dict[str, int]
    money: Totals
    money_by: dict[str, tuple[Row, ...]]


def figures_of(forum: Forum, scope: Scope) -> Figures:
    """Return the figures of a scope; a constant number of queries, one where they are kept."""
    name = f"figures:{_SHAPE}:{name_of(scope)}"
    return keep(forum, name, _KEPT, lambda: counted(forum, scope))


def name_of(scope: Scope) -> str:
    """Return what a scope is kept under: the same for the same question."""
    question = scope.question
    chosen = sorted(question.chosen.items()) if question else []
    said = repr((question.words if question else "", chosen, scope.maker, scope.coalition))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def counted(forum: Forum, scope: Scope) -> Figures:
    """Count anew; five queries, up to eight where it is less plain."""
    commitments, by_facet = entries_in(scope).count(), _by_facet(scope)
    makers = _Makers(scope, forum.settings.south)
    numbers = {
        "coalition": _by_coalition(scope, by_facet, makers),
        "year": numbers_by(scope, "year"),
    }
    money, money_by = tables(scope, commitments, numbers)
    return Figures(
        commitments=commitments,
        makers=makers.number("all", ""),
        commitments_by=by_facet,
        makers_by={name: makers.by(name) for name in MAKERS_BY},
        commitments_sides=_commitments_sides(scope, forum.settings.south, makers, commitments),
        makers_sides={side: makers.number("side", side) for side in SIDES},
        money=money,
        money_by={name: money_by[name][:_MOST] for name in MONEY_BY},
    )


def entries_in(scope: Scope) -> "QuerySet[Entry]":
    """Return the listed commitments of a scope, in no order."""
    if scope.maker or scope.coalition or scope.asks:
        return Entry.objects.filter(pk__in=keys_in(scope)).order_by()
    return Entry.objects.listed_in(scope.forum_id).order_by()


def keys_in(scope: Scope) -> "QuerySet[Any, Any]":
    """Return the keys of the same commitments, some of them twice: for `in` alone."""
    if scope.maker:
        return parts_in(scope).values("entry")
    if scope.coalition:
        # One has a part in each coalition that it is tagged with; tags are fewer.
        tags = EntryTag.objects.filter(forum_id=scope.forum_id, facet="coalition").order_by()
        tags = tags.filter(value=scope.coalition)
        if scope.asks and scope.question is not None:
            tags = tags.filter(entry__in=scope.question.keys())
        return tags.values("entry")
    if scope.asks and scope.question is not None:
        return scope.question.keys()
    return entries_in(scope).values("pk")


def _by_facet(scope: Scope) -> dict[str, dict[str, int]]:
    if scope.asks or scope.maker or scope.coalition:
        # By entry, whose own tags stand together; the forum's would be read one and all.
        tags = EntryTag.objects.filter(entry__in=keys_in(scope)).order_by()
    else:
        tags = EntryTag.objects.filter(forum_id=scope.forum_id, facet__in=list(FACETS)).order_by()
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for facet, value, number in tags.values_list("facet", "value").annotate(Count("entry_id")):
        if facet in FACETS:
            found[facet][value] = number
    return dict(found)


class _Makers:
    """The makers of a scope by what they are, put together from their few rows; one query.

    The database would sort all parts once for each dimension.
    """

    def __init__(self, scope: Scope, south: Iterable[str]) -> None:
        self.found: dict[tuple[str, str], set[str]] = defaultdict(set)
        far = set(south)
        rows = parts_in(scope).values_list("maker", "country", *MAKERS_BY).distinct()
        for maker, country, *values in rows:
            side = "" if not country else "south" if country in far else "north"
            self.found["all", ""].add(maker)
            self.found["side", side].add(maker)
            for key in zip(MAKERS_BY, values, strict=True):
                self.found[key].add(maker)

    def number(self, name: str, value: str) -> int:
        """Return how many there are of a value."""
        return len(self.found.get((name, value), ()))

    def by(self, name: str) -> dict[str, int]:
        """Return {value: makers} of a dimension, the most first."""
        counted = [(value, len(own)) for (of, value), own in self.found.items() if of == name]
        return dict(sorted(counted, key=lambda one: (-one[1], one[0]))[:_MOST])


def _by_coalition(
    scope: Scope, by_facet: dict[str, dict[str, int]], makers: _Makers
) -> dict[str, int]:
    """Return how many commitments have a part in each coalition of a scope, and in none."""
    numbers = by_facet.get("coalition", {})
    if scope.coalition:
        return {code: n for code, n in numbers.items() if code == scope.coalition}
    if not makers.number("coalition", ""):
        return numbers
    rows = parts_in(scope).filter(coalition="")
    return numbers | {"": rows.aggregate(n=Count("entry", distinct=True))["n"]}


def _commitments_sides(
    scope: Scope, south: Iterable[str], makers: _Makers, commitments: int
) -> dict[str, int]:
    """Return how many are of the pack's South, of elsewhere, and of a country not shown."""
    there = [side for side in SIDES if makers.number("side", side)]
    if len(there) == 1:
        return {side: commitments * (side in there) for side in SIDES}
    of = Case(
        When(country="", then=Value("")),
        When(country__in=list(south), then=Value("south")),
        default=Value("north"),
        output_field=CharField(),
    )
    sides = parts_in(scope).annotate(side=of).values_list("side")
    found = dict(sides.annotate(n=Count("entry", distinct=True)))
    return {side: found.get(side, 0) for side in SIDES}


def dollars(row: Row) -> Decimal | None:
    """Return a row's US dollars, None where none of its money has a rate."""
    money = row.totals.money
    if not money.amounts:
        return Decimal(0)
    return money.usd if money.has_rate else None
