"""Take out of a protected organisation's texts what says who it is.

Standard library and kernel only.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any
from unicodedata import combining, normalize

from avow.kernel.text import nfc

_SHORTEST = 3  # a name of two letters stands inside too many words
# Signs that nobody sees and marks of Markdown are no part of a name; nor are those that stand
# between its words where it is a link, an address or broken over lines.
_UNSEEN = "\u00ad\u061c\u200b-\u200f\u2060-\u2064\ufeff"
_NONE = rf"(?:[{_UNSEEN}*_~`\\]|&shy;)+"
_GAP = r"[\[\].+>-]|%20|&(?:nbsp|#160|#xa0);|<br\s*/?>"
_MARKS = re.compile(rf"{_NONE}|(?P<gap>{_GAP})")
_LINKS = re.compile(rf"{_NONE}|(?P<gap>\]\([^()\s]*\)|{_GAP})")  # a link in the middle of a name
_WORD = re.compile(r"\w+")
# Arabic writes "and", "so", "by", "as", "to" at the head of the next word.
_PREFIX = re.compile("[وفبكل]{0,2}")
# Scripts that write no spaces: a name in one of them has no ends to look for.
_ALONE = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af]"
)


def scrubber(*hidden: tuple[Iterable[str], str]) -> "Scrubber":
    """Return what takes out names that stand as words of their own.

    Each of `hidden` is (the names of one organisation, what to write instead).
    """
    known = {
        nfc(name).strip(): instead
        for names, instead in hidden
        for name in names
        if len(name.strip()) >= _SHORTEST
    }
    return Scrubber(dict(sorted(known.items(), key=lambda pair: len(pair[0]), reverse=True)))


def _bare(text: str, marks: re.Pattern[str] = _MARKS) -> tuple[str, list[int]]:
    """Return a text without marks, and the place of each of its letters in the text."""
    bare: list[str] = []
    places: list[int] = []
    done = 0
    for mark in marks.finditer(text):
        bare.append(text[done : mark.start()])
        places += range(done, mark.start())
        if mark["gap"]:
            bare.append(" ")
            places.append(mark.start())
        done = mark.end()
    bare.append(text[done:])
    places += range(done, len(text))
    said = "".join(bare)
    return (said, places) if said.isascii() else _plain(said, places)


def _plain(text: str, places: list[int]) -> tuple[str, list[int]]:
    """Return a text without accents and vowel signs, and the places of what is left."""
    letters: list[str] = []
    left: list[int] = []
    for letter, place in zip(text, places, strict=True):
        if base := _base(letter):
            letters.append(base)
            left.append(place)
    return "".join(letters), left


@cache
def _base(letter: str) -> str:
    """Return a letter without its accents; "" for a sign that stands on another letter."""
    if combining(letter):
        return ""
    apart = normalize("NFD", letter)
    # A syllable of Hangul falls into letters, none of which is an accent.
    return apart[0] if all(map(combining, apart[1:])) else letter


class Scrubber:
    """Replaces names in texts, lists and mappings of texts, whatever their capitals and spaces.

    Also where marks of Markdown, a link or unseen signs stand in them, and in addresses.
    """

    def __init__(self, names: dict[str, str]) -> None:
        self._by_word: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        self._anywhere: list[tuple[re.Pattern[str], str]] = []
        for name, instead in names.items():
            bare = _bare(name)[0]
            first = _WORD.search(bare)
            if first is None:
                continue
            words = [re.escape(word) for word in bare[first.start() :].split()]
            if _ALONE.search(bare):
                spaced = re.compile(r"\s+".join(words), re.IGNORECASE)
                self._anywhere.append((spaced, instead))
                continue
            for key, gap in ((first[0], r"\s+"), ("".join(words), "")):  # as one word too
                whole = re.compile(rf"{gap.join(words)}(?!\w)", re.IGNORECASE)
                self._by_word.setdefault(key.lower(), []).append((whole, instead))

    def text(self, text: str) -> str:
        """Return the text without the names."""
        if not (self._by_word or self._anywhere):
            return text
        return self._without(self._without(text, _LINKS), _MARKS)

    def _without(self, text: str, marks: re.Pattern[str]) -> str:
        bare, places = _bare(text, marks)
        said, done, end = [], 0, 0
        for match, instead in sorted(self._found(bare), key=lambda one: one[0].start()):
            if match.start() < end:
                continue
            said += [text[done : places[match.start()]], instead]
            end, done = match.end(), places[match.end() - 1] + 1
        return "".join([*said, text[done:]])

    def _found(self, bare: str) -> Iterator[tuple[re.Match[str], str]]:
        """Yield the names in a text without marks, the longest first where several begin."""
        for word in _WORD.finditer(bare):
            for skipped in range(_PREFIX.match(word[0]).end() + 1):  # type: ignore[union-attr]  # matches nothing too
                for pattern, instead in self._by_word.get(word[0][skipped:].lower(), ()):
                    if match := pattern.match(bare, word.start() + skipped):
                        yield match, instead
                        break
        for pattern, instead in self._anywhere:
            for match in pattern.finditer(bare):
                yield match, instead

    def value(self, value: Any) -> Any:
        """Return the same for whatever JSON holds."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.value(one) for one in value]
        return value
