"""The database itself refuses to change a published version, or anything of it."""

from collections.abc import Iterator

from avow.kernel.guard import Guard, Refusal

VERSION, PLAN = "blueprints_version", "blueprints_plan"
# Table: (what it belongs to, by which column).
ROWS = {
    "blueprints_versionsection": (VERSION, "version_id"),
    "blueprints_actionchange": (VERSION, "version_id"),
    "blueprints_planpart": (PLAN, "plan_id"),
}


def refusals() -> Iterator[Refusal]:
    """Yield a trigger for each refused change; nothing is added to a published one either."""
    for table in (VERSION, PLAN):
        for event in ("update", "delete"):
            yield Refusal(table, event, "OLD.published_at IS NOT NULL")
    for table, (owner, column) in ROWS.items():
        old, new = (_published(owner, f"{row}.{column}") for row in ("OLD", "NEW"))
        yield Refusal(table, "insert", new)
        yield Refusal(table, "update", f"{old} OR {new}")
        yield Refusal(table, "delete", old)


def _published(owner: str, key: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {owner} o"  # noqa: S608  our own names
        f" WHERE o.id = {key} AND o.published_at IS NOT NULL)"
    )


GUARD = Guard("blueprints", "a published version is immutable", refusals)
install, step_aside, remove = GUARD.install, GUARD.step_aside, GUARD.remove
