"""The database itself refuses to change a frozen cycle, and whatever was handed in or answered."""

from collections.abc import Iterator

from django.apps import apps

from avow.kernel.guard import Guard, Refusal

CYCLE, REPORT = "progress_cycle", "progress_report"
VERSION, STATEMENT = "progress_version", "progress_statement"
COMMENT = "progress_comment"
# What a report has several of. Questions are not public, but they are part of what was frozen.
ROWS = (
    "progress_targetvalue",
    "progress_stepvalue",
    "progress_moneyvalue",
    "progress_proof",
    "progress_question",
)
# Erasing a person takes their name away, and two organisations may become one, also afterwards.
FREE = {
    REPORT: {"delegate_id", "changed_by_id", "checked_by_id", "organisation_id", "is_joined"},
    "progress_proof": {"added_by_id"},
    "progress_question": {"asked_by_id"},
    STATEMENT: {"by_id"},
    COMMENT: {"by_id", "withdrawn_at", "withdrawn_by_id", "withdrawal"},
}


def refusals() -> Iterator[Refusal]:
    """Yield a trigger for each change that is refused."""
    for event in ("update", "delete"):
        yield Refusal(CYCLE, event, "OLD.state = 'frozen'")
    for event in ("insert", "update", "delete"):
        yield Refusal(REPORT, event, _frozen(REPORT, event), _columns(REPORT, event))
        for table in (*ROWS, VERSION):
            yield Refusal(table, event, _frozen(table, event), _columns(table, event))
    # A frozen row has its trigger already; versions, statements and comments never change at all.
    for table in (STATEMENT, COMMENT):
        yield Refusal(table, "update", "OLD.id IS NOT NULL", _columns(table, "update"))
        yield Refusal(table, "delete", "OLD.id IS NOT NULL")


def _frozen(table: str, event: str) -> str:
    """Return when a row is refused: its cycle, by the old row or the new, is frozen."""
    if table == VERSION and event != "insert":
        return "OLD.id IS NOT NULL"
    owners = {"insert": ("NEW",), "update": ("OLD", "NEW"), "delete": ("OLD",)}[event]
    return " OR ".join(_in_frozen_cycle(table, row) for row in owners)


def _in_frozen_cycle(table: str, row: str) -> str:
    if table == REPORT:
        where = f"c.id = {row}.cycle_id"
    else:
        where = f"c.id = (SELECT r.cycle_id FROM {REPORT} r WHERE r.id = {row}.report_id)"  # noqa: S608  our own names
    return f"EXISTS (SELECT 1 FROM {CYCLE} c WHERE {where} AND c.state = 'frozen')"  # noqa: S608  as above


def _columns(table: str, event: str) -> tuple[str, ...]:
    """Return the columns that never change, where some of a row's may."""
    free = FREE.get(table)
    if event != "update" or not free:
        return ()
    model = next(
        one for one in apps.get_app_config("progress").get_models() if _table(one) == table
    )
    names = [str(one.column) for one in model._meta.concrete_fields]  # noqa: SLF001  Django's documented name
    return tuple(name for name in names if name not in free)


def _table(model: object) -> str:
    return str(model._meta.db_table)  # type: ignore[attr-defined]  # noqa: SLF001  as above


GUARD = Guard("progress", "a frozen report is immutable", refusals)
install, step_aside, remove = GUARD.install, GUARD.step_aside, GUARD.remove
