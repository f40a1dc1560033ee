"""The entries of a stock: facets in memory, words read when they are asked for and kept a while.

Entries are numbered 0 and up in the order of publication, so the newest are the highest.
"""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from django.db import connection
from pyroaring import BitMap

from avow.directory.engine.kinds import (
    COLUMN,
    FACET_NAMES,
    MONEY,
    NO_AMOUNT,
    PAIR,
    SHORT,
    START,
    TITLE,
    TRIPLE,
    WORD,
    Array,
    frequent,
    numbers_of,
    of_mask,
)
from avow.directory.engine.money import Column, Group
from avow.directory.models import Entry, Posting, Stock
from avow.directory.search import index
from avow.directory.search.normalise import Term

KEPT = 48 * 1024 * 1024  # bytes of words that a process keeps
_EMPTY = BitMap()
_LOOK_UP = """SELECT kind, term, number, docs FROM directory_posting
WHERE stock = %s AND kind = %s AND term = %s"""
_TYPES = {
    "key": np.int64, "published": np.int64, "starts": np.int32, "ends": np.int32,
    "amount": np.int64, "title": np.uint32,
}  # fmt: skip


class Base:
    """One stock, as a process reads it; one without a name is empty.

    Raises Gone when a newer one has taken its place.
    """

    def __init__(self, stock: Stock) -> None:
        self.name, self.size, self.forum_id = stock.name, stock.size, stock.forum_id
        rows = Posting.objects.order_by()
        self._postings = rows.filter(stock=stock.name) if stock.name else rows.none()
        self.keys = self._column("key")
        self.facets: dict[str, dict[str, BitMap]] = {name: {} for name in FACET_NAMES}
        rows = self._postings.filter(kind__in=FACET_NAMES)
        for facet, value, docs in rows.values_list("kind", "term", "docs").iterator():
            self.facets[facet][bytes(value).decode()] = BitMap.deserialize(bytes(docs))
        self.all = BitMap(range(self.size))
        self.gone = BitMap()  # changed since: they are among the fresh ones, or nowhere
        self._order = np.argsort(self.keys, kind="stable")
        self._kept: OrderedDict[tuple[str, str], tuple[BitMap, int]] = OrderedDict()
        self._bytes = 0

    def numbers_of(self, keys: Iterable[int]) -> Array:
        """Return the numbers of those entries that are in the stock."""
        return numbers_of(self.keys, np.fromiter(keys, np.int64), self._order)

    def _column(self, name: str) -> Array:
        if not self.name:
            return np.empty(0, _TYPES[name])
        row = self._postings.filter(kind=COLUMN, term=name.encode()).first()
        if row is None:
            raise Gone(self.name)
        return np.frombuffer(bytes(row.docs), _TYPES[name])

    @cached_property
    def published(self) -> Array:
        """Return when each entry was published, in microseconds."""
        return self._column("published")

    @cached_property
    def starts(self) -> Array:
        """Return the first day of each."""
        return self._column("starts")

    @cached_property
    def ends(self) -> Array:
        """Return the last day of each."""
        return self._column("ends")

    @cached_property
    def amount(self) -> Array:
        """Return the cents of each, or NO_AMOUNT."""
        return self._column("amount")

    @cached_property
    def by_title(self) -> Array:
        """Return the numbers in the order of titles."""
        return self._column("title")

    @cached_property
    def title_places(self) -> Array:
        """Return the place of each number in that order."""
        return _inverse(self.by_title)

    @cached_property
    def by_amount(self) -> Array:
        """Return the numbers in the order of amounts, the largest first, the newer keys first."""
        return np.lexsort((-self.keys, -self.amount)).astype(np.uint32)

    @cached_property
    def amount_places(self) -> Array:
        """Return the place of each number in that order."""
        return _inverse(self.by_amount)

    @cached_property
    def money(self) -> dict[Group, Column]:
        """Return the money of all entries by group."""
        rows = self._postings.filter(kind=MONEY)
        return {
            Group.from_term(bytes(term).decode()): Column.from_bytes(bytes(docs), number)
            for term, number, docs in rows.values_list("term", "number", "docs")
        }

    def saying(self, term: Term) -> BitMap:
        """Return the entries that hold a term."""
        found = self._phrase(term.words) if len(term.words) > 1 else self.word(term.words[0])
        return found | self._starting(term.start) if term.start else found

    def titled(self, word: Term) -> BitMap:
        """Return the entries with a word in their title."""
        found = self.word(word.words[0], TITLE)
        return found | self._range(TITLE, word.start) if word.start else found

    def word(self, word: str, kind: str = WORD) -> BitMap:
        """Return the entries that say a word."""
        return self._read(kind, word)[0]

    def learn(self, words: Iterable[tuple[str, str]]) -> None:
        """Read several (kind, word) at once, those that are not known yet."""
        wanted = [pair for pair in dict.fromkeys(words) if pair not in self._kept]
        rows = self._looked_up(wanted) if wanted and self.name else {}
        for pair in wanted:
            number, docs = rows.get(pair, (0, None))
            self._keep(pair, _EMPTY if docs is None else BitMap.deserialize(bytes(docs)), number)

    def _looked_up(self, wanted: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Any]:
        # One lookup for each: either database reads all words for an OR over two columns.
        each = " UNION ALL ".join([_LOOK_UP] * len(wanted))
        values = [part for kind, word in wanted for part in (self.name, kind, word.encode())]
        with connection.cursor() as cursor:
            cursor.execute(each, values)
            return {(kind, bytes(term).decode()): (n, docs) for kind, term, n, docs in cursor}

    def near(self, word: str, longest: int) -> Iterable[tuple[str, int]]:
        """Yield words that begin alike and are about as long, and how many entries say them."""
        low, high = word[:1].encode(), _after(word[:1])
        rows = self._postings.filter(kind=WORD, term__gte=low, term__lt=high)
        for term, number in rows.values_list("term", "number").iterator():
            other = bytes(term).decode()
            if abs(len(other) - len(word)) <= longest:
                yield other, number

    def _phrase(self, words: Sequence[str]) -> BitMap:
        known = "phrase", " ".join(words)
        if known in self._kept:
            self._kept.move_to_end(known)
            return self._kept[known][0]
        self.learn((WORD, word) for word in words)
        both = BitMap.intersection(*(self.word(word) for word in words))
        often = frequent(self.size)
        if both and all(self._read(WORD, word)[1] >= often for word in words):
            # Two or three words are known as such; of more, no three that are not side by side.
            most = min(len(words), 3)
            kind = PAIR if most == 2 else TRIPLE
            runs = [" ".join(words[at : at + most]) for at in range(len(words) - most + 1)]
            self.learn((kind, run) for run in runs)
            both = BitMap.intersection(*(self.word(run, kind) for run in runs))
            is_said = len(words) == most
        else:
            is_said = False
        if both and not is_said:
            both &= self._found_by_database(words)
        self._keep(known, both, len(both))
        return both

    def _found_by_database(self, words: Sequence[str]) -> BitMap:
        """Return the entries with a phrase, as the database finds it: it knows the places."""
        matching = index().matches((Term(tuple(words)),))
        rows = Entry.objects.filter(forum=self.forum_id, pk__in=matching).order_by()
        keys = rows.values_list("pk", flat=True).iterator(chunk_size=10_000)
        return BitMap(self.numbers_of(keys).astype(np.uint32))

    def _starting(self, start: str) -> BitMap:
        return self.word(start, START) if len(start) <= SHORT else self._range(WORD, start)

    def _range(self, kind: str, start: str) -> BitMap:
        known = f"{kind}*", start
        if known not in self._kept:
            rows = self._postings.filter(
                kind=kind, term__gte=start.encode(), term__lt=_after(start)
            )
            docs = [BitMap.deserialize(bytes(one)) for one in rows.values_list("docs", flat=True)]
            found = BitMap.union(BitMap(), *docs)
            self._keep(known, found, len(found))
        self._kept.move_to_end(known)
        return self._kept[known][0]

    def _read(self, kind: str, word: str) -> tuple[BitMap, int]:
        if (kind, word) not in self._kept:
            self.learn([(kind, word)])
        self._kept.move_to_end((kind, word))
        return self._kept[kind, word]

    def _keep(self, pair: tuple[str, str], docs: BitMap, number: int) -> None:
        self._kept[pair] = docs, number
        self._bytes += _room(docs)
        # The newest stay, whatever their size: a question needs its own words until it is answered.
        while self._bytes > KEPT and len(self._kept) > 100:
            _pair, (old, _number) = self._kept.popitem(last=False)
            self._bytes -= _room(old)

    def between(self, ranges: Mapping[str, tuple[int | None, int | None]]) -> BitMap:
        """Return the entries within ranges, see `asking.Ranges`."""
        mask = np.ones(self.size, np.bool_)
        for name, (low, high) in ranges.items():
            first, last = (self.starts, self.ends) if name == "runs" else (getattr(self, name),) * 2
            if name == "amount":
                mask &= first != NO_AMOUNT
            if low is not None:
                mask &= last >= low
            if high is not None:
                mask &= first <= high
        return of_mask(mask)


class Gone(Exception):
    """The stock was taken away while it was read."""


def _after(start: str) -> bytes:
    """Return the first bytes after all that begin with these; UTF-8 has no byte 255."""
    return start.encode() + b"\xff"


def _inverse(order: Array) -> Array:
    """Return the place of each number in an order."""
    places = np.empty(order.size, np.uint32)
    places[order] = np.arange(order.size, dtype=np.uint32)
    return places


def _room(docs: BitMap) -> int:
    known = docs.get_statistics()
    arrays, runs = known["n_bytes_array_containers"], known["n_bytes_run_containers"]
    return arrays + runs + known["n_bytes_bitset_containers"] + 200
