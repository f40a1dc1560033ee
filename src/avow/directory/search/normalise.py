"""Words as the search keeps and finds them: one way for both databases, texts and questions.

Chinese and Japanese have no spaces: their signs are kept in overlapping pairs, so that any two
side by side can be found. The Arabic article, alone or with the preposition grown to it, is taken
off; a plural s too. It is no grammar: both sides lose the same letters, so they meet.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from avow.kernel.text import fold

_CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_RUNS = re.compile(f"[{_CJK}]+|[^{_CJK}]+")
_IS_CJK = re.compile(f"[{_CJK}]")
_ARABIC = re.compile("[\u0600-\u06ff]")
_ARTICLES = ("وبال", "وال", "بال", "كال", "فال", "ال", "لل")
_PLURAL = re.compile("^[a-z]{3,}[^aisu\\W\\d]s$")
MAX_WORD = 60
_SHORT = 24  # signs of a piece of text that many texts share: its words are remembered
MAX_QUESTION = 300  # characters
MAX_TERMS = 20


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; with `prefix`, the last may go on."""

    words: tuple[str, ...]
    prefix: bool = False


def _words_of(text: str) -> list[str]:
    words: list[str] = []
    for run in _runs(text):
        if _IS_CJK.match(run):
            words.extend(_pairs(run))
            if len(run) > 1:
                words.append(run[-1])
        else:
            words.append(_stem(run))
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
    terms = terms[:MAX_TERMS]
    if terms and not parts[-1].isspace() and parts[-1] and not _IS_CJK.match(terms[-1].words[-1]):
        terms[-1] = Term(terms[-1].words, prefix=True)
    return tuple(terms)


def _runs(text: str) -> list[str]:
    folded = fold(text).replace("_", " ")
    return [
        run[:MAX_WORD] if not _IS_CJK.match(run) else run
        for word in folded.split()
        for run in _RUNS.findall(word)
    ]


def _asked(run: str) -> Term:
    if not _IS_CJK.match(run):
        return Term((_stem(run),))
    # One sign alone is the beginning of a pair.
    return Term(tuple(_pairs(run)), prefix=len(run) == 1)


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)] or [run]


def _stem(word: str) -> str:
    if _ARABIC.match(word):
        for article in _ARTICLES:
            if word.startswith(article) and len(word) - len(article) >= 3:
                return word[len(article) :]
        return word
    return word[:-1] if _PLURAL.match(word) else word
