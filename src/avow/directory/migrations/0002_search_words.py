"""The table of the search: FTS5 on SQLite, tsvector with GIN on PostgreSQL.

No foreign key: Django does not know this table, and emptying the others must not stumble over it.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = [
    "CREATE VIRTUAL TABLE directory_search USING fts5("
    "title, body, tokenize = 'unicode61 remove_diacritics 0', prefix = '2 3')",
]
POSTGRESQL = [
    "CREATE TABLE directory_search (entry_id bigint PRIMARY KEY, words tsvector NOT NULL)",
    "CREATE INDEX directory_search_words ON directory_search USING gin (words)",
]


def make(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in POSTGRESQL if editor.connection.vendor == "postgresql" else SQLITE:
        editor.execute(statement)


def drop(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute("DROP TABLE directory_search")


class Migration(migrations.Migration):
    dependencies = [("directory", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
