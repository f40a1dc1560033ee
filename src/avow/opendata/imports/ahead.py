"""Check the next rows while the database is busy with the last ones.

A commit of thousands of rows waits for the database alone: meanwhile the processor reads on.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NamedTuple, Self

from avow.opendata.imports.gate import Gate
from avow.opendata.imports.problems import Problem
from avow.opendata.imports.reading import Row
from avow.opendata.imports.registry import Checker
from avow.opendata.imports.shape import shape_problems


class Checked(NamedTuple):
    """One row, what it means, and what is wrong with it."""

    row: Row
    thing: Any
    problems: list[Problem]


def checked(row: Row, checker: Checker) -> Checked:
    """Check one row. Asks nothing of the database."""
    if problems := shape_problems(row):
        return Checked(row, None, problems)
    return Checked(row, *checker.check(row))


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch on its way; `known` of its rows were here already and are not checked."""

    known: int
    _coming: "Future[tuple[list[Checked], list[Row]]]"

    def result(self) -> tuple[list[Checked], list[Row]]:
        """Wait for the checked rows, and for the unread rows of the batch after it.

        Raises what reading the file raises.
        """
        return self._coming.result()


class Ahead:
    """Checks one batch and reads the one after it in a thread that never asks the database."""

    def __init__(self, checker: Checker, gate: Gate, batches: Iterator[list[Row]]) -> None:
        self._checker, self._gate, self._batches = checker, gate, batches
        self._reader = ThreadPoolExecutor(max_workers=1, thread_name_prefix="import")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self._reader.shutdown()

    def begin(self, rows: list[Row]) -> Batch | None:
        """Begin a batch when all before it are taken; None where no rows are left.

        Called at the end of a transaction, so that the work is done while it is committed.
        """
        if not rows:
            return None
        here = self._checker.here(rows)
        rest = [row for row in rows if row.line not in here]
        context = copy_context()  # the language, for what may be wrong
        return Batch(len(here), self._reader.submit(lambda: context.run(self._work, rest)))

    def _work(self, rows: Sequence[Row]) -> tuple[list[Checked], list[Row]]:
        read = [checked(row, self._checker) for row in rows]
        self._gate.look(one.thing for one in read if not one.problems)
        return read, next(self._batches, [])
