"""Words as the search keeps and finds them: one way for both databases, texts and questions.

Chinese and Japanese have no spaces: their signs are kept in overlapping pairs, so that any two
side by side can be found. Other words lose article, plural and case (stems.py).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from avow.directory.search.stems import stem
from avow.kernel.text import fold

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(f"[{_CJK}]+|[^{_CJK}]+")
_IS_CJK = re.compile(f"[{_CJK}]")
MAX_WORD = 60
_SHORT = 24  # signs of a piece of text that many texts share: its words are remembered
MAX_QUESTION = 300  # characters
MAX_TERMS = 20
TITLED = 8  # words of a question that are looked for in titles


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; or, if `start` is said, one that begins so instead."""

    words: tuple[str, ...]
    start: str = ""


def _words_of(text: str) -> list[str]:
    words: list[str] = []
    for run in _runs(text):
        if _IS_CJK.match(run):
            words.extend(_pairs(run))
            if len(run) > 1:
                words.append(run[-1])
        else:
            words.append(stem(run))
    return words


@lru_cache(maxsize=32_768)
def _known(piece: str) -> str:
    return " ".join(_words_of(piece))


def indexed(text: str) -> str:
    """Return a text as the index keeps it: its words in order, with a space between them."""
    # No word goes over a space, so each piece can be looked up.
    pieces = [
        _known(piece) if len(piece) <= _SHORT else " ".join(_words_of(piece))
        for piece in text.split()
    ]
    return " ".join(filter(None, pieces))


@lru_cache(maxsize=65_536)
def pieces_of(word: str) -> tuple[tuple[int, int, str], ...]:
    """Return (from, to, as the index keeps it) of the pieces of one written word.

    Of signs without spaces each pair; they overlap.
    """
    found: list[tuple[int, int, str]] = []
    for match in _RUNS.finditer(word):
        start, run = match.start(), match.group()
        if _IS_CJK.match(run):
            found += [
                (start + at, start + at + len(pair), pair) for at, pair in enumerate(_pairs(run))
            ]
            if len(run) > 1:
                found.append((start + len(run) - 1, start + len(run), run[-1]))
        else:
            found += [(start, match.end(), stem(kept)) for kept in fold(run).split()]
    return tuple(found)


def needle_of(question: str) -> tuple[Term, ...]:
    """Return what a question asks for; nothing when it holds no word.

    Quotes ask for words side by side; the last word, unless quoted, may be the beginning of one.
    No sign has another meaning, so that no question is wrong.
    """
    terms: list[Term] = []
    parts = re.split('["“”„«»]', question[:MAX_QUESTION])
    for number, part in enumerate(parts):
        quoted = number % 2 == 1 and number < len(parts) - 1
        if quoted:
            words = [word for run in _runs(part) for word in _asked(run).words]
            terms += [Term(tuple(words))] if words else []
        else:
            terms += [_asked(run) for run in _runs(part)]
    whole = len(terms) > MAX_TERMS
    terms = terms[:MAX_TERMS]
    last = _runs(parts[-1])[-1:]
    if terms and last and not whole and not _IS_CJK.match(last[0]):
        terms[-1] = Term(terms[-1].words, start=last[0])
    return tuple(terms)


def words_of(needle: Iterable[Term]) -> list[Term]:
    """Return the words of a question one by one, as many as are looked for in titles."""
    found = [
        Term((word,), term.start if place == len(term.words) - 1 else "")
        for term in needle
        for place, word in enumerate(term.words)
    ]
    return found[:TITLED]


def _runs(text: str) -> list[str]:
    folded = fold(text).replace("_", " ")
    return [
        run[:MAX_WORD] if not _IS_CJK.match(run) else run
        for word in folded.split()
        for run in _RUNS.findall(word)
    ]


def _asked(run: str) -> Term:
    if not _IS_CJK.match(run):
        return Term((stem(run),))
    # One sign alone is the beginning of a pair.
    return Term(tuple(_pairs(run)), start=run if len(run) == 1 else "")


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]
