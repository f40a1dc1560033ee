"""A forum's entries as one process counts them: always those of the last commit.

Each question looks at the forum's Dataset; if entries changed, only those that did are read anew.
"""

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import RLock

from pyroaring import BitMap

from avow.directory.engine import asking
from avow.directory.engine.asking import Asked
from avow.directory.engine.base import Base, Gone
from avow.directory.engine.fresh import Fresh
from avow.directory.engine.kinds import MANY, SMALL, TITLE, WORD
from avow.directory.engine.mistakes import nearest
from avow.directory.engine.money import Money, of_columns, of_rows, together
from avow.directory.engine.ordering import Order
from avow.directory.models import Change, Entry, Stock, dataset_of
from avow.directory.search.normalise import Term
from avow.directory.states import Sort

FORUMS = 8  # that a process holds at once


class Shelf:
    """The stock of a forum and what changed since, for one process; threads take turns."""

    def __init__(self, forum_id: int) -> None:
        self.forum_id = forum_id
        self.lock = RLock()
        self.base = Base(Stock(forum_id=forum_id, name="", size=0))
        self.fresh = Fresh()
        self._version: str | None = None
        self._position = 0

    def is_current(self) -> bool:
        """Bring it to the last commit; return False if there is too much to read for that."""
        data = dataset_of(self.forum_id)
        version, position = data.entries, data.position
        if version == self._version:
            return True
        if self._version is not None and self._follow(version, position):
            return True
        self._version = None
        try:
            return self._load(version, position)
        except Gone:  # a newer stock took its place just now
            return self._load(version, position)

    def _load(self, version: str, position: int) -> bool:
        stock = Stock.objects.filter(forum=self.forum_id).first()
        if stock is None:
            rows = Entry.objects.listed_in(self.forum_id).order_by()
            if rows[: SMALL + 1].count() > SMALL:
                return False
            self.base = Base(Stock(forum_id=self.forum_id, name="", size=0))
            self.fresh = Fresh()
            self.fresh.take(self.forum_id, None)
            self._version, self._position = version, position
            return True
        if self.base.name != stock.name:
            self.base = Base(stock)
        self.base.gone = BitMap()
        self.fresh = Fresh()
        self._version, self._position = stock.version, stock.position
        if version == stock.version or self._follow(version, position):
            return True
        self._version = None
        return False

    def _follow(self, version: str, position: int) -> bool:
        """Read what changed between what is known and the last commit."""
        if position <= self._position:
            return False  # a backup was restored, or a transaction rolled back
        rows = Change.objects.filter(
            forum=self.forum_id, position__gte=self._position, position__lte=position
        )
        changes = list(rows.values_list("position", "version", "keys")[: MANY + 2])
        if self._position:
            if changes[:1] == [] or changes[0][:2] != (self._position, self._version):
                return False
            changes = changes[1:]
        if len(changes) != position - self._position or changes[-1][1] != version:
            return False
        keys: set[int] = set()
        for _position, _version, own in changes:
            if own is None:
                return False
            keys.update(own)
        if len(keys | set(self.fresh.keys())) > MANY:
            return False
        self.fresh.take(self.forum_id, sorted(keys))
        self.base.gone |= BitMap(self.base.numbers_of(keys))
        self._version, self._position = version, position
        return True

    def find(self, asked: Asked) -> "Answered":
        """Answer a question; if no entry says its words, with those that come close."""
        with self.lock:
            halves = self._halves(asked)
            near: tuple[str, ...] = ()
            if asked.needle and not any(one.is_anything for one in halves):
                needle, near = self._forgiving(asked.needle)
                if near:
                    asked = replace(asked, needle=needle)
                    halves = self._halves(asked)
            return Answered(self, asked, halves, near)

    def _halves(self, asked: Asked) -> list[asking.Half]:
        self.base.learn(
            (kind, word) for term in asked.needle for word in term.words for kind in (WORD, TITLE)
        )
        living = self.base.all - self.base.gone if self.base.gone else self.base.all
        return [
            asking.half(self.base, living, asked),
            asking.half(self.fresh, self.fresh.all, asked),
        ]

    def _forgiving(self, needle: tuple[Term, ...]) -> tuple[tuple[Term, ...], tuple[str, ...]]:
        """Return the question with the nearest known word for each unknown one, and the unknown."""
        found: list[Term] = []
        unknown: list[str] = []
        for term in needle:
            word = term.words[0]
            if len(term.words) > 1 or self.base.saying(term) or self.fresh.saying(term):
                found.append(term)
                continue
            other = nearest(word, (self.base.near, self.fresh.near))
            if other is None:
                return needle, ()
            unknown.append(term.start or word)
            found.append(Term((other,)))
        return tuple(found), tuple(unknown)


class Answered:
    """What a shelf answered: how many, of which values, and which, in an order."""

    def __init__(
        self, shelf: Shelf, asked: Asked, halves: list[asking.Half], near: tuple[str, ...]
    ) -> None:
        self._shelf, self._asked, self._halves = shelf, asked, halves
        self.near = near  # words that nobody says; others like them were taken instead
        self.needle = asked.needle
        self.count = sum(len(one.hits) for one in halves)
        self._base, self._fresh = shelf.base, shelf.fresh

    def counts(self) -> dict[str, dict[str, int]]:
        """Return {facet: {value: how many}}; a facet's own choice does not count for itself."""
        return asking.counts(self._halves)

    def money(self) -> Money:
        """Return the sums of their money."""
        with self._shelf.lock:
            old, new = (one.hits for one in self._halves)
            docs = ((number, self._fresh.docs[number]) for number in new)
            return together(
                [
                    of_columns(self._base.money, old, self._base.size),
                    of_rows((number, doc.money) for number, doc in docs if doc is not None),
                ]
            )

    def keys(self, sort: Sort, start: int, stop: int) -> list[int]:
        """Return the keys of the entries from one place to before another."""
        with self._shelf.lock:
            order = Order(self._base, self._fresh, sort)
            if sort != Sort.RELEVANCE:
                old, new = (one.hits for one in self._halves)
                return order.keys(old, new, start, stop)
            found: list[int] = []
            for old, new in self._tiers():
                size = len(old) + len(new)
                found += order.keys(old, new, max(start, 0), max(stop, 0))
                start, stop = start - size, stop - size
            return found

    def _tiers(self) -> Iterator[tuple[BitMap, BitMap]]:
        old, new = (asking.tiers(one, self._asked.needle) for one in self._halves)
        yield from zip(old, new, strict=True)


_SHELVES: OrderedDict[int, Shelf] = OrderedDict()
_LOCK = RLock()


@contextmanager
def shelf_of(forum_id: int) -> Iterator[Shelf | None]:
    """Yield the forum's shelf as of the last commit; None while there is too much to read."""
    with _LOCK:
        shelf = _SHELVES.get(forum_id)
        if shelf is None:
            shelf = _SHELVES[forum_id] = Shelf(forum_id)
        _SHELVES.move_to_end(forum_id)
        while len(_SHELVES) > FORUMS:
            _SHELVES.popitem(last=False)
    with shelf.lock:
        yield shelf if shelf.is_current() else None
