"""Comments hold on to a passage by its words, and find it again in the next version.

Standard library and rapidfuzz. A passage is kept as the W3C's Web Annotation model keeps it (quote
with the words before and after it, and where it began). It is put only where it surely is: a
comment at a wrong place says something nobody meant, so what is unsure is told as changed.
"""

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from avow.consultation.letters import (
    Squeezed,
    inside_a_word,
    same_words,
    squeeze,
    weight,
    whole_letters,
    whole_words,
)

CONTEXT = 48  # letters kept before and after
LONGEST = 1_000  # letters of a quote
SURE = 20  # a quote that weighs this and stands once is the one
NEAR = 88.0  # per cent of a quote's letters that must be found again where its words changed
NEAR_AT_LEAST = 24  # what weighs less is found only word for word
ALIKE = 0.55  # of the words around it that must be the same where it stands more than once
AHEAD = 0.12  # how much better the best place must be than the second best
AT_HOME = 0.06  # the same, where its own section holds it once and others hold its twins
TWIN_AT_HOME = 0.3  # how much it counts that a copy stood in a section before
MOST_TWINS = 20  # copies of the old text that are followed
SURE_BLOCK = 4  # so many letters that stand in both are no accident
MORE = 24  # letters before and behind a place where the rest of its words may stand
PUT_IN = 12  # letters put in between words that belong together still


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

    def place(self, one: Anchor, before: "Before | None" = None) -> Place | None:
        """Return where the passage stands now; None if its words changed or it is gone.

        Word for word first, then (long passages) with few words changed. Where it stands more than
        once, or might, the words around it decide; where they do not, it has no place. A copy that
        stood somewhere else `before`, and still does, is not where the passage went.
        """
        quote = squeeze(one.quote).letters
        if not quote:
            return None
        found = self._word_for_word(one, quote, before)
        if found is None and weight(quote) >= NEAR_AT_LEAST:
            found = self._nearly(one, quote, before)
        return found

    def _word_for_word(self, one: Anchor, quote: str, before: "Before | None") -> Place | None:
        options = [
            (self._score(one, key, at, at + len(quote)), key, at)
            for key, there in self.squeezed.items()
            for at in _exact(quote, there.letters)
            if same_words(one.quote, self._words(key, at, at + len(quote)))
        ]
        options.sort(key=lambda option: (-option[0], option[1] != one.section))
        if before is not None:
            taken = self._taken(one, quote, options, before.twins(quote))
            options = [option for option in options if option[1:] not in taken]
        if not options:
            return None
        score, key, at = options[0]
        if not self._is_sure(one, quote, options):
            return None
        start, end = self.squeezed[key].span(at, at + len(quote))
        return Place(key, start, end, "same" if key == one.section else "moved", score)

    def _words(self, key: str, start: int, end: int) -> str:
        begin, finish = self.squeezed[key].span(start, end)
        return self.sections[key][begin:finish]

    def _taken(
        self,
        one: Anchor,
        quote: str,
        options: list[tuple[float, str, int]],
        twins: list[Anchor],
    ) -> set[tuple[str, int]]:
        """Return the places where copies of the old text stand now: the best fit chooses first."""
        places = [(key, at) for _score, key, at in options[:MOST_TWINS]]
        pairs = [
            (
                _around(who, self.squeezed[key], at, at + len(quote))
                + (TWIN_AT_HOME if key == who.section else 0.0),
                number,
                (key, at),
            )
            for number, who in enumerate([one, *twins] if twins else [])
            for key, at in places
        ]
        found: dict[int, tuple[str, int]] = {}
        for _fit, number, place in sorted(pairs, key=lambda pair: (-pair[0], pair[1] == 0)):
            if number not in found and place not in found.values():
                found[number] = place
        return {place for number, place in found.items() if number}

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

    def _nearly(self, one: Anchor, quote: str, before: "Before | None") -> Place | None:
        options = []
        for key, there in self.squeezed.items():
            if not there.letters:
                continue
            found = fuzz.partial_ratio_alignment(quote, there.letters, score_cutoff=NEAR)
            if found is None or found.dest_end - found.dest_start < len(quote) // 2:
                continue
            start, end = found.dest_start, found.dest_end
            if before is not None and before.had(key, there.letters[start:end], quote):
                continue
            total = found.score / 100 * 0.6 + self._score(one, key, start, end) * 0.4
            options.append((total, key, start, end))
        options.sort(key=lambda option: -option[0])
        if not options or (len(options) > 1 and options[0][0] - options[1][0] < AHEAD / 2):
            return None
        score, key, start, end = options[0]
        start, end = _edges(quote, self.squeezed[key], self.sections[key], start, end)
        begin, finish = whole_words(self.sections[key], *self.squeezed[key].span(start, end))
        return Place(key, begin, finish, "near", score)


def _edges(quote: str, there: Squeezed, text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span from where the quote's words begin to where they end.

    The best window is as long as the quote: where words were put in, it leaves the first or last
    ones out. They belong to it if they stand whole, a few letters away.
    """
    low, high = max(0, start - MORE), min(len(there.letters), end + MORE)
    blocks = [
        (low + one.dest_start, low + one.dest_end, one.src_end - one.src_start)
        for one in LCSseq.opcodes(quote, there.letters[low:high])
        if one.tag == "equal"
    ]
    sure = [place for place, one in enumerate(blocks) if one[2] >= SURE_BLOCK]
    if not sure:
        return start, end
    first, last = blocks[sure[0]], blocks[sure[-1]]
    before = next((one for one in reversed(blocks[: sure[0]]) if one[2] > 1), first)
    after = next((one for one in blocks[sure[-1] + 1 :] if one[2] > 1), last)
    begin, finish = first[0], last[1]
    if begin - before[1] <= PUT_IN and (before[2] > 2 or _parts(there, text, before[0])):
        begin = before[0]
    if after[0] - finish <= PUT_IN and (after[2] > 2 or _parts(there, text, after[1])):
        finish = after[1]
    return begin, finish


def _parts(there: Squeezed, text: str, at: int) -> bool:
    """Return whether a word ends before a letter of the squeezed text, or the text does."""
    if not 0 < at < len(there.letters):
        return True
    place = there.places[at]
    return place - there.places[at - 1] > 1 or not inside_a_word(text, place)


@dataclass(frozen=True, slots=True)
class Before:
    """The text in which a passage was chosen, and its anchor there."""

    text: Text
    one: Anchor

    def twins(self, quote: str) -> list[Anchor]:
        """Return the copies of the passage (its letters) that stood elsewhere."""
        found = []
        for key, there in self.text.squeezed.items():
            for at in _exact(quote, there.letters):
                start, end = there.span(at, at + len(quote))
                if (key, start) != (self.one.section, self.one.start):
                    found.append(anchor(key, self.text.sections[key], start, end))
        return found[:MOST_TWINS]

    def had(self, section: str, letters: str, quote: str) -> bool:
        """Return whether these letters stood in a section already, besides in the passage."""
        there = self.text.squeezed.get(section)
        if there is None:
            return False
        own = range(0)
        if section == self.one.section:
            start = bisect_left(there.places, self.one.start)
            own = range(start, start + len(quote))
        return any(
            at >= own.stop or at + len(letters) <= own.start
            for at in _exact(letters, there.letters)
        )
