"""Find a lexicon's phrases in the tokens of a text."""

from collections import defaultdict
from collections.abc import Mapping

from avow.commitments.guidance.lexicon import JOINTS, Index, Item, Lexicon, Phrase, Span
from avow.commitments.guidance.tokens import Kind, Token


class Matcher:
    """Finds a lexicon's phrases in one list of tokens; `quantities` are first → last tokens."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, quantities: Mapping[int, int]):
        self.tokens = tokens
        self.lexicon = lexicon
        self.quantities = quantities
        self._starts: dict[tuple[str, int], int] = {}
        self._solid = [*range(len(tokens)), len(tokens)]  # the next token that is no joint
        for at in range(len(tokens) - 1, -1, -1):
            if tokens[at].surface in JOINTS:
                self._solid[at] = self._solid[at + 1]

    def run(self) -> dict[str, list[Span]]:
        """Return all spans by class, in the order of the text."""
        self._literal()
        for index in (self.lexicon.plain, self.lexicon.referring):
            found: dict[tuple[str, int], int] = {}
            for at, token in enumerate(self.tokens):
                for phrase in self._candidates(index, at, token):
                    end = self._match(phrase.items, 0, at, at)
                    if end > found.get((phrase.name, at), -1):
                        found[phrase.name, at] = end
            for key, end in found.items():
                self._starts[key] = max(end, self._starts.get(key, -1))
        spans: dict[str, list[Span]] = defaultdict(list)
        for (name, at), end in sorted(self._starts.items(), key=lambda row: row[0][1]):
            spans[name].append(Span(name, at, end))
        return spans

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
        if items[n].kind == "gap":
            return self._match_gap(items, n + 1, at, begun)
        for end in self._ends(items[n], at):
            if (rest := self._match(items, n + 1, end, begun)) >= 0:
                return rest
        return -1

    def _match_gap(self, items: tuple[Item, ...], n: int, at: int, begun: int) -> int:
        """Return the token after the first match of `items[n:]` a few tokens on, or -1."""
        clause = self.tokens[begun].clause
        for place in range(at, min(at + self.lexicon.gap + 1, len(self.tokens))):
            if self.tokens[place].clause != clause:
                return -1
            if (end := self._match(items, n, place, begun)) >= 0:
                return end
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
            at = self._solid[at]
            if at >= len(self.tokens):
                return -1
            keys = self.tokens[at].keys
            if word not in keys and not (is_stem and any(key.startswith(word) for key in keys)):
                return -1
            at += 1
        return at
