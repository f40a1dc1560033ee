"""Search with PostgreSQL's tsvector and a GIN index. The table is made in migration 0002."""

import re
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from avow.directory.search import Needle
from avow.directory.search.normalise import Term

# A word that no question has, between title and text: no phrase goes over from one to the other.
_GAP = "X"
_WRITE = """
INSERT INTO directory_search (entry_id, words)
SELECT key,
    setweight(to_tsvector('simple', title), 'A') || $$'X':1$$::tsvector
    || setweight(to_tsvector('simple', body), 'D')
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

    def read(self, keys: Sequence[int]) -> Iterable[tuple[int, str, str]]:
        """Return the words of entries."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT entry_id, words::text FROM directory_search WHERE entry_id = ANY(%s)",
                [list(keys)],
            )
            return [(key, *words_of_vector(vector)) for key, vector in cursor.fetchall()]

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
        return self._found(_expression(needle))

    def titled(self, word: Term) -> RawSQL:
        """Return a subquery of the keys with a word in their title."""
        return self._found(_term(word, "A"))

    def _found(self, expression: str) -> RawSQL:
        return RawSQL(
            "SELECT entry_id FROM directory_search WHERE words @@ to_tsquery('simple', %s)",
            [expression],
        )


def _expression(needle: Needle) -> str:
    return " & ".join(f"({_term(term)})" for term in needle)


def _term(term: Term, weight: str = "") -> str:
    # The words hold letters and digits only: nothing can leave the quotes.
    said = " <-> ".join(f"'{word}'" + (f":{weight}" if weight else "") for word in term.words)
    return f"({said}) | '{term.start}':*{weight}" if term.start else said


_LEXEME = re.compile(r"'((?:[^']|'')*)':([0-9A-D,]+)")


def words_of_vector(vector: str) -> tuple[str, str]:
    """Return title and text as they were written into a tsvector, words in order."""
    titles: list[tuple[int, str]] = []
    texts: list[tuple[int, str]] = []
    for word, places in _LEXEME.findall(vector):
        if word == _GAP:
            continue
        for place in places.split(","):
            if place.endswith("A"):
                titles.append((int(place[:-1]), word))
            else:
                texts.append((int(place), word))
    return (
        " ".join(word for _place, word in sorted(titles)),
        " ".join(word for _place, word in sorted(texts)),
    )
