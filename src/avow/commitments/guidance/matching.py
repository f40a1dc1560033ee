"""Find a lexicon's phrases in the tokens of a text."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from avow.commitments.guidance.lexicon import JOINTS, Index, Item, Lexicon, Phrase, Span
from avow.commitments.guidance.tokens import Kind, Token


class Matcher:
    """Finds a lexicon's phrases in one list of tokens; `quantities` are first → last tokens."""

    def __init__(
        self, tokens: list[Token], lexicon: Lexicon, quantities: Mapping[int, int]
    ) -> None:
        self.tokens = tokens
        self.lexicon = lexicon
        self.quantities = quantities
        self._starts: dict[tuple[str, int], int] = {}
        self._solid = [*range(len(tokens)), len(tokens)]  # the next token that is no joint
        for at in range(len(tokens) - 1, -1, -1):
            if tokens[at].surface in JOINTS:
                self._solid[at] = self._solid[at + 1]
        self._posts: dict[str, list[int]] = defaultdict(list)  # where each word stands
        for at, token in enumerate(tokens):
            for key in token.keys:
                self._posts[key].append(at)
        ends = (at for at in range(1, len(tokens)) if tokens[at].clause != tokens[at - 1].clause)
        self._clauses = [0, *ends, len(tokens)]  # where clauses begin, and the end

    def run(self) -> dict[str, list[Span]]:
        """Return all spans by class, in the order of the text."""
        self._literal()
        for index in (self.lexicon.plain, self.lexicon.referring):
            found: dict[tuple[str, int], int] = {}
            possible: dict[int, bool] = {}
            for at, phrase in self._candidates(index):
                may_be = possible.get(id(phrase))
                if may_be is None:
                    may_be = possible[id(phrase)] = self._may_be(phrase)
                if not may_be:
                    continue
                end = self._match(phrase.items, 0, at, at)
                if end > found.get((phrase.name, at), -1):
                    found[phrase.name, at] = end
            for key, end in found.items():
                self._starts[key] = max(end, self._starts.get(key, -1))
        spans: dict[str, list[Span]] = defaultdict(list)
        for (name, at), end in sorted(self._starts.items(), key=lambda row: row[0][1]):
            spans[name].append(Span(name, at, end))
        return spans

    def _may_be(self, phrase: Phrase) -> bool:
        """Say whether every word that a phrase cannot do without stands somewhere in the text."""
        return all(
            item.kind != "words"
            or item.has_stem
            or any(all(word in self._posts for word, _ in way) for way in item.ways)
            for item in phrase.items
        )

    def _literal(self) -> None:
        """Walk the tree of phrases from every word."""
        starts, solid, last = self._starts, self._solid, len(self.tokens)
        keys = [token.keys for token in self.tokens]
        for begin, token in enumerate(self.tokens):
            if token.kind is not Kind.WORD:
                continue
            stack = [(self.lexicon.literal, begin)]
            while stack:
                node, at = stack.pop()
                for child in node.after(keys[at]):
                    for name in child.names:
                        if at + 1 > starts.get((name, begin), -1):
                            starts[name, begin] = at + 1
                    following = solid[at + 1]
                    if following < last and (child.words or child.stems):
                        stack.append((child, following))

    def _candidates(self, index: Index) -> Iterator[tuple[int, Phrase]]:
        """Yield where a phrase may begin: at its first word, at a number, at another class."""
        for at, token in enumerate(self.tokens):
            if token.kind is Kind.WORD:
                for phrase in index.beginning(token):
                    yield at, phrase
        for at in self.quantities:
            for phrase in index.others.get("#", ()):
                yield at, phrase
        starts = list(self._starts) if index.others else []
        for name, at in starts:
            for phrase in index.others.get(name, ()):
                yield at, phrase

    def _match(self, items: tuple[Item, ...], n: int, at: int, begun: int) -> int:
        """Return the token after the match of `items[n:]` at `at`, or -1."""
        if n == len(items):
            return at
        if items[n].kind == "gap":
            return self._match_gap(items, n + 1, at, begun)
        for end in self._ends(items[n], at):
            if (rest := self._match(items, n + 1, end, begun)) >= 0:
                return rest
        return -1

    def _match_gap(self, items: tuple[Item, ...], n: int, at: int, begun: int) -> int:
        """Return the token after the first match of `items[n:]` a few tokens on, or -1."""
        high = min(at + self.lexicon.gap + 1, self._clause_end(begun))
        for place in self._places(items[n], at, high) if n < len(items) else (at,):
            if (end := self._match(items, n, place, begun)) >= 0:
                return end
        return -1

    def _clause_end(self, at: int) -> int:
        """Return the token after the clause of `at`."""
        return self._clauses[bisect_right(self._clauses, at)]

    def _places(self, item: Item, low: int, high: int) -> Iterable[int]:
        """Return the tokens in `low` to `high` (excluded) where `item` may begin."""
        if item.kind != "words" or item.has_stem:
            return range(low, high)
        places: list[int] = []
        for way in item.ways:
            rows = self._posts.get(way[0][0], ())
            n = bisect_left(rows, low)
            while n < len(rows) and rows[n] < high:
                places.append(rows[n])
                n += 1
        return sorted(places) if len(item.ways) > 1 else places

    def _ends(self, item: Item, at: int) -> list[int]:
        if item.kind == "number":
            return [self.quantities[at]] if at in self.quantities else []
        if item.kind == "class":
            end = self._starts.get((item.name, at), -1)
            return [end] if end >= 0 else []
        return [end for way in item.ways if (end := self._way(way, at)) >= 0]

    def _way(self, way: tuple[tuple[str, bool], ...], at: int) -> int:
        for word, is_stem in way:
            at = self._solid[at]
            if at >= len(self.tokens):
                return -1
            keys = self.tokens[at].keys
            if word not in keys and not (is_stem and any(key.startswith(word) for key in keys)):
                return -1
            at += 1
        return at
