"""The database itself refuses to change what is published.

Set up after every `migrate`, not by a migration: SQLite makes a table anew when a column is added
or a rule changes, forgets its triggers, and stumbles over those that read it. So a guard steps
aside while migrations of its app run, which may then change published rows, and comes back.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass(frozen=True, slots=True)
class Refusal:
    """One trigger: which `event` (insert, update, delete) of a table is refused, and when.

    `when` is SQL over OLD and NEW. `columns`: for an update, only of these (none: of any).
    """

    table: str
    event: str
    when: str
    columns: Sequence[str] = ()

    @property
    def name(self) -> str:
        """Return the trigger's name."""
        return f"{self.table}_no_{self.event}"

    @property
    def on(self) -> str:
        """Return the event as SQL."""
        return f"UPDATE OF {', '.join(self.columns)}" if self.columns else self.event.upper()


class Guard:
    """The triggers of one app. `refusals` is asked when the apps are ready."""

    def __init__(self, app: str, message: str, refusals: Callable[[], Iterable[Refusal]]) -> None:
        self.app, self.message, self.refusals = app, message, refusals

    def install(self, using: str = "default", **_more: Any) -> None:
        """Make the triggers this database lacks; a signal's handler, safe to run again."""
        connection = connections[using]
        tables = set(connection.introspection.table_names())
        with connection.cursor() as cursor:
            known = _known(connection.vendor, cursor)
            for one in self.refusals():
                if one.table in tables and one.name not in known:
                    for statement in self.statements(one, connection.vendor):
                        cursor.execute(statement)

    def step_aside(self, using: str = "default", plan: Any = (), **_more: Any) -> None:
        """Drop the triggers if migrations of this app are about to run; a signal's handler."""
        if any(migration.app_label == self.app for migration, _backwards in plan or ()):
            self.remove(using)

    def remove(self, using: str = "default") -> None:
        """Drop the triggers. Only for migrations, and for tests that write what nobody may."""
        connection = connections[using]
        with connection.cursor() as cursor:
            known = _known(connection.vendor, cursor)
            for one in self.refusals():
                if one.name in known:
                    on = f" ON {one.table}" if connection.vendor == "postgresql" else ""
                    cursor.execute(f"DROP TRIGGER {one.name}{on}")

    def statements(self, one: Refusal, vendor: str) -> list[str]:
        """Return the SQL that makes a trigger, for `sqlite` or `postgresql`."""
        if vendor == "sqlite":
            return [
                (
                    f"CREATE TRIGGER {one.name} BEFORE {one.on} ON {one.table} WHEN {one.when}"
                    f" BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
                )
            ]
        # A WHEN clause of PostgreSQL may hold no query; a function asks instead.
        row = "OLD" if one.event == "delete" else "NEW"
        return [
            (
                f"CREATE OR REPLACE FUNCTION {one.name}() RETURNS trigger LANGUAGE plpgsql AS $$"
                f" BEGIN IF {one.when} THEN RAISE EXCEPTION '{self.message}'"
                f" USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {row}; END $$"
            ),
            (
                f"CREATE TRIGGER {one.name} BEFORE {one.on} ON {one.table}"
                f" FOR EACH ROW EXECUTE FUNCTION {one.name}()"
            ),
        ]


def _known(vendor: str, cursor: Any) -> set[str]:
    """Return the names of the triggers there are."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    cursor.execute(queries[vendor])
    return {name for (name,) in cursor.fetchall()}
