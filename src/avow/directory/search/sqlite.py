"""Search with SQLite's FTS5. The table is made in migration 0002."""

from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from avow.directory.search import Needle
from avow.directory.search.normalise import Term


class SqliteIndex:
    """Full-text search in the embedded database."""

    def write(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Keep the words of entries."""
        known = list(rows)
        self.remove(row[0] for row in known)
        self.add(known)

    def add(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Keep the words of new entries."""
        with connection.cursor() as cursor:
            cursor.executemany(
                # An emptied database gives keys anew, and may have left words under them.
                "INSERT OR REPLACE INTO directory_search (rowid, title, body) VALUES (%s, %s, %s)",
                list(rows),
            )

    def read(self, keys: Sequence[int]) -> Iterable[tuple[int, str, str]]:
        """Return the words of entries."""
        places = ", ".join(["%s"] * len(keys))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT rowid, title, body FROM directory_search WHERE rowid IN ({places})",  # noqa: S608  places alone
                list(keys),
            )
            return list(cursor.fetchall())

    def remove(self, keys: Iterable[int]) -> None:
        """Forget entries."""
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM directory_search WHERE rowid = %s", [(key,) for key in keys]
            )

    def clear(self, forum_id: int) -> None:
        """Forget all entries of a forum, and those that no longer exist."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM directory_search WHERE rowid NOT IN"
                " (SELECT id FROM directory_entry WHERE forum_id <> %s)",
                [forum_id],
            )

    def matches(self, needle: Needle) -> RawSQL:
        """Return a subquery of the keys that match."""
        return self._found(_expression(needle))

    def titled(self, word: Term) -> RawSQL:
        """Return a subquery of the keys with a word in their title."""
        return self._found(f"title : ({_term(word)})")

    def _found(self, expression: str) -> RawSQL:
        return RawSQL(
            "SELECT rowid FROM directory_search WHERE directory_search MATCH %s", [expression]
        )


def _expression(needle: Needle) -> str:
    return " AND ".join(f"({_term(term)})" for term in needle)


def _term(term: Term) -> str:
    # The words hold letters and digits only: nothing can leave the quotes.
    said = f'"{" ".join(term.words)}"'
    return f'{said} OR "{term.start}" *' if term.start else said
