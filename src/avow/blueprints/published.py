"""Who must know, in the same transaction, that a version was published.

Apps above register in their `apps.ready`: `register(handler)`; `handler(version, before, now)` with
the version that was the newest until then, or None.
"""

from collections.abc import Callable
from datetime import datetime

from avow.blueprints.models import Version

Handler = Callable[[Version, Version | None, datetime], None]
_HANDLERS: list[Handler] = []


def register(handler: Handler) -> None:
    """Add a handler; registering twice changes nothing."""
    if handler not in _HANDLERS:
        _HANDLERS.append(handler)


def tell(version: Version, before: Version | None, now: datetime) -> None:
    """Call every handler."""
    for handler in _HANDLERS:
        handler(version, before, now)
