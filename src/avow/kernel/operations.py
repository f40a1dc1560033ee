"""Migration operations that a live PostgreSQL can take; the only code of ours that migrations use.

`django.contrib.postgres.operations` cannot be imported without psycopg, so an installation on
SQLite could not migrate with it.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddIndex
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models import CheckConstraint, Model


class _Online(Operation):
    """What a live PostgreSQL takes in its own way (`online`), and others in the ordinary one."""

    model_name: str

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Do it, if the model is migrated in this database."""
        if schema_editor.connection.vendor != "postgresql":
            super().database_forwards(app_label, schema_editor, from_state, to_state)
            return
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            self.online(schema_editor, model)

    def online(self, schema_editor: BaseDatabaseSchemaEditor, model: type[Model]) -> None:
        """Do it on PostgreSQL, while others read and write."""
        raise NotImplementedError


class AddCheckOnline(_Online, AddConstraint):
    """Add a check to a table in use: new rows obey at once, old ones are proved later.

    On PostgreSQL NOT VALID, so that no table is read under a lock; elsewhere an ordinary check.
    A later migration proves the old rows with `ValidateCheckOnline`.
    """

    constraint: CheckConstraint

    def online(self, schema_editor: BaseDatabaseSchemaEditor, model: type[Model]) -> None:
        """Add it for new rows alone."""
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


class AddIndexOnline(_Online, AddIndex):
    """Add an index to a table in use: on PostgreSQL writers go on while it is built.

    Its migration holds nothing else and says `atomic = False`. Broken off there, it leaves an
    invalid index behind: drop that, and migrate again.
    """

    atomic = False

    def online(self, schema_editor: BaseDatabaseSchemaEditor, model: type[Model]) -> None:
        """Add it concurrently. Raises RuntimeError in a transaction, where PostgreSQL cannot."""
        if schema_editor.connection.in_atomic_block:
            raise RuntimeError("this migration must say atomic = False")
        schema_editor.add_index(model, self.index, concurrently=True)  # type: ignore[call-arg]  # PostgreSQL's own
