"""What tests that commit for real (`transaction=True`) leave behind them: the world, nothing else.

Django empties all tables after such a test. On SQLite ledger and published texts refuse that, so
their guards step aside (PostgreSQL empties with TRUNCATE, which is no row's DELETE). Then the rows
of the world are put back: tests that follow in the same process would each make them anew.
"""

from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.backends.sqlite3.base import DatabaseOperations
from django.test import TransactionTestCase

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


def remember() -> list[tuple[str, list[tuple[Any, ...]]]]:
    """Return each table's INSERT and its rows; not of those that Django fills after a flush."""
    found = []
    for model in apps.get_models(include_auto_created=True):
        meta = model._meta
        if (
            not meta.managed
            or meta.proxy
            or meta.label in {"contenttypes.ContentType", "auth.Permission"}
        ):
            continue
        quote = connection.ops.quote_name
        names = [quote(one.column) for one in meta.concrete_fields if not one.generated]
        columns, marks = ", ".join(names), ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {columns} FROM {quote(meta.db_table)}")
            rows = cursor.fetchall()
        if rows:
            found.append((f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({marks})", rows))
    return found


def install() -> None:
    """Make Django's flush pass the guards and put the rows of now back, from now on."""
    if connection.vendor == "sqlite":
        DatabaseOperations.sql_flush = _sql_flush  # type: ignore[method-assign]
    empty, kept = TransactionTestCase._fixture_teardown, remember()

    def teardown(self: Any) -> None:
        empty(self)
        with transaction.atomic(), connection.cursor() as cursor:
            for statement, rows in kept:
                cursor.executemany(statement, rows)

    TransactionTestCase._fixture_teardown = teardown  # type: ignore[method-assign]
