"""Comments hold on to a passage by its words, and find it again in the next version.

Standard library and rapidfuzz. A passage is kept as the W3C's Web Annotation model keeps it (quote
with the words before and after it, and where it began). It is put only where it surely is: a
comment at a wrong place says something nobody meant, so what is unsure is told as changed.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

CONTEXT = 48  # letters kept before and after
LONGEST = 1_000  # letters of a quote
SURE = 20  # a quote that weighs this and stands once is the one
NEAR = 88.0  # per cent of a quote's letters that must be found again where its words changed
NEAR_AT_LEAST = 24  # what weighs less is found only word for word
ALIKE = 0.55  # of the words around it that must be the same where it stands more than once
AHEAD = 0.12  # how much better the best place must be than the second best
AT_HOME = 0.06  # the same, where its own section holds it once and others hold its twins
_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage of a section: what was chosen, what stood around it, where it began."""

    section: str
    quote: str
    prefix: str = ""
    suffix: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Where a passage stands now. `how`: same section, moved to another one, or reworded a little.

    `start` and `end` count letters (code points) of the section's plain text.
    """

    section: str
    start: int
    end: int
    how: str
    score: float


@dataclass(frozen=True, slots=True)
class Squeezed:
    """A text without white space, each letter with its place in the whole one.

    Paragraphs that were split or merged differ in white space only; so do Chinese lines.
    """

    letters: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where letters `start` to `end` stand in the whole text."""
        return self.places[start], self.places[end - 1] + 1


def squeeze(text: str) -> Squeezed:
    """Return a text without its white space."""
    kept = [(letter, place) for place, letter in enumerate(text) if not letter.isspace()]
    return Squeezed("".join(one for one, _ in kept), tuple(place for _, place in kept))


def weight(letters: str) -> int:
    """Return how much words weigh: a sign of Chinese or Japanese says as much as two letters."""
    return len(letters) + len(_SIGNS.findall(letters))


