"""How a language's words are written down, and how they are found in tokens.

A phrase is a line of items: `word`, `stem*`, `one/other`, `~` (up to a few tokens between, in the
same clause), `#` (a quantity), `@name` (a phrase of another class, without references itself).
In Arabic `&` before a stem stands for the prefixes of the imperfect.
"""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from avow.commitments.guidance.tokens import Kind, Token, tokenise

GAP = 7  # words between two parts of a phrase
GAP_HAN = 12  # the same in signs of Chinese
JOINTS = frozenset("'’-‑")  # they join the parts of a word and count for nothing
_SLASHED = re.compile(r"/\s+")  # alternatives that go on in the next line
_IMPERFECT = ("", "ن", "ي", "ت", "ا")


@dataclass(frozen=True, slots=True)
class Item:
    """One place of a phrase: alternatives of (word, is a stem), or a gap, quantity or reference."""

    kind: str  # words, gap, number, class
    ways: tuple[tuple[tuple[str, bool], ...], ...] = ()
    name: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase of one class."""

    name: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens `first` to `last` (excluded) that are a phrase of class `name`."""

    name: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language: `numbers` word → value, and its phrases, one per line, by class."""

    code: str
    numbers: Mapping[str, int | float]
    phrases: Mapping[str, str]
    abbreviations: frozenset[str] = frozenset()
    gap: int = GAP
    we: tuple[str, ...] = ()  # endings of words that say "we" or "our"
    plain: "Index" = field(init=False)
    referring: "Index" = field(init=False)
    values: Mapping[tuple[str, ...], int | float] = field(init=False)

    def __post_init__(self) -> None:
        """Compile the phrases; a mistake in a lexicon shows at import."""
        plain, referring = Index(), Index()
        for name, lines in self.phrases.items():
            for line in _SLASHED.sub("/", lines).replace(",", "\n").splitlines():
                if line.strip():
                    phrase = Phrase(name, tuple(_item(part) for part in line.split()))
                    refers = any(item.kind == "class" for item in phrase.items)
                    (referring if refers else plain).add(phrase)
        values = {_words(word): value for word, value in self.numbers.items()}
        object.__setattr__(self, "plain", plain)
        object.__setattr__(self, "referring", referring)
        object.__setattr__(self, "values", values)


class Index:
    """Phrases by what they begin with."""

    def __init__(self) -> None:
        self.words: dict[str, list[Phrase]] = defaultdict(list)
        self.stems: dict[str, list[Phrase]] = defaultdict(list)
        self.others: dict[str, list[Phrase]] = defaultdict(list)
        self.longest = 0

    def add(self, phrase: Phrase) -> None:
        """Take one phrase in."""
        first = phrase.items[0]
        if first.kind != "words":
            self.others[first.name].append(phrase)
            return
        for way in first.ways:
            word, is_stem = way[0]
            (self.stems if is_stem else self.words)[word].append(phrase)
            self.longest = max(self.longest, len(word)) if is_stem else self.longest

    def beginning(self, token: Token) -> list[Phrase]:
        """Return the phrases that may begin with a word."""
        found: list[Phrase] = []
        for key in token.keys:
            found += self.words.get(key, ())
            for length in range(1, min(len(key), self.longest) + 1):
                found += self.stems.get(key[:length], ())
        return found


def _words(text: str) -> tuple[str, ...]:
    return tuple(t.keys[0] for t in tokenise(text) if t.surface not in JOINTS)


def _item(part: str) -> Item:
    if part == "~":
        return Item("gap")
    if part == "#":
        return Item("number", name="#")
    if part.startswith("@"):
        return Item("class", name=part[1:])
    ways = []
    for way in part.split("/"):
        is_stem, word = way.endswith("*"), way.rstrip("*")
        if word.startswith("&"):
            ways += [((*_plain(prefix + word[1:]), is_stem),) for prefix in _IMPERFECT]
            continue
        words = _words(word)
        ways.append(tuple((w, is_stem and n == len(words)) for n, w in enumerate(words, 1)))
    if not all(ways):
        raise ValueError(f"An empty way in {part!r}")
    return Item("words", tuple(ways))


def _plain(word: str) -> tuple[str]:
    return (_words(word)[0],)


class Matcher:
    """Finds a lexicon's phrases in one list of tokens; `quantities` are first → last tokens."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, quantities: Mapping[int, int]):
        self.tokens = tokens
        self.lexicon = lexicon
        self.quantities = quantities
        self.spans: dict[str, list[Span]] = defaultdict(list)
        self._starts: dict[tuple[str, int], int] = {}

    def run(self) -> dict[str, list[Span]]:
        """Return all spans by class, in the order of the text."""
        for index in (self.lexicon.plain, self.lexicon.referring):
            found: dict[tuple[str, int], int] = {}
            for at, token in enumerate(self.tokens):
                for phrase in self._candidates(index, at, token):
                    end = self._match(phrase.items, 0, at, at)
                    if end > found.get((phrase.name, at), -1):
                        found[phrase.name, at] = end
            for (name, at), end in found.items():
                self._starts[name, at] = max(end, self._starts.get((name, at), -1))
        for (name, at), end in sorted(self._starts.items(), key=lambda row: row[0][1]):
            self.spans[name].append(Span(name, at, end))
        return self.spans

    def _candidates(self, index: Index, at: int, token: Token) -> list[Phrase]:
        found = index.beginning(token) if token.kind is Kind.WORD else []
        if not index.others:
            return found
        if at in self.quantities:
            found = found + index.others.get("#", [])
        for name, phrases in index.others.items():
            if (name, at) in self._starts:
                found = found + phrases
        return found

    def _match(self, items: tuple[Item, ...], n: int, at: int, begun: int) -> int:
        """Return the token after the match of `items[n:]` at `at`, or -1."""
        if n == len(items):
            return at
        item = items[n]
        if item.kind == "gap":
            for step in range(self.lexicon.gap + 1):
                if at + step >= len(self.tokens):
                    return -1
                if self.tokens[at + step].clause != self.tokens[begun].clause:
                    return -1
                end = self._match(items, n + 1, at + step, begun)
                if end >= 0:
                    return end
            return -1
        for end in self._ends(item, at):
            if (rest := self._match(items, n + 1, end, begun)) >= 0:
                return rest
        return -1

    def _ends(self, item: Item, at: int) -> list[int]:
        if item.kind == "number":
            return [self.quantities[at]] if at in self.quantities else []
        if item.kind == "class":
            end = self._starts.get((item.name, at), -1)
            return [end] if end >= 0 else []
        return [end for way in item.ways if (end := self._way(way, at)) >= 0]

    def _way(self, way: tuple[tuple[str, bool], ...], at: int) -> int:
        for word, is_stem in way:
            while at < len(self.tokens) and self.tokens[at].surface in JOINTS:
                at += 1
            if at >= len(self.tokens):
                return -1
            keys = self.tokens[at].keys
            if not (any(key.startswith(word) for key in keys) if is_stem else word in keys):
                return -1
            at += 1
        return at
