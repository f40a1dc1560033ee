"""How many commitments and makers a scope holds, of which kind and from where, and how much money.

A scope is what the directory's filters find (directory/query.py), so that every figure here can
be followed to its rows there. A commitment with two coalitions counts in both and once in the
whole; so does a maker. Kept by the version of the forum's data: never older than the last change.
"""

import hashlib
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet

from avow.directory.models import Dataset, Entry, EntryTag, Part
from avow.directory.totals import Breakdown, Row, Scope, Totals, grand, parts_in
from avow.directory.vocabulary import FACETS
from avow.forums.models import Forum

MAKERS_BY = ("organisation_type", "region", "coalition")
MONEY_BY = ("coalition", "year")
SIDES = ("south", "north", "")  # "": the country is not shown
_MOST = 60  # values of a dimension; a forum has seven coalitions and a few years
_KEPT = 3600  # seconds; the version in the key makes an old figure unfindable long before
_SHAPE = 1  # of what is kept; a new one forgets the figures of an older release


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
    version = Dataset.objects.filter(forum=forum).values_list("version", flat=True).first()
    if version is None:
        return _counted(forum, scope)
    key = f"figures:{_SHAPE}:{version}:{name_of(scope)}"
    kept: Figures | None = cache.get(key)
    if kept is None:
        kept = _counted(forum, scope)
        cache.set(key, kept, _KEPT)
    return kept


def name_of(scope: Scope) -> str:
    """Return what a scope is kept under: the same for the same question."""
    question = scope.question
    chosen = sorted(question.chosen.items()) if question else []
    said = repr((question.words if question else "", chosen, scope.maker, scope.coalition))
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _counted(forum: Forum, scope: Scope) -> Figures:
    parts, entries = parts_in(scope), entries_in(scope)
    south = list(forum.settings.south)
    return Figures(
        commitments=entries.count(),
        makers=_number(parts, "maker"),
        commitments_by=_by_facet(scope, entries),
        makers_by={name: _makers_by(parts, name) for name in MAKERS_BY},
        commitments_sides=_sides(parts, south, "entry"),
        makers_sides=_sides(parts, south, "maker"),
        money=grand(scope),
        money_by={name: tuple(Breakdown(scope, name)[:_MOST]) for name in MONEY_BY},
    )


def entries_in(scope: Scope) -> "QuerySet[Entry]":
    """Return the listed commitments of a scope, in no order."""
    if scope.maker or scope.coalition:
        return Entry.objects.filter(pk__in=parts_in(scope).values("entry")).order_by()
    if scope.question is not None:
        return scope.question.found().order_by()
    return Entry.objects.listed_in(scope.forum_id).order_by()


def _by_facet(scope: Scope, entries: "QuerySet[Entry]") -> dict[str, dict[str, int]]:
    tags = EntryTag.objects.filter(forum_id=scope.forum_id, facet__in=list(FACETS)).order_by()
    if scope.asks or scope.maker or scope.coalition:
        tags = tags.filter(entry__in=entries.values("pk"))
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for facet, value, number in tags.values_list("facet", "value").annotate(Count("entry_id")):
        found[facet][value] = number
    return dict(found)


def _number(parts: "QuerySet[Part]", of: str) -> int:
    number: int = parts.aggregate(n=Count(of, distinct=True))["n"]
    return number


def _makers_by(parts: "QuerySet[Part]", name: str) -> dict[str, int]:
    counted = parts.values_list(name).annotate(n=Count("maker", distinct=True))
    return {str(value or ""): number for value, number in counted.order_by("-n", name)[:_MOST]}


def _sides(parts: "QuerySet[Part]", south: list[str], of: str) -> dict[str, int]:
    """Return how many are of the pack's South, of elsewhere, and of a country not shown."""
    places = {
        "south": Q(country__in=south),
        "north": ~Q(country="") & ~Q(country__in=south),
        "": Q(country=""),
    }
    counted = {
        f"side_{side}": Count(of, filter=where, distinct=True) for side, where in places.items()
    }
    found = parts.aggregate(**counted)
    return {side: found[f"side_{side}"] for side in SIDES}


def dollars(row: Row) -> Decimal | None:
    """Return a row's US dollars, None where none of its money has a rate."""
    money = row.totals.money
    if not money.amounts:
        return Decimal(0)
    return money.usd if money.has_rate else None
