"""The port of the search: what a database must do to find words. One adapter per database."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from django.db import connection
from django.db.models.expressions import RawSQL

from avow.directory.search.normalise import Term

Needle = tuple[Term, ...]


class Index(Protocol):
    """Keeps the words of entries, by the entry's key, and finds them."""

    def write(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Keep (key, title, text) of entries, in place of what was kept of them.

        Title and text are words as `normalise.indexed` gives them.
        """

    def add(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Keep (key, title, text) of entries of which nothing was kept."""

    def read(self, keys: Sequence[int]) -> Iterable[tuple[int, str, str]]:
        """Return (key, title, text) of those entries of which something is kept."""

    def remove(self, keys: Iterable[int]) -> None:
        """Forget entries."""

    def clear(self, forum_id: int) -> None:
        """Forget all entries of a forum, and those that no longer exist."""

    def matches(self, needle: Needle) -> RawSQL:
        """Return a subquery of the keys that match."""

    def titled(self, word: Term) -> RawSQL:
        """Return a subquery of the keys with a word in their title."""


def index() -> Index:
    """Return the adapter of the database in use."""
    if connection.vendor == "postgresql":
        from avow.directory.search import postgresql  # noqa: PLC0415  only the one that is used

        return postgresql.PostgresqlIndex()
    from avow.directory.search import sqlite  # noqa: PLC0415  only the one that is used

    return sqlite.SqliteIndex()
