"""One question, answered by bitmaps: what fits, how many of each value, what titles say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

from pyroaring import BitMap

from avow.directory.engine.kinds import FACET_NAMES
from avow.directory.search.normalise import Term, words_of

# {"amount" in cents, "published" in microseconds, "runs" in days: (lowest, highest)}.
Ranges = Mapping[str, tuple[int | None, int | None]]


class Part(Protocol):
    """Some of a forum's entries, by numbers of their own."""

    facets: dict[str, dict[str, BitMap]]

    def saying(self, term: Term) -> BitMap:
        """Return the entries that hold a term."""

    def titled(self, word: Term) -> BitMap:
        """Return the entries with a word in their title."""

    def between(self, ranges: Ranges) -> BitMap:
        """Return the entries within ranges."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for, in the engine's terms."""

    needle: tuple[Term, ...] = ()
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Ranges = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Half:
    """The answer of one part: `hits` fit all; `free` fit all but the choice in that facet."""

    part: Part
    hits: BitMap
    free: Mapping[str, BitMap]

    @property
    def is_anything(self) -> bool:
        """Return whether any entry fits, whatever is chosen in one facet."""
        return bool(self.hits) or any(self.free.values())

    def counts(self, facet: str) -> dict[str, int]:
        """Return {value: how many}, those with any; the facet's own choice does not count."""
        within = self.free.get(facet, self.hits)
        if not within:
            return {}
        return {
            value: number
            for value, docs in self.part.facets[facet].items()
            if (number := within.intersection_cardinality(docs))
        }


def half(part: Part, all_of_it: BitMap, asked: Asked) -> Half:
    """Answer a question for one part, of which only these entries count."""
    said = all_of_it
    for term in asked.needle:
        if not said:
            break
        said = said & part.saying(term)
    if asked.ranges and said:
        said = said & part.between(asked.ranges)
    unions = {
        facet: _union(part.facets[facet].get(value) for value in values)
        for facet, values in asked.chosen.items()
    }
    return Half(
        part,
        _both(said, unions.values()),
        {
            facet: _both(said, (docs for other, docs in unions.items() if other != facet))
            for facet in unions
        },
    )


def tiers(found: Half, needle: Iterable[Term]) -> list[BitMap]:
    """Return the hits by how many of the words stand in the title, the most first."""
    words = [found.part.titled(word) for word in words_of(needle)]
    least = [found.hits]  # with at least so many words in the title
    for number, docs in enumerate(words):
        least.append(BitMap())
        for place in range(number + 1, 0, -1):
            least[place] = least[place] | (least[place - 1] & docs)
    exactly = [one - more for one, more in pairwise(least)]
    return [*exactly, least[-1]][::-1]


def counts(halves: Iterable[Half]) -> dict[str, dict[str, int]]:
    """Return {facet: {value: how many}} of several parts together."""
    found: dict[str, dict[str, int]] = {}
    for facet in FACET_NAMES:
        sums: dict[str, int] = {}
        for one in halves:
            for value, number in one.counts(facet).items():
                sums[value] = sums.get(value, 0) + number
        found[facet] = sums
    return found


def _union(docs: Iterable[BitMap | None]) -> BitMap:
    found = BitMap()
    for one in docs:
        if one is not None:
            found |= one
    return found


def _both(first: BitMap, others: Iterable[BitMap]) -> BitMap:
    for other in others:
        first = first & other
    return first
