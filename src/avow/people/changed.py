"""Who must know, in the same transaction, that an organisation's profile changed.

The apps above register here, in their `apps.py`: `register(handler)`. `handler(organisation, now)`
runs after a profile was edited or two organisations became one (then for the one that is kept),
inside the transaction: what the public reads of the organisation changes with it, or not at all.
They run in the order in which their apps stand in the settings, the lowest first.
"""

from collections.abc import Callable
from datetime import datetime

from avow.people.models import Organisation

Handler = Callable[[Organisation, datetime], None]
_HANDLERS: list[Handler] = []


def register(handler: Handler) -> None:
    """Add a handler; registering twice changes nothing."""
    if handler not in _HANDLERS:
        _HANDLERS.append(handler)


def tell(organisation: Organisation, now: datetime) -> None:
    """Call every handler."""
    for handler in _HANDLERS:
        handler(organisation, now)
