"""Migration operations that a live PostgreSQL can take; the only code of ours that migrations use.

`django.contrib.postgres.operations` cannot be imported without psycopg, so an installation on
SQLite could not migrate with it.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddIndex
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint


class AddCheckOnline(AddConstraint):
    """Add a check to a table in use: new rows obey at once, old ones are proved later.

    On PostgreSQL NOT VALID, so that no table is read under a lock; elsewhere an ordinary check.
    A later migration proves the old rows with `ValidateCheckOnline`.
    """

    constraint: CheckConstraint

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Add it."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            statement = self.constraint.create_sql(model, schema_editor)
            schema_editor.execute(f"{statement} NOT VALID", params=None)


class ValidateCheckOnline(Operation):
    """Prove that the rows there were before a check obey it too; writers go on meanwhile."""

    def __init__(self, model_name: str, name: str) -> None:
        self.model_name, self.name = model_name, name

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Return what makes it again."""
        return type(self).__name__, [self.model_name, self.name], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Change nothing: the check is known since it was added."""

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        _from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Prove it."""
        if schema_editor.connection.vendor != "postgresql":
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        table = model._meta.db_table  # noqa: SLF001  Django's documented name
        quote = schema_editor.quote_name
        schema_editor.execute(f"ALTER TABLE {quote(table)} VALIDATE CONSTRAINT {quote(self.name)}")

    def database_backwards(self, *_arguments: Any) -> None:
        """Leave it: what is proved stays true."""

    def describe(self) -> str:
        """Return what it does, for `migrate --plan`."""
        return f"Prove {self.name} on {self.model_name}"


class AddIndexOnline(AddIndex):
    """Add an index to a table in use: on PostgreSQL writers go on while it is built.

    Its migration holds nothing else and says `atomic = False`. Broken off there, it leaves an
    invalid index behind: drop that, and migrate again.
    """

    atomic = False

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Add it. Raises RuntimeError in a transaction, where PostgreSQL cannot."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        if schema_editor.connection.in_atomic_block:
            raise RuntimeError("this migration must say atomic = False")
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            schema_editor.add_index(model, self.index, concurrently=True)  # type: ignore[call-arg]
