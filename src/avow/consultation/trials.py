"""How well passages find their place again: texts that are edited while every letter is followed.

Standard library. The figures page and the tests use it: each letter has a number that it keeps
through every edit, so that what is right is known without asking the code under test.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from avow.consultation.anchoring import Anchor, Before, Place, Text, anchor
from avow.consultation.letters import squeeze

Letter = tuple[str, int]  # a letter and its number; a number below zero was not there before
Paragraph = list[Letter]
EDITS = ("insert", "delete", "move", "move_away", "split", "merge", "reword")


@dataclass(slots=True)
class Followed:
    """Sections of paragraphs whose letters are numbered."""

    sections: dict[str, list[Paragraph]] = field(default_factory=dict)

    @classmethod
    def of(cls, sections: dict[str, Sequence[str]]) -> "Followed":
        """Return {section: paragraphs} with every letter numbered."""
        numbers = iter(range(1, 10_000_000))
        return cls(
            {
                key: [[(letter, next(numbers)) for letter in paragraph] for paragraph in paragraphs]
                for key, paragraphs in sections.items()
            }
        )

    def letters(self, key: str) -> list[Letter]:
        """Return a section's letters with a line end between paragraphs."""
        found: list[Letter] = []
        for paragraph in self.sections[key]:
            if found:
                found.append(("\n", -1))
            found += paragraph
        return found

    def texts(self) -> dict[str, str]:
        """Return {section: its plain text}."""
        return {key: "".join(letter for letter, _ in self.letters(key)) for key in self.sections}

    def edited(self, edits: Sequence[tuple[str, int]], words: Sequence[str]) -> "Followed":
        """Return a copy after these edits: (what, a number that chooses where)."""
        copy = Followed({key: [list(one) for one in rows] for key, rows in self.sections.items()})
        for what, seed in edits:
            copy._edit(what, random.Random(seed), words)  # noqa: S311  not for secrets
        return copy

    def _edit(self, what: str, dice: random.Random, words: Sequence[str]) -> None:
        key = dice.choice(sorted(self.sections))
        rows = self.sections[key]
        new = [(letter, -1) for letter in dice.choice(words)]
        if what == "insert" or not rows:
            rows.insert(dice.randint(0, len(rows)), new)
            return
        at = dice.randrange(len(rows))
        if what == "delete":
            del rows[at]
        elif what == "move":
            rows.insert(dice.randint(0, len(rows) - 1), rows.pop(at))
        elif what == "move_away":
            other = self.sections[dice.choice(sorted(self.sections))]
            other.insert(dice.randint(0, len(other)), rows.pop(at))
        elif what == "split":
            cut = dice.randint(0, len(rows[at]))
            rows[at : at + 1] = [rows[at][:cut], rows[at][cut:]]
        elif what == "merge" and at + 1 < len(rows):
            rows[at : at + 2] = [rows[at] + rows[at + 1]]
        elif what == "reword" and rows[at]:
            start = dice.randrange(len(rows[at]))
            rows[at][start : start + dice.randint(1, 6)] = new[: dice.randint(1, 6)]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one passage. `right`: placed where most of its letters are.

    `wrong`: placed elsewhere. `lost`: said to have changed though all its letters stand together.
    `kept`: all of them stand together, so that it could be found.
    """

    right: bool
    wrong: bool
    lost: bool
    kept: bool


def judge(
    before: Followed, after: Followed, one: Anchor, span: tuple[int, int], place: Place | None
) -> Verdict:
    """Return whether a passage was put where its letters went."""
    mine = {
        number
        for letter, number in before.letters(one.section)[span[0] : span[1]]
        if not letter.isspace() and number > 0
    }
    kept = _stands_together(after, mine)
    if place is None:
        return Verdict(right=not kept, wrong=False, lost=kept, kept=kept)
    there = {
        number
        for letter, number in after.letters(place.section)[place.start : place.end]
        if not letter.isspace()
    }
    common = len(mine & there)
    right = common * 2 > max(len(mine), len(there))
    return Verdict(right=right, wrong=not right, lost=False, kept=kept)


def _stands_together(after: Followed, mine: set[int]) -> bool:
    for key in after.sections:
        numbers = [number for letter, number in after.letters(key) if not letter.isspace()]
        if mine and mine <= set(numbers):
            places = [place for place, number in enumerate(numbers) if number in mine]
            return places[-1] - places[0] + 1 == len(mine)
    return False


@dataclass(slots=True)
class Tally:
    """Counts of verdicts."""

    passages: int = 0
    right: int = 0
    wrong: int = 0
    lost: int = 0
    kept: int = 0

    def add(self, verdict: Verdict) -> None:
        """Count one."""
        self.passages += 1
        self.right += verdict.right
        self.wrong += verdict.wrong
        self.lost += verdict.lost
        self.kept += verdict.kept

    @property
    def share_right(self) -> float:
        """Return the share that was placed rightly or rightly said to have changed."""
        return self.right / self.passages if self.passages else 1.0


def passages(
    text: Followed, dice: random.Random, count: int
) -> Iterator[tuple[Anchor, tuple[int, int]]]:
    """Yield anchors of spans chosen at random: a few words to a few sentences."""
    plain = text.texts()
    keys = [key for key, words in plain.items() if len(words) > 20]
    for _ in range(count):
        key = dice.choice(keys)
        start = dice.randrange(0, len(plain[key]) - 10)
        end = min(len(plain[key]), start + dice.randint(8, 160))
        if squeeze(plain[key][start:end]).letters:
            found = anchor(key, plain[key], start, end)
            yield found, (found.start, found.start + len(found.quote))


def trial(
    sections: dict[str, Sequence[str]], words: Sequence[str], *, rounds: int, seed: int = 1
) -> Tally:
    """Return how often passages of a text were placed rightly, over many rounds of edits."""
    dice, tally = random.Random(seed), Tally()  # noqa: S311  not for secrets
    before = Followed.of(sections)
    old = Text(before.texts())
    for _ in range(rounds):
        edits = [(dice.choice(EDITS), dice.randrange(1 << 30)) for _ in range(dice.randint(1, 6))]
        after = before.edited(edits, words)
        text = Text(after.texts())
        for one, span in passages(before, dice, 20):
            tally.add(judge(before, after, one, span, text.place(one, Before(old, one))))
    return tally
