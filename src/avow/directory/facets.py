"""How many commitments each value of each facet would show.

A facet's own choice does not count for itself: a second coalition can be added to the first.
One query for all facets without a choice, and one for each facet with one.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count

from avow.directory.models import EntryTag
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
    found: dict[str, dict[str, int]] = defaultdict(dict)
    free = [name for name in FACETS if name not in question.chosen]
    for names, asked in [
        (free, question),
        *(([name], question.without(name)) for name in question.chosen),
    ]:
        tags = EntryTag.objects.filter(forum_id=question.forum_id, facet__in=names)
        if asked.words or asked.chosen:
            tags = tags.filter(entry__in=asked.found().values("pk"))
        for facet, value, number in (
            tags.order_by().values_list("facet", "value").annotate(Count("entry_id"))
        ):
            found[facet][value] = number
    return found


def facets_of(question: Question, vocabulary: Vocabulary) -> list[Facet]:
    """Return the groups of boxes of the filter panel; a chosen value stays, even with nothing."""
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
