"""What was looked for, marked in titles and in the piece of text around it."""

import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from django.utils.safestring import SafeString, mark_safe

from avow.directory.search.normalise import Term, pieces_of
from avow.kernel.text import fold

LONG = 420  # signs of a piece of text
_BEFORE = 60  # of them before the first word that was looked for
_WORD = re.compile(r"\w+")


class Marker:
    """Marks the words of one question; made once for a page."""

    def __init__(self, needle: Sequence[Term]) -> None:
        self._words = {word for term in needle for word in term.words}
        self._starts = tuple(term.start for term in needle if term.start)
        self._seen: set[str] = set()
        self._meant: dict[str, list[tuple[int, int]]] = {}  # written words with what is marked

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Return from where to where the text holds a word that was looked for."""
        if not self._words:
            return []
        written = set(_WORD.findall(text))
        for word in written - self._seen:
            if parts := self._in_word(word):
                self._meant[word] = parts
        self._seen |= written
        meant = written & self._meant.keys()
        if not meant:
            return []
        return [
            (match.start() + start, match.start() + end)
            for match in _any_of(frozenset(meant)).finditer(text)
            for start, end in self._meant[match.group()]
        ]

    def _in_word(self, word: str) -> list[tuple[int, int]]:
        return [
            (start, end)
            for start, end, kept in pieces_of(word)
            if kept in self._words or self._begins(word[start:end])
        ]

    def _begins(self, piece: str) -> bool:
        return bool(self._starts) and fold(piece).startswith(self._starts)

    def whole(self, text: str) -> SafeString:
        """Return a text as HTML with its marks."""
        return mark_safe(_marked(text, self.spans(text), 0, len(text)))

    def piece(self, text: str) -> SafeString:
        """Return the part of a text that shows best what was looked for, as HTML with its marks."""
        spans = self.spans(text)
        if len(text) <= LONG:
            return mark_safe(_marked(text, spans, 0, len(text)))
        start = max(0, spans[0][0] - _BEFORE) if spans and spans[0][1] > LONG - _BEFORE else 0
        start = _at_a_word(text, min(start, len(text) - LONG))
        end = _at_a_word(text, min(len(text), start + LONG))
        body = _marked(text, spans, start, end).strip()
        return mark_safe(("… " if start else "") + body + (" …" if end < len(text) else ""))


@lru_cache(maxsize=2_048)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})\b")


def _at_a_word(text: str, place: int) -> int:
    """Return the end of the space before a place, if one is near: no word is cut in two."""
    if place in {0, len(text)}:
        return place
    space = text.rfind(" ", max(0, place - 30), place)
    return place if space < 0 else space + 1


def _marked(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> str:
    parts: list[str] = []
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        parts += [escape(text[at:first]), "<mark>", escape(text[first:last]), "</mark>"]
        at = last
    parts.append(escape(text[at:end]))
    return "".join(parts).replace("</mark><mark>", "")
