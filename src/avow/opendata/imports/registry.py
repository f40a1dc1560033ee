"""What can be imported: each kind says how its rows are checked and taken in.

A higher app registers its kind in `apps.py`; command, page and job then offer it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from avow.forums.models import Forum
from avow.opendata.imports.houses import Houses
from avow.opendata.imports.problems import Problem
from avow.opendata.imports.reading import Row


class Checker(Protocol):
    """Made once for each run over a file; remembers what it has seen, such as ids."""

    notes: list[str]  # for a person to look at, such as near-duplicates
    own: frozenset[int]  # organisations that whoever uploaded the file represents
    houses: Houses

    def here(self, rows: Sequence[Row]) -> set[int]:
        """Return the lines of a batch that were taken by an earlier run: they are skipped."""

    def check(self, row: Row) -> tuple[Any, list[Problem]]:
        """Return what a row means, or None, and all that is wrong with it."""

    def clashes(self, things: Sequence[Any]) -> dict[str, str]:
        """Return {id: column} of things that are here already with other content."""

    def clash_of(self, row: Row, thing: Any, clashes: dict[str, str]) -> list[Problem]:
        """Return what is wrong with a row whose thing clashes with one that is here."""

    def take(self, things: Sequence[Any], now: datetime) -> tuple[int, int]:
        """Take good rows in, inside the caller's transaction; return (new, here already)."""

    def finish(self, now: datetime) -> None:
        """Do what is done once, after the last batch."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of import. `columns` are (name, needed, help); `by_forum` needs a forum."""

    code: str
    title: str | Promise
    columns: tuple[tuple[str, bool, str | Promise], ...]
    checker: Callable[[Forum | None], Checker]
    by_forum: bool = True


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Add a kind. Raises ValueError if another one has its code."""
    if _KINDS.setdefault(kind.code, kind) is not kind:
        raise ValueError(f"two kinds of import named {kind.code}")


def kinds() -> list[Kind]:
    """Return all kinds, by code."""
    return [_KINDS[code] for code in sorted(_KINDS)]


def kind_of(code: str) -> Kind:
    """Return a kind. Raises KeyError."""
    return _KINDS[code]
