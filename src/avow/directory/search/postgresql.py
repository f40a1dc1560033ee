"""Search with PostgreSQL's tsvector and a GIN index. The table is made in migration 0002."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models.expressions import RawSQL

from avow.directory.search import Needle
from avow.directory.search.normalise import Term

if TYPE_CHECKING:
    from avow.directory.querysets import PublicEntryQuerySet

_WRITE = """
INSERT INTO directory_search (entry_id, words)
SELECT key,
    setweight(to_tsvector('simple', title), 'A') || setweight(to_tsvector('simple', body), 'D')
FROM unnest(%s::bigint[], %s::text[], %s::text[]) AS row (key, title, body)
ON CONFLICT (entry_id) DO UPDATE SET words = EXCLUDED.words
"""
# A tsvector holds at most a megabyte; a sign takes up to four bytes and each word some more.
_MAX_TEXT = 120_000


class PostgresqlIndex:
    """Full-text search at scale."""

    def write(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Keep the words of entries."""
        kept = [(key, title, text[:_MAX_TEXT]) for key, title, text in rows]
        if kept:
            with connection.cursor() as cursor:
                cursor.execute(_WRITE, [list(column) for column in zip(*kept, strict=True)])

    def add(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """Keep the words of new entries."""
        self.write(rows)

    def remove(self, keys: Iterable[int]) -> None:
        """Forget entries."""
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM directory_search WHERE entry_id = ANY(%s)", [list(keys)])

    def clear(self, forum_id: int) -> None:
        """Forget all entries of a forum, and those that no longer exist."""
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM directory_search WHERE entry_id NOT IN"
                " (SELECT id FROM directory_entry WHERE forum_id <> %s)",
                [forum_id],
            )

    def matches(self, needle: Needle) -> RawSQL:
        """Return a subquery of the keys that match."""
        return RawSQL(
            "SELECT entry_id FROM directory_search WHERE words @@ to_tsquery('simple', %s)",
            [_expression(needle)],
        )

    def ranked(self, entries: "PublicEntryQuerySet", needle: Needle) -> Any:
        """Return the entries that match, a word of the title counting ten times."""
        question = _expression(needle)
        return entries.extra(
            select={"rank": "-ts_rank(directory_search.words, to_tsquery('simple', %s))"},
            select_params=[question],
            tables=["directory_search"],
            where=[
                "directory_search.entry_id = directory_entry.id",
                "directory_search.words @@ to_tsquery('simple', %s)",
            ],
            params=[question],
        ).order_by("rank", "-published_at", "-pk")


def _expression(needle: Needle) -> str:
    return " & ".join(f"({_term(term)})" for term in needle)


def _term(term: Term) -> str:
    # The words hold letters and digits only: nothing can leave the quotes.
    said = " <-> ".join(f"'{word}'" for word in term.words)
    return f"({said}) | '{term.start}':*" if term.start else said
