"""Figures by place and by currency, as they may be told today.

All figures of a report are frozen, and none of those in the database ever changes. But a row whose
place may not be named any more, since its maker asked for protection, would be found again behind
the figures of its country, or by subtraction from them. So figures by place count what may be
shown (withheld.with_places): such a row moves to those without a place. The others stay.
"""

import hashlib
import json
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache

from avow.annual.figures import Facts, counted
from avow.annual.models import AnnualReport
from avow.annual.rows import Row
from avow.annual.withheld import (
    KEPT,
    NO_CURRENCY,
    Shown,
    is_veiled,
    shown,
    while_unchanged,
    with_places,
)
from avow.directory.attribution import UNNAMED
from avow.directory.models import Entry, Part

BATCH = 500
_BY = frozenset({"country", "region", "side"})


@dataclass(frozen=True, slots=True)
class Moved:
    """Which rows moved, by their places, and what figures by place are by now.

    `values` has the figures that differ from the frozen ones, `added` the rows that moved and are
    behind a figure now.
    """

    rows: frozenset[int] = frozenset()
    values: Mapping[str, int] = field(default_factory=dict)
    added: Mapping[str, list[int]] = field(default_factory=dict)

    def is_gone(self, name: str) -> bool:
        """Return whether nothing is left of a figure: its name alone would tell the place."""
        return self.values.get(name) == 0 and ".side." not in name

    def places(self, name: str, frozen: "array[int]") -> "array[int]":
        """Return the places of the rows behind a figure, in order."""
        if not self.rows or not is_placed(name):
            return frozen
        return array("I", sorted({*frozen} - self.rows | {*self.added.get(name, ())}))


def is_placed(name: str) -> bool:
    """Return whether a figure is one of places or of a currency, which tells a place too."""
    words = name.partition("@")[0].split(".")
    return words[0] == "currency" or (len(words) > 2 and words[1] in _BY)


def moved(report: AnnualReport) -> Moved:
    """Return what moved; one query while nothing in the forum changes."""
    return while_unchanged(report, f"moved:{report.pk}", lambda: _moved(report))


def _moved(report: AnnualReport) -> Moved:
    suspects = _suspects(report)
    if not suspects:
        return Moved()
    said = json.dumps([[place, *sorted(makers)] for place, makers in sorted(suspects.items())])
    key = f"annual:moved:{report.pk}:{hashlib.sha256(said.encode()).hexdigest()}"
    kept: Moved | None = cache.get(key)
    if kept is None:
        kept = _counted_again(report, set(suspects))
        cache.set(key, kept, KEPT)
    return kept


def _suspects(report: AnnualReport) -> dict[int, set[str]]:
    """Return {place of a row: its makers today} where one is withheld, or all; three queries."""
    places = dict(report.rows.filter(is_listed=True).order_by().values_list("ref", "place"))
    entries = Entry.objects.filter(forum=report.forum_id).order_by()
    listed = dict(entries.values_list("ref", "is_listed"))
    found: dict[int, set[str]] = {
        place: set() for ref, place in places.items() if not listed.get(ref)
    }
    withheld = Part.objects.filter(forum=report.forum_id, maker__startswith=UNNAMED)
    parts = Part.objects.filter(entry__in=withheld.order_by().values("entry")).order_by()
    for ref, maker in parts.values_list("entry__ref", "maker").distinct():
        if ref in places:
            found.setdefault(places[ref], set()).add(maker)
    return found


def _counted_again(report: AnnualReport, suspects: set[int]) -> Moved:
    """Count rows as they were frozen and as they may be shown, and keep what differs.

    A maker counts once: other rows of its country may hold it too, and are counted with them.
    """
    before, after = _Tally(), _Tally()
    added: dict[str, list[int]] = defaultdict(list)
    rows, lost = set(), set()
    for place, row, today in _rows(report, sorted(suspects)):
        veiled = [one for one in row["parts"] if is_veiled(one, today)]
        lost |= {one["country"] for one in veiled}
        before.take(row, report.facts)
        names = after.take(with_places(row, today), report.facts)
        if veiled:
            rows.add(place)
            for name in names:
                added[name].append(place)
    for _place, row, today in _rows(report, sorted(_of(report, lost) - suspects)):
        before.take(row, report.facts)
        after.take(with_places(row, today), report.facts)
    known = before.names | after.names
    frozen = dict(report.figures.filter(name__in=sorted(known)).values_list("name", "value"))
    values = {name: (frozen.get(name) or 0) + after.of(name) - before.of(name) for name in known}
    changed = {name: one for name, one in values.items() if one != frozen.get(name, 0)}
    return Moved(frozenset(rows), changed, dict(added))


def _of(report: AnnualReport, countries: Collection[str]) -> set[int]:
    """Return the places of the rows that have a maker of these countries."""
    names = [f"makers.country.{one}" for one in countries if one]
    return {place for one in report.figures.filter(name__in=names) for place in one.places}


class _Tally:
    """What some rows add to figures by place."""

    def __init__(self) -> None:
        self._sums: dict[str, int] = defaultdict(int)
        self._known: dict[str, set[str]] = defaultdict(set)

    def take(self, row: Row, facts: Facts) -> frozenset[str]:
        """Count a row; return the figures by place that it adds to."""
        names: set[str] = set()
        for name, amount, identity in counted(row, facts):
            if not is_placed(name) or NO_CURRENCY in name:
                continue
            names.add(name)
            if identity:
                self._known[name].add(identity)
            else:
                self._sums[name] += amount
        return frozenset(names)

    @property
    def names(self) -> set[str]:
        """Return the figures that something was added to."""
        return {*self._sums, *self._known}

    def of(self, name: str) -> int:
        """Return what a figure is of these rows alone."""
        return self._sums.get(name, 0) + len(self._known.get(name, ()))


def _rows(report: AnnualReport, places: Sequence[int]) -> Iterator[tuple[int, Row, Shown | None]]:
    """Yield rows with what may be shown of them; four queries for each five hundred."""
    for start in range(0, len(places), BATCH):
        batch = report.rows.filter(place__in=places[start : start + BATCH])
        found = list(batch.order_by("place").values_list("place", "content"))
        today = shown(report, [row["ref"] for _place, row in found])
        for place, row in found:
            yield place, row, today.get(row["ref"])
