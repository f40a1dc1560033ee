"""Which entries stand from one place to another of an answer, in the order asked for."""

from bisect import bisect_left
from typing import Any

import numpy as np
from pyroaring import BitMap

from avow.directory.engine.base import Base
from avow.directory.engine.fresh import Doc, Fresh
from avow.directory.engine.kinds import Array
from avow.directory.models import Entry
from avow.directory.states import Sort


class Order:
    """One order over a stock and what changed since."""

    def __init__(self, base: Base, fresh: Fresh, sort: Sort) -> None:
        self.base, self.fresh = base, fresh
        self.sort = Sort.NEWEST if sort == Sort.RELEVANCE else sort

    def keys(self, old: BitMap, new: BitMap, start: int, stop: int) -> list[int]:
        """Return the keys from `start` to before `stop` of the hits in both parts."""
        stop = min(stop, len(old) + len(new))
        if start >= stop:
            return []
        docs = self._new(new)
        ordered = _Sorted(self, old, stop)
        # Where each changed entry stands among all hits.
        places = [ordered.before(doc) + number for number, doc in enumerate(docs)]
        first, last = bisect_left(places, start), bisect_left(places, stop)
        found = {place: docs[number].key for number, place in enumerate(places[first:last], first)}
        rest = iter(ordered.slice(start - first, stop - last))
        return [found[place] if place in found else next(rest) for place in range(start, stop)]

    def _new(self, new: BitMap) -> list[Doc]:
        docs = [doc for number in new if (doc := self.fresh.docs[number]) is not None]
        docs.sort(key=self.key_of)
        return docs

    def key_of(self, doc: Doc) -> tuple[Any, ...]:
        """Return what a changed entry is sorted by."""
        if self.sort == Sort.TITLE:
            return (self.place(doc), doc.sort_title, doc.key)
        return (-(doc.amount if self.sort == Sort.AMOUNT else doc.published), -doc.key)

    def numbers(self) -> Array:
        """Return the numbers of the stock in this order, where it is not that of publication."""
        return self.base.by_title if self.sort == Sort.TITLE else self.base.by_amount

    def places(self) -> Array:
        """Return the place of each number in this order, as above."""
        return self.base.title_places if self.sort == Sort.TITLE else self.base.amount_places

    def place(self, doc: Doc) -> int:
        """Return how many entries of the whole stock come before a changed one."""
        found = doc.places.get(self.sort)
        if found is None:
            found = self._title_place(doc) if self.sort == Sort.TITLE else self._number_place(doc)
            doc.places[self.sort] = found
        return int(found)

    def _number_place(self, doc: Doc) -> int:
        base, wanted = self.base, self.key_of(doc)
        by_amount = self.sort == Sort.AMOUNT
        values = base.amount if by_amount else base.published

        def key(place: int) -> tuple[int, int]:
            number = base.by_amount[place] if by_amount else base.size - 1 - place
            return -int(values[number]), -int(base.keys[number])

        return bisect_left(range(base.size), wanted, key=key)

    def _title_place(self, doc: Doc) -> int:
        """Return it by the order of the database: where the next title of the stock stands."""
        rows = Entry.objects.listed_in(self.base.forum_id).after_title(doc.sort_title, doc.key)
        for key in rows.values_list("pk", flat=True).iterator(chunk_size=50):
            if key in self.fresh.numbers:
                continue
            numbers = self.base.numbers_of([key])
            if numbers.size:
                return int(self.base.title_places[numbers[0]])
        return self.base.size


class _Sorted:
    """The hits in the stock, sorted as far as is needed."""

    def __init__(self, order: Order, hits: BitMap, stop: int) -> None:
        self.order, self.hits, self.total = order, hits, len(hits)
        self._ranks: Array | None = None
        if order.sort != Sort.NEWEST:
            ranks = order.places()[hits.to_array()]
            if stop < self.total:
                ranks = np.partition(ranks, stop)[: stop + 1]
            self._ranks = np.sort(ranks)

    def before(self, doc: Doc) -> int:
        """Return how many hits come before a changed entry; beyond `stop` at least `stop`."""
        place = self.order.place(doc)
        if self._ranks is not None:
            return int(np.searchsorted(self._ranks, place))
        oldest = self.order.base.size - place  # entries with this number and higher are newer
        return self.total - (self.hits.rank(oldest - 1) if oldest else 0)

    def slice(self, start: int, stop: int) -> list[int]:
        """Return the keys of the hits from one place to before another."""
        if start >= stop:
            return []
        keys = self.order.base.keys
        if self._ranks is not None:
            numbers: Any = self.order.numbers()[self._ranks[start:stop]]
        else:
            numbers = self.hits[self.total - stop : self.total - start].to_array()[::-1]
        return [int(keys[number]) for number in numbers]
