"""What goes with somebody who is forgotten. Apps above register theirs in their `apps.ready`."""

from collections.abc import Callable
from datetime import datetime

from avow.participants.models import Participant

Eraser = Callable[[Participant, datetime], None]
_ERASERS: dict[str, Eraser] = {}


def when_forgotten(name: str) -> Callable[[Eraser], Eraser]:
    """Register what an app erases of a person, in the transaction that takes their name out.

    With or without an account: an account that goes takes its participants along.
    """

    def register(function: Eraser) -> Eraser:
        _ERASERS[name] = function
        return function

    return register


def erase_of(participant: Participant, now: datetime) -> None:
    """Run every eraser, in the order of their names."""
    for _name, function in sorted(_ERASERS.items()):
        function(participant, now)
