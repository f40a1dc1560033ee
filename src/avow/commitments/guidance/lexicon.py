"""How a language's words are written down, and how they are found in tokens.

A phrase is a line of items: `word`, `stem*`, `one/other`, `~` (up to a few tokens between, in the
same clause), `#` (a quantity), `@name` (a phrase of another class, without references itself).
In Arabic `&` before a stem stands for the prefixes of the imperfect.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from avow.commitments.guidance.tokens import Token, tokenise

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
    has_stem: bool = False


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
    she: tuple[str, ...] = ()  # endings of words for women who do a job
    literal: "Node" = field(init=False)
    plain: "Index" = field(init=False)
    referring: "Index" = field(init=False)
    values: Mapping[tuple[str, ...], int | float] = field(init=False)
    counting: frozenset[str] = field(init=False)  # words a number in words begins with
    vague: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Compile the phrases; a mistake in a lexicon shows at import."""
        literal, plain, referring = Node(), Index(), Index()
        for name, lines in self.phrases.items():
            for line in _lines(lines):
                phrase = Phrase(name, tuple(_item(part) for part in line.split()))
                kinds = {item.kind for item in phrase.items}
                if kinds == {"words"}:
                    literal.add(phrase)
                else:
                    (referring if "class" in kinds else plain).add(phrase)
        values = {_words(word): value for word, value in self.numbers.items()}
        vague = {
            word for line in _lines(self.phrases.get("vague_number", "")) for word in _words(line)
        }
        object.__setattr__(self, "literal", literal)
        object.__setattr__(self, "plain", plain)
        object.__setattr__(self, "referring", referring)
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "counting", frozenset(words[0] for words in values))
        object.__setattr__(self, "vague", frozenset(vague))


def _lines(text: str) -> list[str]:
    return [
        line for line in _SLASHED.sub("/", text).replace(",", "\n").splitlines() if line.strip()
    ]


class Node:
    """A tree of phrases made of words only: one look per word, however many phrases there are."""

    __slots__ = ("lengths", "names", "stems", "words")

    def __init__(self) -> None:
        self.words: dict[str, Node] = {}
        self.stems: dict[str, Node] = {}
        self.lengths: list[int] = []
        self.names: list[str] = []

    def add(self, phrase: Phrase) -> None:
        """Take one phrase in, with all its ways."""
        for ways in product(*(item.ways for item in phrase.items)):
            node = self
            for word, is_stem in (step for way in ways for step in way):
                node = node.child(word, is_stem=is_stem)
            node.names.append(phrase.name)

    def child(self, word: str, *, is_stem: bool) -> "Node":
        """Return the node after `word`, made if need be."""
        if is_stem and len(word) not in self.lengths:
            self.lengths = sorted([*self.lengths, len(word)])
        return (self.stems if is_stem else self.words).setdefault(word, Node())

    def after(self, keys: tuple[str, ...]) -> Iterator["Node"]:
        """Yield the nodes that a token with these keys leads to."""
        for key in keys:
            if (node := self.words.get(key)) is not None:
                yield node
            for length in self.lengths:
                if length > len(key):
                    break
                if (node := self.stems.get(key[:length])) is not None:
                    yield node


class Index:
    """Phrases by what they begin with."""

    def __init__(self) -> None:
        self.words: dict[str, list[Phrase]] = defaultdict(list)
        self.stems: dict[str, list[Phrase]] = defaultdict(list)
        self.others: dict[str, list[Phrase]] = defaultdict(list)
        self.lengths: list[int] = []

    def add(self, phrase: Phrase) -> None:
        """Take one phrase in."""
        first = phrase.items[0]
        if first.kind != "words":
            self.others[first.name].append(phrase)
            return
        for way in first.ways:
            word, is_stem = way[0]
            (self.stems if is_stem else self.words)[word].append(phrase)
            if is_stem and len(word) not in self.lengths:
                self.lengths = sorted([*self.lengths, len(word)])

    def beginning(self, token: Token) -> list[Phrase]:
        """Return the phrases that may begin with a word."""
        found: list[Phrase] = []
        for key in token.keys:
            if (rows := self.words.get(key)) is not None:
                found += rows
            for length in self.lengths:
                if length > len(key):
                    break
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
    ways: list[tuple[tuple[str, bool], ...]] = []
    for way in part.split("/"):
        is_stem, word = way.endswith("*"), way.rstrip("*")
        if word.startswith("&"):
            ways += [((*_plain(prefix + word[1:]), is_stem),) for prefix in _IMPERFECT]
            continue
        words = _words(word)
        ways.append(tuple((w, is_stem and n == len(words)) for n, w in enumerate(words, 1)))
    if not all(ways):
        raise ValueError(f"An empty way in {part!r}")
    return Item("words", tuple(ways), has_stem=any(stem for way in ways for _, stem in way))


def _plain(word: str) -> tuple[str]:
    return (_words(word)[0],)
