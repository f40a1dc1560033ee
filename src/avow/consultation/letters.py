"""Letters and words in any script: where they may be cut, and texts without their white space.

Standard library.
"""

import re
import unicodedata
from dataclasses import dataclass

WORD_EDGE = 40  # letters within which a word ends; some scripts write without spaces
_SIGNS = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_JOINERS = frozenset("\u200c\u200d\ufe0e\ufe0f")
_FLAGS = ("\U0001f1e6", "\U0001f1ff")  # two of these letters make a flag


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
    while 0 < start < len(text) and _leans(text, start):
        start -= 1
    while 0 < end < len(text) and _leans(text, end):
        end += 1
    return start, end


def _leans(text: str, at: int) -> bool:
    """Return whether the code point at a place belongs to the letter before it."""
    letter, before = text[at], text[at - 1]
    tone = "\U0001f3fb" <= letter <= "\U0001f3ff" or "\U000e0020" <= letter <= "\U000e007f"
    marks = unicodedata.category(letter).startswith("M") or letter in _JOINERS
    return marks or tone or before == "\u200d" or _halves_a_flag(text, at)


def _halves_a_flag(text: str, at: int) -> bool:
    first = at
    while first > 0 and _FLAGS[0] <= text[first - 1] <= _FLAGS[1]:
        first -= 1
    return _FLAGS[0] <= text[at] <= _FLAGS[1] and (at - first) % 2 == 1


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span widened so that it cuts no word, where a script parts its words."""
    begin, finish = start, end
    while begin > max(0, start - WORD_EDGE) and inside_a_word(text, begin):
        begin -= 1
    while finish < min(len(text), end + WORD_EDGE) and inside_a_word(text, finish):
        finish += 1
    return whole_letters(text, begin, finish)


def inside_a_word(text: str, at: int) -> bool:
    """Return whether a place lies between two letters of one word."""
    return 0 < at < len(text) and _is_of_a_word(text[at - 1]) and _is_of_a_word(text[at])


def _is_of_a_word(letter: str) -> bool:
    """Return whether spaces part what this letter is of from the next: not so in Chinese."""
    kind = unicodedata.category(letter)[0]
    return (kind in "LMN" or letter in _JOINERS) and not _SIGNS.match(letter)


def same_words(mine: str, there: str) -> bool:
    """Return whether texts of the same letters part them into the same words: no `now here` there.

    Lines may begin and end anywhere: paragraphs are split and merged.
    """
    (letters, spaces, lines), (_, others, ends) = _parted(mine), _parted(there)
    return not any(
        _is_of_a_word(letters[at - 1]) and _is_of_a_word(letters[at])
        for at in (spaces ^ others) - lines - ends
        if 0 < at < len(letters)
    )


def _parted(text: str) -> tuple[str, set[int], set[int]]:
    """Return the letters, and before which of them stand spaces, and line ends."""
    letters: list[str] = []
    spaces: set[int] = set()
    lines: set[int] = set()
    for letter in text:
        if not letter.isspace():
            letters.append(letter)
        elif letter in "\n\r":
            lines.add(len(letters))
        else:
            spaces.add(len(letters))
    return "".join(letters), spaces, lines
