"""The database itself refuses to change or remove a published text, and whatever belongs to it.

Set up after every `migrate`, not by a migration: SQLite makes a table anew when a column is added
or a rule changes, forgets its triggers, and stumbles over those that read it. So the guard steps
aside while migrations of this app run, which may then change published rows, and comes back.
"""

from typing import Any

from django.apps import apps
from django.db import connections

REVISION, PARTNER = "commitments_revision", "commitments_partner"
# What a revision has several of: nothing in these rows changes once it is published.
ROWS = (
    "commitments_financeline",
    "commitments_target",
    "commitments_step",
    "commitments_place",
    "commitments_link",
    "commitments_capacity",
    "commitments_document",
    "commitments_coalitionshare",
    "commitments_revision_actions",
)
# Not among them: co-makers. They sign and leave, and those who become one add their shares up.
# Of a partner only its answer changes, and which organisation it has become.
PARTNER_TEXTS = ("id", "revision_id", "name", "role")
# The lead's share of a published text grows when a co-maker becomes one with it.
FREE = ("lead_share",)
MESSAGE = "a published text is immutable"
FUNCTION = "revision_guard"


def install(using: str = "default", **_more: Any) -> None:
    """Make the triggers this database lacks; a signal's handler, safe to run again."""
    connection = connections[using]
    tables = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        known = _known(connection.vendor, cursor)
        wanted = statements(connection.vendor)
        missing = [name for name, (table, _sql) in wanted.items() if table in tables]
        missing = [name for name in missing if name not in known]
        if missing and connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for name in missing:
            cursor.execute(wanted[name][1])


def step_aside(using: str = "default", plan: Any = (), **_more: Any) -> None:
    """Drop the triggers if migrations of this app are about to run; a signal's handler."""
    if any(migration.app_label == "commitments" for migration, _backwards in plan or ()):
        remove(using)


def remove(using: str = "default") -> None:
    """Drop the triggers. Only for migrations, and for tests that write what nobody may write."""
    connection = connections[using]
    with connection.cursor() as cursor:
        known = _known(connection.vendor, cursor)
        for name, (table, _sql) in statements(connection.vendor).items():
            if name in known:
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER {name}{on}")


def _known(vendor: str, cursor: Any) -> set[str]:
    """Return the names of the triggers there are."""
    queries = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    }
    cursor.execute(queries[vendor])
    return {name for (name,) in cursor.fetchall()}


def statements(vendor: str) -> dict[str, tuple[str, str]]:
    """Return {trigger: (its table, the SQL that makes it)} for `sqlite` or `postgresql`."""
    make = _sqlite if vendor == "sqlite" else _postgresql
    found: dict[str, tuple[str, str]] = {}
    for table in (REVISION, *ROWS, PARTNER):
        for event in ("update", "delete"):
            name = f"{table}_no_{event}"
            found[name] = (table, make(name, table, event))
    return found


def _when(table: str, event: str) -> str:
    """Return when a row is refused: its revision, the old or the new one, is published."""
    if table == REVISION:
        return "OLD.published_at IS NOT NULL"
    owners = ("OLD", "NEW") if event == "update" else ("OLD",)
    published = " OR ".join(
        f"EXISTS (SELECT 1 FROM {REVISION} r"  # noqa: S608  our own names
        f" WHERE r.id = {row}.revision_id AND r.published_at IS NOT NULL)"
        for row in owners
    )
    if table == PARTNER and event == "update":
        return f"({published}) AND ({_differs()})"
    return published


def _differs() -> str:
    return " OR ".join(f"OLD.{name} <> NEW.{name}" for name in PARTNER_TEXTS)


def _event(table: str, event: str) -> str:
    """Return the event of a trigger; of a text, the change of any column but the free ones."""
    if table != REVISION or event != "update":
        return event.upper()
    names = [
        str(one.column) for one in apps.get_model("commitments", "Revision")._meta.concrete_fields
    ]  # noqa: SLF001  as Django documents it
    return f"UPDATE OF {', '.join(name for name in names if name not in FREE)}"


def _sqlite(name: str, table: str, event: str) -> str:
    return (
        f"CREATE TRIGGER {name} BEFORE {_event(table, event)} ON {table} WHEN {_when(table, event)}"
        f" BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
    )


def _postgresql(name: str, table: str, event: str) -> str:
    # A WHEN clause of PostgreSQL may hold no query; the function asks instead.
    kind = "revision" if table == REVISION else "partner" if table == PARTNER else "row"
    return (
        f"CREATE TRIGGER {name} BEFORE {_event(table, event)} ON {table}"
        f" FOR EACH ROW EXECUTE FUNCTION {FUNCTION}('{kind}')"
    )


_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE refused boolean;
BEGIN
  IF TG_ARGV[0] = 'revision' THEN
    refused := OLD.published_at IS NOT NULL;
  ELSIF TG_OP = 'DELETE' THEN
    refused := {_when("a row", "delete")};
  ELSIF TG_ARGV[0] = 'partner' THEN
    refused := {_when(PARTNER, "update")};
  ELSE
    refused := {_when("a row", "update")};
  END IF;
  IF refused THEN
    RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$"""
