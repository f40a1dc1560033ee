"""How many commitments each value of each facet would show.

A facet's own choice does not count for itself: a second coalition can be added to the first.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from avow.directory.finding import find
from avow.directory.query import Question
from avow.directory.vocabulary import FACETS, Vocabulary

SHOWN = 8  # values of a facet that stand open; the rest folds away


@dataclass(frozen=True, slots=True)
class Value:
    """One box to tick."""

    code: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One group of boxes; `first` stand open, `rest` folds away."""

    name: str
    title: str
    first: tuple[Value, ...]
    rest: tuple[Value, ...]
    chosen: int


def counts(question: Question) -> dict[str, dict[str, int]]:
    """Return {facet: {value: how many}} of the values that show at least one."""
    return find(question).counts()


def facets_of(
    question: Question,
    vocabulary: Vocabulary,
    numbers: Mapping[str, dict[str, int]] | None = None,
) -> list[Facet]:
    """Return the groups of boxes of the filter panel; a chosen value stays, even with nothing.

    With `numbers`, those are the counts (`counts`) and nothing is asked.
    """
    if numbers is None:
        numbers = counts(question)
    return [_facet(name, numbers.get(name, {}), question, vocabulary) for name in FACETS]


def _facet(name: str, numbers: dict[str, int], question: Question, vocabulary: Vocabulary) -> Facet:
    chosen = question.chosen.get(name, ())
    values = [
        Value(code, vocabulary.label(name, code), numbers.get(code, 0), code in chosen)
        for code in {*numbers, *chosen}
    ]
    values.sort(key=lambda value: _order(name, value, vocabulary))
    first = [value for place, value in enumerate(values) if place < SHOWN or value.is_chosen]
    rest = [value for value in values if value not in first]
    if len(rest) == 1:
        first, rest = values, []
    return Facet(name, str(FACETS[name]), tuple(first), tuple(rest), len(chosen))


def _order(name: str, value: Value, vocabulary: Vocabulary) -> tuple[int, int, str]:
    if name == "year":
        return (0, -int(value.code), "")
    return (vocabulary.place(name, value.code), -value.count, value.label)
