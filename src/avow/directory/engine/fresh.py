"""The entries that changed since the stock was put by, or all of a small forum's: read whole."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from pyroaring import BitMap

from avow.directory import search
from avow.directory.engine.kinds import FACET_NAMES, NO_AMOUNT, cents, day, instant
from avow.directory.engine.money import Group, gathered
from avow.directory.models import Entry, EntryTag, Part
from avow.directory.search.normalise import Term

STEP = 500  # entries read with one query


@dataclass(slots=True)
class Doc:
    """One entry as it is now."""

    key: int
    published: int
    starts: int
    ends: int
    amount: int
    sort_title: str
    title: str  # words, with a space before and after each
    text: str
    tags: list[tuple[str, str]] = field(default_factory=list)
    money: dict[Group, tuple[int, int]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)  # among those of the stock, by order


class Fresh:
    """Entries by a number of their own, 0 and up; a number is not used twice."""

    def __init__(self) -> None:
        self.docs: list[Doc | None] = []
        self.numbers: dict[int, int] = {}  # by key
        self.all = BitMap()
        self.facets: dict[str, dict[str, BitMap]] = {name: {} for name in FACET_NAMES}
        self._words: dict[str, BitMap] = defaultdict(BitMap)
        self._titles: dict[str, BitMap] = defaultdict(BitMap)
        self._sorted: list[str] | None = None

    def take(self, forum_id: int, keys: Sequence[int] | None) -> None:
        """Read entries anew; those that lists no longer show are forgotten. None: all of them."""
        if keys is None:
            rows = Entry.objects.listed_in(forum_id).order_by("published_at", "pk")
            keys = list(rows.values_list("pk", flat=True))
        for start in range(0, len(keys), STEP):
            self._take(forum_id, keys[start : start + STEP])
        self._sorted = None

    def _take(self, forum_id: int, keys: Sequence[int]) -> None:
        for key in keys:
            self._forget(key)
        words = {key: (title, text) for key, title, text in search.index().read(keys)}
        rows = Entry.objects.listed_in(forum_id).filter(pk__in=keys).order_by("published_at", "pk")
        for key, published, starts, ends, amount, sort_title in rows.values_list(
            "pk", "published_at", "starts_on", "ends_on", "amount_usd", "sort_title"
        ):
            title, text = words.get(key, ("", ""))
            days = day(starts), day(ends)
            words_in = f" {title} ", f" {text} "
            self._add(Doc(key, instant(published), *days, cents(amount), sort_title, *words_in))
        tags = EntryTag.objects.filter(entry__in=keys, facet__in=FACET_NAMES).order_by()
        for key, facet, value in tags.values_list("entry", "facet", "value"):
            if (number := self.numbers.get(key)) is not None:
                self.doc(number).tags.append((facet, value))
                self.facets[facet].setdefault(value, BitMap()).add(number)
        for key, money in gathered(money_rows(keys)).items():
            if (number := self.numbers.get(key)) is not None:
                self.doc(number).money = money

    def _add(self, doc: Doc) -> None:
        number = len(self.docs)
        self.docs.append(doc)
        self.numbers[doc.key] = number
        self.all.add(number)
        titles = set(doc.title.split())
        for word in titles:
            self._titles[word].add(number)
        for word in titles.union(doc.text.split()):
            self._words[word].add(number)

    def _forget(self, key: int) -> None:
        number = self.numbers.pop(key, None)
        if number is None:
            return
        doc = self.docs[number]
        assert doc is not None
        self.docs[number] = None
        self.all.discard(number)
        for word in set(doc.title.split()).union(doc.text.split()):
            self._words[word].discard(number)
        for word in set(doc.title.split()):
            self._titles[word].discard(number)
        for facet, value in doc.tags:
            self.facets[facet][value].discard(number)

    def doc(self, number: int) -> Doc:
        """Return a living entry."""
        found = self.docs[number]
        assert found is not None
        return found

    def saying(self, term: Term) -> BitMap:
        """Return the entries that hold a term."""
        found = self._phrase(term.words) if len(term.words) > 1 else self._of(term.words[0])
        return found | self._starting(term.start) if term.start else found

    def titled(self, word: Term) -> BitMap:
        """Return the entries with a word in their title."""
        found = self._titles.get(word.words[0], BitMap())
        for other in self._from(word.start) if word.start else ():
            if docs := self._titles.get(other):
                found = found | docs
        return found

    def near(self, word: str, longest: int) -> Iterable[tuple[str, int]]:
        """Yield words that begin alike and are about as long, and how many entries say them."""
        for other in self._from(word[:1]):
            if abs(len(other) - len(word)) <= longest and (found := self._words.get(other)):
                yield other, len(found)

    def _of(self, word: str) -> BitMap:
        return self._words.get(word, BitMap())

    def _phrase(self, words: Sequence[str]) -> BitMap:
        both = BitMap.intersection(*(self._of(word) for word in words))
        said = f" {' '.join(words)} "
        return BitMap(
            number
            for number in both
            if said in self.doc(number).text or said in self.doc(number).title
        )

    def _starting(self, start: str) -> BitMap:
        return BitMap.union(BitMap(), *(self._of(word) for word in self._from(start)))

    def _from(self, start: str) -> Iterable[str]:
        if self._sorted is None:
            self._sorted = sorted(self._words)
        place = bisect_left(self._sorted, start)
        while place < len(self._sorted) and self._sorted[place].startswith(start):
            yield self._sorted[place]
            place += 1

    def between(self, ranges: Mapping[str, tuple[int | None, int | None]]) -> BitMap:
        """Return the entries within ranges, see `asking.Ranges`."""
        return BitMap(number for number in self.all if _within(self.doc(number), ranges))

    def keys(self) -> Collection[int]:
        """Return the keys of all living entries."""
        return self.numbers.keys()


def _within(doc: Doc, ranges: Mapping[str, tuple[int | None, int | None]]) -> bool:
    for name, (low, high) in ranges.items():
        first, last = (doc.starts, doc.ends) if name == "runs" else (getattr(doc, name),) * 2
        if name == "amount" and first == NO_AMOUNT:
            return False
        if (low is not None and last < low) or (high is not None and first > high):
            return False
    return True


def money_rows(keys: Sequence[int]) -> QuerySet[Part, tuple[Any, ...]]:
    """Return (entry, currency, is_new, thousandths, cents) of all money of these entries."""
    rows = Part.objects.filter(entry__in=keys).exclude(currency="").order_by()
    return rows.values_list("entry", "currency", "is_new", "thousandths", "cents")
