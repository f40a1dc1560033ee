"""One question, two ways to its answer: counted in memory, or asked of the tables.

The tables are asked while a process has too much to read for its memory (engine/); both give the
same numbers and the same order. Only memory forgives typing mistakes.
"""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from avow.directory.asked_of_tables import AskedOfTables
from avow.directory.engine.asking import Asked
from avow.directory.engine.kinds import cents, day, instant
from avow.directory.engine.shelf import shelf_of
from avow.directory.search.normalise import Term, needle_of
from avow.directory.states import Sort

if TYPE_CHECKING:
    from avow.directory.query import Question

_NUMBERS: dict[str, Callable[[Any], int]] = {"amount": cents, "published": instant, "runs": day}


class Found(Protocol):
    """The answer to a question."""

    @property
    def count(self) -> int:
        """Return how many entries answer."""

    @property
    def near(self) -> Collection[str]:
        """Return the words that nobody says; others like them were taken instead."""

    @property
    def needle(self) -> Sequence[Term]:
        """Return what was looked for in the end."""

    def counts(self) -> dict[str, dict[str, int]]:
        """Return {facet: {value: how many}}; a facet's own choice does not count for itself."""

    def keys(self, sort: Sort, start: int, stop: int) -> list[int]:
        """Return the keys of the entries from one place to before another."""


def find(question: "Question") -> Found:
    """Answer a question."""
    with shelf_of(question.forum_id) as shelf:
        if shelf is None:
            return AskedOfTables(question)
        return shelf.find(
            Asked(
                needle_of(question.words),
                question.chosen,
                {
                    name: (_number(name, low), _number(name, high))
                    for name, (low, high) in question.limits.items()
                },
            )
        )


def _number(name: str, end: Any) -> int | None:
    return None if end is None else _NUMBERS[name](end)
