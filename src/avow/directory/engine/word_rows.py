"""Which entries say which words, and which frequent words side by side: of all entries at once.

Words become numbers, a text becomes a run of numbers with a gap after title and text. Sorting those
of some thousands of texts together gives the entries of each word; a file of the machine keeps the
runs until it is known which words are frequent.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile
from typing import IO, Any

import numpy as np
from pyroaring import BitMap

from avow.directory.engine.kinds import PAIR, SHORT, START, TITLE, TRIPLE, WORD, Array, frequent

TEXTS = 20_000  # sorted together
_GAP = -1
Row = tuple[str, str, int, bytes]
Text = tuple[int, list[str], list[str]]


class Words:
    """The words of all texts, taken in one after the other."""

    def __init__(self, file: IO[bytes]) -> None:
        self._codes: dict[str, int] = {}
        self._file = file
        self._said: dict[int, BitMap] = {}
        self._titled: dict[int, BitMap] = {}
        self._batches: list[int] = []  # how long the run of each is
        self.texts = 0
        self._begin()

    def _begin(self) -> None:
        self._run, self._titles = array("i"), array("i")
        self._numbers, self._lengths, self._title_lengths = array("q"), array("q"), array("q")

    def take(self, number: int, title: list[str], text: list[str]) -> None:
        """Take in the words of one entry; numbers ascend."""
        codes = self._codes
        head = [codes.setdefault(word, len(codes)) for word in title]
        self._run.extend(head)
        self._run.append(_GAP)
        self._run.extend([codes.setdefault(word, len(codes)) for word in text])
        self._run.append(_GAP)
        self._titles.extend(head)
        self._numbers.append(number)
        self._lengths.append(len(title) + len(text) + 2)
        self._title_lengths.append(len(title))
        self.texts += 1
        if len(self._numbers) >= TEXTS:
            self.sort()

    def sort(self) -> None:
        """Sort what was taken in since the last time."""
        if not self._numbers:
            return
        numbers, run = np.array(self._numbers), np.array(self._run)
        entries = np.repeat(numbers, np.array(self._lengths))
        said = run != _GAP
        _add(self._said, run[said].astype(np.int64), entries[said])
        titles = np.repeat(numbers, np.array(self._title_lengths))
        _add(self._titled, np.array(self._titles).astype(np.int64), titles)
        run.astype(np.int32).tofile(self._file)
        entries.tofile(self._file)
        self._batches.append(len(run))
        self._begin()

    def rows(self) -> Iterator[Row]:
        """Yield the rows of words, beginnings, and words side by side."""
        self.sort()
        words = list(self._codes)
        yield from _starts(words, self._said)
        often = frequent(self.texts)
        known = sorted(code for code, docs in self._said.items() if len(docs) >= often)
        yield from _of(TITLE, {words[code]: docs for code, docs in self._titled.items()})
        yield from _of(WORD, {words[code]: docs for code, docs in self._said.items()})
        self._said.clear()
        self._titled.clear()
        names = [words[code] for code in known]
        places = np.full(len(words) + 1, _GAP, np.int64)  # the last one is that of the gap
        places[known] = np.arange(len(known))
        for kind, length in ((PAIR, 2), (TRIPLE, 3)):
            yield from _of(kind, self._side_by_side(names, places, length))

    def _side_by_side(self, names: list[str], places: Array, length: int) -> dict[str, BitMap]:
        found: dict[int, BitMap] = {}
        self._file.seek(0)
        much = max(1, len(names))
        for size in self._batches:
            run = places[np.fromfile(self._file, np.int32, size)]
            entries = np.fromfile(self._file, np.int64, size)
            count = max(0, size - length + 1)
            whole = np.ones(count, np.bool_)
            code = np.zeros(count, np.int64)
            for at in range(length):
                part = run[at : at + count]
                whole &= part != _GAP
                code = code * much + part
            _add(found, code[whole], entries[:count][whole])
        return {" ".join(_names(code, names, length)): docs for code, docs in found.items()}


def word_rows(texts: Iterable[Text]) -> Iterator[Row]:
    """Yield (kind, term, number of entries, bitmap) of everything that is asked by words."""
    with TemporaryFile(prefix="avow-words-") as file:
        words = Words(file)
        for number, title, text in texts:
            words.take(number, title, text)
        yield from words.rows()


def _names(code: int, names: list[str], length: int) -> list[str]:
    found = []
    for _at in range(length):
        code, place = divmod(code, len(names))
        found.append(names[place])
    return found[::-1]


def _add(found: dict[int, BitMap], codes: Array, entries: Array) -> None:
    """Add the entries of each code to what is known of it."""
    if not codes.size:
        return
    different = _different(codes)
    places = np.searchsorted(different, codes)
    size = int(entries.max()) + 1
    pairs = _different(places.astype(np.int64) * size + entries)
    of, docs = np.divmod(pairs, size)
    docs = docs.astype(np.uint32)
    begins = np.searchsorted(of, np.arange(len(different) + 1))
    for place, code in enumerate(different.tolist()):
        own = BitMap(docs[begins[place] : begins[place + 1]])
        before = found.get(code)
        if before is None:
            found[code] = own
        else:
            before |= own


def _different(values: Array) -> Array:
    """Return the values, each once, in order: sorting is quicker here than numpy's own way."""
    ordered = np.sort(values)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]


def _starts(words: list[str], said: dict[int, BitMap]) -> Iterator[Row]:
    groups: dict[str, list[int]] = defaultdict(list)
    for code, word in enumerate(words):
        for length in range(1, SHORT + 1):
            if len(word) >= length:
                groups[word[:length]].append(code)
    yield from _of(
        START,
        {
            start: BitMap.union(BitMap(), *(said[code] for code in own))
            for start, own in groups.items()
        },
    )


def _of(kind: str, postings: dict[str, Any]) -> Iterator[Row]:
    for term in sorted(postings):
        docs = postings[term]
        docs.run_optimize()
        yield kind, term, len(docs), docs.serialize()
