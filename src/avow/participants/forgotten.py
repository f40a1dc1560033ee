"""What goes with a person who is forgotten. Apps above register theirs in their `apps.ready`.

An account that is erased and a visitor who asks for it on `taking-part/` come the same way: nothing
of a person stays in one case that goes in the other.
"""

from collections.abc import Callable
from datetime import datetime

from avow.participants.models import Participant

Handler = Callable[[Participant, datetime], None]
_HANDLERS: dict[str, Handler] = {}


def when_forgotten(name: str) -> Callable[[Handler], Handler]:
    """Register what an app erases, in the transaction that takes the name and address out."""

    def register(function: Handler) -> Handler:
        _HANDLERS[name] = function
        return function

    return register


def forget_rest(participant: Participant, now: datetime) -> None:
    """Run every handler, in the order of their names; the address still stands in the row."""
    for _name, function in sorted(_HANDLERS.items()):
        function(participant, now)
