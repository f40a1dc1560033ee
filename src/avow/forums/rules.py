"""What a forum's calendar means, and how two versions of a pack differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

WindowState = Literal["before", "open", "closed"]
LONGEST_TEXT = 10_000  # letters of one text of a pack, so of an action that a plan publishes too


def state_between(
    opens_at: datetime, closes_at: datetime, now: datetime, grant_until: datetime | None = None
) -> WindowState:
    """Return whether a window is before, open or closed at `now`.

    It is open from `opens_at` and closed from `closes_at` on. A grant keeps it open longer for one
    organisation; it never opens it earlier, and never shortens it. Raises ValueError for a naive
    time.
    """
    if now.tzinfo is None:
        raise ValueError("now must be aware")
    until = max(closes_at, grant_until) if grant_until else closes_at
    if now < opens_at:
        return "before"
    return "open" if now < until else "closed"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between what is loaded and what a pack says.

    *kept* is what a pack would change and may not: the end of a window that the secretariat moved,
    an example that it edited. *retired* is an example that is in the file no more.
    """

    what: Literal["added", "changed", "removed", "kept", "retired"]
    thing: str  # such as "coalition" or "window"
    code: str
    fields: tuple[str, ...] = ()

    def __str__(self) -> str:
        detail = f": {', '.join(self.fields)}" if self.fields else ""
        return f"{self.what} {self.thing} {self.code}{detail}"


Rows = Mapping[str, Mapping[str, Any]]  # code: field: value


def differences(thing: str, loaded: Rows, wanted: Rows) -> list[Change]:
    """Return what must happen to the loaded rows so that they say what is wanted, in its order."""
    changes = []
    for code, fields in wanted.items():
        if code not in loaded:
            changes.append(Change("added", thing, code))
        elif other := tuple(
            name for name, value in fields.items() if loaded[code].get(name) != value
        ):
            changes.append(Change("changed", thing, code, other))
    gone: Iterable[str] = (code for code in loaded if code not in wanted)
    return [*changes, *(Change("removed", thing, code) for code in gone)]
