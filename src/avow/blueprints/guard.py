"""The database itself refuses to change a published version, or anything of it."""

from collections.abc import Iterator

from avow.kernel.guard import Guard, Refusal

VERSION = "blueprints_version"
ROWS = ("blueprints_versionsection", "blueprints_actionchange")


def refusals() -> Iterator[Refusal]:
    """Yield a trigger for each refused change; nothing is added to a published one either."""
    for event in ("update", "delete"):
        yield Refusal(VERSION, event, "OLD.published_at IS NOT NULL")
    for table in ROWS:
        yield Refusal(table, "insert", _published("NEW"))
        yield Refusal(table, "update", f"{_published('OLD')} OR {_published('NEW')}")
        yield Refusal(table, "delete", _published("OLD"))


def _published(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {VERSION} v"  # noqa: S608  our own names
        f" WHERE v.id = {row}.version_id AND v.published_at IS NOT NULL)"
    )


GUARD = Guard("blueprints", "a published version is immutable", refusals)
install, step_aside, remove = GUARD.install, GUARD.step_aside, GUARD.remove
