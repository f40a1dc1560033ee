"""One text, read once: its numbers, its times, and the phrases that no negation takes back."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from avow.commitments.guidance.lexicon import GAP_HAN, Lexicon, Span
from avow.commitments.guidance.matching import Matcher
from avow.commitments.guidance.quantities import Quantity, Sort, numerals
from avow.commitments.guidance.sorting import Sorter
from avow.commitments.guidance.tokens import Token, tokenise

LONGEST = 20_000  # signs that are read; fields are shorter
PRESENT = 2021  # the first year of the first forum: earlier years are no deadline
_SCOPE, _SHORT_SCOPE = 8, 4  # words after "not" and after "without" that these take back
_BACK = 10  # words before "is not planned"
_FIGURES = frozenset({Sort.COUNT, Sort.PERCENT, Sort.PART, Sort.MONEY})


@dataclass(frozen=True, slots=True)
class Found:
    """Signs `start` to `end` of a text, and the tokens they are."""

    start: int
    end: int
    first: int
    last: int


class Reading:
    """What a lexicon finds in one text. Linear in its length."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.text = text[:LONGEST]
        self.lexicon = lexicon
        self.tokens: list[Token] = tokenise(self.text, lexicon.abbreviations)
        raw = numerals(self.tokens, lexicon)
        matcher = Matcher(self.tokens, lexicon, {q.first: q.last for q in raw})
        self.spans: dict[str, list[Span]] = matcher.run()
        self.starts = {n: {s.first: s.last for s in rows} for n, rows in self.spans.items()}
        self.ends = {n: {s.last: s.first for s in rows} for n, rows in self.spans.items()}
        self.quantities = Sorter(self.tokens, self.spans, lexicon, self.text).sort(raw)
        self._undone = self._negated()
        self._found: dict[str, list[Found]] = {}

    def found(self, *names: str) -> list[Found]:
        """Return where phrases of these classes stand and are meant."""
        rows = [row for name in names for row in self._meant(name)]
        return sorted(rows, key=lambda row: row.start) if len(names) > 1 else rows

    def _meant(self, name: str) -> list[Found]:
        if name not in self._found:
            self._found[name] = [
                self.at(span.first, span.last)
                for span in self.spans.get(name, ())
                if not self._undone[span.first] and not self._undone[span.last - 1]
            ]
        return self._found[name]

    def at(self, first: int, last: int) -> Found:
        """Return the signs from token `first` up to before token `last`."""
        return Found(self.tokens[first].start, self.tokens[last - 1].end, first, last)

    def is_negated(self, token: int) -> bool:
        """Say whether a negation takes the word at `token` back."""
        return self._undone[token]

    def begins(self, name: str, at: int) -> int:
        """Return the token after the phrase of class `name` that begins at `at`, or 0."""
        return self.starts.get(name, {}).get(at, 0)

    def closes(self, name: str, at: int, within: int = 0) -> bool:
        """Say whether a phrase of class `name` ends at most `within` tokens before `at`."""
        ends = self.ends.get(name, {})
        return any(at - step in ends for step in range(within + 1))

    def figures(self) -> Iterator[tuple[Quantity, Found]]:
        """Yield the numbers that count something, with what they count."""
        for q in self.quantities:
            is_figure = q.sort in _FIGURES or (q.sort is Sort.BARE and q.in_digits)
            if is_figure and not self.is_negated(q.first):
                last = q.last + 1 if q.sort is Sort.COUNT else q.last
                yield q, self.at(q.first, last)
        taken = {q.first for q in self.quantities}
        for span in self.spans.get("part", ()):
            if span.first not in taken and not self.is_negated(span.first):
                yield (
                    Quantity(span.first, span.last, 0.5, Sort.PART),
                    self.at(span.first, span.last),
                )

    def times(self) -> list[Found]:
        """Return the dates, years and periods that can be a deadline."""
        rows = [
            self.at(q.first, q.last)
            for q in self.quantities
            if self._is_time(q) and not self.closes("since", q.first, 2)
        ]
        return sorted(rows + self.found("when"), key=lambda row: row.start)

    def _is_time(self, q: Quantity) -> bool:
        if q.sort is Sort.YEAR:
            return q.value >= PRESENT
        if q.sort is Sort.DATE:
            return True
        if q.sort is not Sort.PERIOD:
            return False
        last = q.last
        while last < len(self.tokens) and self.tokens[last].surface in "-‑":
            last += 1
        return bool(self.begins("period_after", last)) or self.closes("period_before", q.first, 2)

    def _negated(self) -> list[bool]:
        """Mark every token that a negation takes back."""
        undone = [False] * len(self.tokens)
        spared = {
            at for span in self.spans.get("not_negation", ()) for at in range(span.first, span.last)
        }
        stops = sorted(span.first for span in self.spans.get("contrast", ()))
        long = GAP_HAN if self.lexicon.code == "zh" else _SCOPE
        for name, scope in (("negator", long), ("hedge", long), ("without", _SHORT_SCOPE)):
            for span in self.spans.get(name, ()):
                if span.first not in spared:
                    self._forward(undone, span, scope, stops)
        for span in self.spans.get("undone", ()):
            at = span.last - 1
            part = self.tokens[span.first].part
            while at >= 0 and self.tokens[at].part == part and span.first - at <= _BACK:
                undone[at] = True
                at -= 1
        return undone

    def _forward(self, undone: list[bool], span: Span, scope: int, stops: list[int]) -> None:
        begin = self.tokens[span.first]
        nearest = bisect_right(stops, span.last - 1)
        stop = stops[nearest] if nearest < len(stops) else len(self.tokens)
        for at in range(span.last, min(span.last + scope, len(self.tokens), stop)):
            token = self.tokens[at]
            if token.clause != begin.clause:
                return
            after_comma = token.part != begin.part and self.tokens[at - 1].part != token.part
            if after_comma and not any(self.begins("or_words", at + n) for n in (0, 1)):
                return
            undone[at] = True
