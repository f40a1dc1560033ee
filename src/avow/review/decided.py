"""Who must know, in the same transaction, that a case was decided or closed.

A case does not know what it is about. The apps above register here, in their `apps.py`:
`register(handler, lock=…)`. `handler(case)` runs after the case is decided or closed, inside the
transaction. `lock(case_pk)` runs before the case's own row is locked and locks the thing above it:
everybody takes the locks from the top down, so that two moves at once never wait for each other.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from avow.review.models import Case

Handler = Callable[["Case"], None]
Lock = Callable[[int], None]

_HANDLERS: list[Handler] = []
_LOCKS: list[Lock] = []


def register(handler: Handler, *, lock: Lock | None = None) -> None:
    """Add a handler, and what to lock before the case; registering twice changes nothing."""
    if handler not in _HANDLERS:
        _HANDLERS.append(handler)
    if lock is not None and lock not in _LOCKS:
        _LOCKS.append(lock)


def lock_above(case_pk: int) -> None:
    """Lock what the case belongs to, before the case itself; the highest app registered last."""
    for lock in reversed(_LOCKS):
        lock(case_pk)


def tell(case: "Case") -> None:
    """Call every handler."""
    for handler in _HANDLERS:
        handler(case)
