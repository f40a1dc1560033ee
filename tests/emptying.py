"""Let the tests empty the database between each other, though ledger and published texts refuse it.

Only tests that commit for real (`transaction=True`) need it, and only on SQLite: PostgreSQL empties
with TRUNCATE, which is no row's DELETE.
"""

from typing import Any

from django.db import connection
from django.db.backends.sqlite3.base import DatabaseOperations

_flush = DatabaseOperations.sql_flush


def _sql_flush(self: Any, *args: Any, **kwargs: Any) -> list[str]:
    """Take the guards away, empty, and put the guards back: one transaction."""
    with self.connection.cursor() as cursor:
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE '%no_delete'"
        )
        guards = cursor.fetchall()
    drops = [f"DROP TRIGGER {name}" for name, _ in guards]
    return [*drops, *_flush(self, *args, **kwargs), *(sql for _, sql in guards)]


def install() -> None:
    """Make Django's flush pass the guards, from now on."""
    if connection.vendor == "sqlite":
        DatabaseOperations.sql_flush = _sql_flush  # type: ignore[method-assign]
