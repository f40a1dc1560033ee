"""The database itself refuses to change what an annual report froze or published."""

from collections.abc import Iterator

from avow.kernel.guard import Guard, Refusal

REPORT, EDITION = "annual_annualreport", "annual_edition"
ROWS = ("annual_frozenrow", "annual_frozenfigure")
FROZEN = ("forum_id", "cycle_id", "year", "frozen_at", "years", "south", "salt", "digest", "number")
SAID = ("report_id", "number", "content", "digest", "note", "published_at")


def refusals() -> Iterator[Refusal]:
    """Yield a trigger for each change that is refused. Erasing a person takes only a name away."""
    yield Refusal(REPORT, "update", "OLD.id IS NOT NULL", FROZEN)
    yield Refusal(REPORT, "delete", "OLD.id IS NOT NULL")
    for table in ROWS:
        for event in ("update", "delete"):
            yield Refusal(table, event, "OLD.id IS NOT NULL")
    yield Refusal(EDITION, "update", "OLD.id IS NOT NULL", SAID)
    yield Refusal(EDITION, "delete", "OLD.id IS NOT NULL")


GUARD = Guard("annual", "an annual report is immutable once frozen", refusals)
install, step_aside, remove = GUARD.install, GUARD.step_aside, GUARD.remove