def whole_letters(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened so that it cuts no letter from its marks (accents, emoji parts)."""
    while 0 < start < len(text) and _leans(text[start], text[start - 1]):
        start -= 1
    while 0 < end < len(text) and _leans(text[end], text[end - 1]):
        end += 1
    return start, end


def _leans(letter: str, before: str) -> bool:
    """Return whether a code point belongs to the letter before it."""
    tone = "\U0001f3fb" <= letter <= "\U0001f3ff"
    marks = bool(unicodedata.combining(letter)) or letter in _JOINERS
    return marks or tone or before == "\u200d"


def anchor(section: str, text: str, start: int, end: int) -> Anchor:
    """Return the anchor of a span of a section's plain text, at most a thousand letters of it.

    Raises ValueError for an empty span, or one outside the text.
    """
    end = min(end, start + LONGEST)
    chosen = text[start:end] if 0 <= start < end <= len(text) else ""
    if not chosen.strip():
        raise ValueError("an empty passage")
    start, end = start + len(chosen) - len(chosen.lstrip()), start + len(chosen.rstrip())
    start, end = whole_letters(text, start, end)
    before, _ = whole_letters(text, max(0, start - CONTEXT), start)
    _, after = whole_letters(text, end, min(len(text), end + CONTEXT))
    return Anchor(section, text[start:end], text[before:start], text[end:after], start)


def locate(
    section: str, text: str, quote: str, *, prefix: str = "", suffix: str = ""
) -> Anchor | None:
    """Return the anchor of words that a reader typed or chose; None if they do not stand there.

    White space counts for nothing. Of several places, that with the given words around it, else
    the first.
    """
    there, wanted = squeeze(text), squeeze(quote).letters[:LONGEST]
    places = list(_exact(wanted, there.letters))
    if not wanted or not places:
        return None
    around = Anchor(section, quote, prefix, suffix)
    best = max(places, key=lambda at: (_around(around, there, at, at + len(wanted)), -at))
    return anchor(section, text, *there.span(best, best + len(wanted)))


def _exact(quote: str, letters: str) -> Iterator[int]:
    at = letters.find(quote)
    while quote and at >= 0:
        yield at
        at = letters.find(quote, at + 1)


def _around(one: Anchor, there: Squeezed, start: int, end: int) -> float:
    """Return how much of what stood around the quote stands around this place, from 0 to 1.

    Words nearest to the quote count most: those behind a changed word still count.
    """
    before, after = squeeze(one.prefix).letters, squeeze(one.suffix).letters
    if not before and not after:
        return 1.0 if start == 0 and end == len(there.letters) else 0.5
    scores = [
        _alike(mine, here)
        for mine, here in (
            (before, there.letters[max(0, start - len(before)) : start]),
            (after, there.letters[end : end + len(after)]),
        )
        if mine
    ]
    return max(scores) * 0.6 + (sum(scores) / len(scores)) * 0.4


def _alike(mine: str, here: str) -> float:
    return LCSseq.normalized_similarity(mine, here) if here else 0.0


class Text:
    """The sections of a version, squeezed once for ten thousand anchors."""

    def __init__(self, sections: Mapping[str, str]) -> None:
        """Prepare {section key: its plain text}."""
        self.sections = dict(sections)
        self.squeezed = {key: squeeze(text) for key, text in sections.items()}

    def place(self, one: Anchor) -> Place | None:
        """Return where the passage stands now; None if its words changed or it is gone.

        Word for word first, then (long passages) with few words changed. Where it stands more than
        once, or might, the words around it decide; where they do not, it has no place.
        """
        quote = squeeze(one.quote).letters
        if not quote:
            return None
        found = self._word_for_word(one, quote)
        if found is None and weight(quote) >= NEAR_AT_LEAST:
            found = self._nearly(one, quote)
        return found

    def _word_for_word(self, one: Anchor, quote: str) -> Place | None:
        options = [
            (self._score(one, key, at, at + len(quote)), key, at)
            for key, there in self.squeezed.items()
            for at in _exact(quote, there.letters)
        ]
        if not options:
            return None
        options.sort(key=lambda option: (-option[0], option[1] != one.section))
        score, key, at = options[0]
        if not self._is_sure(one, quote, options):
            return None
        start, end = self.squeezed[key].span(at, at + len(quote))
        return Place(key, start, end, "same" if key == one.section else "moved", score)

    def _score(self, one: Anchor, key: str, start: int, end: int) -> float:
        """Return how well a place fits; the section it was in counts a little."""
        around = _around(one, self.squeezed[key], start, end)
        return around + (0.1 if key == one.section else 0.0)

    @staticmethod
    def _is_sure(one: Anchor, quote: str, options: list[tuple[float, str, int]]) -> bool:
        score, key, _at = options[0]
        if len(options) == 1:
            if weight(quote) >= SURE:
                return True
            return score >= (ALIKE if key == one.section else ALIKE + 0.2)
        at_home = sum(1 for _score, section, _place in options if section == one.section)
        ahead = AT_HOME if key == one.section and at_home == 1 else AHEAD
        return score >= ALIKE and score - options[1][0] >= ahead

    def _nearly(self, one: Anchor, quote: str) -> Place | None:
        options = []
        for key, there in self.squeezed.items():
            if not there.letters:
                continue
            found = fuzz.partial_ratio_alignment(quote, there.letters, score_cutoff=NEAR)
            if found is None or found.dest_end - found.dest_start < len(quote) // 2:
                continue
            start, end = found.dest_start, found.dest_end
            total = found.score / 100 * 0.6 + self._score(one, key, start, end) * 0.4
            options.append((total, key, start, end))
        options.sort(key=lambda option: -option[0])
        if not options or (len(options) > 1 and options[0][0] - options[1][0] < AHEAD / 2):
            return None
        score, key, start, end = options[0]
        begin, finish = whole_letters(self.sections[key], *self.squeezed[key].span(start, end))
        return Place(key, begin, finish, "near", score)
