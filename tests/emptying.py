"""Let the tests empty the database between each other, though the ledger refuses to be emptied.

Only tests that commit for real (`transaction=True`) need it, and only on SQLite: PostgreSQL empties
with TRUNCATE, which is no row's DELETE.
"""

from typing import Any

from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

_flush = DatabaseOperations.sql_flush


def _sql_flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:
    """Take the ledger's guard away, empty, and put the guard back: one transaction."""
    with self.connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name = 'ledger_no_delete'")
        guards = cursor.fetchall()
    drops = [f"DROP TRIGGER {name}" for name, _ in guards]
    return [*drops, *_flush(self, *args, **kwargs), *(sql for _, sql in guards)]


def install() -> None:
    """Make Django's flush pass the ledger's guard, from now on."""
    if connection.vendor == "sqlite":
        DatabaseOperations.sql_flush = _sql_flush  # type: ignore[method-assign]
