"""What waits for an address to be confirmed. Apps above register theirs in their `apps.ready`.

Whatever somebody unknown hands in is kept as `unconfirmed`, shown to nobody, and opened here; or
dropped, by whoever owns the address and did not write it, or by time.
"""

from collections.abc import Callable, Iterable
from datetime import datetime

from avow.participants.models import Participant

Handler = Callable[[Participant, datetime], None]
Teller = Callable[[Participant], Iterable[str]]
Dropper = Callable[[Participant | None, datetime], int]
_HANDLERS: dict[str, Handler] = {}
_TELLERS: dict[str, Teller] = {}
_DROPPERS: dict[str, Dropper] = {}


def when_confirmed(
    name: str, *, waits: Teller | None = None, drops: Dropper | None = None
) -> Callable[[Handler], Handler]:
    """Register what opens an app's waiting rows, in the transaction that confirms the address.

    `waits(participant)` gives a line for each thing that waits, in words for the person who is
    about to confirm: so nobody puts their name to what somebody else wrote at their address.
    `drops(participant, before)` deletes what has waited since before a time; of everybody for None.
    """

    def register(function: Handler) -> Handler:
        _HANDLERS[name] = function
        if waits is not None:
            _TELLERS[name] = waits
        if drops is not None:
            _DROPPERS[name] = drops
        return function

    return register


def open_waiting(participant: Participant, now: datetime) -> None:
    """Run every handler, in the order of their names."""
    for _name, function in sorted(_HANDLERS.items()):
        function(participant, now)


def waiting(participant: Participant) -> list[str]:
    """Return a line for each thing that waits for this address."""
    return [line for _name, tell in sorted(_TELLERS.items()) for line in tell(participant)]


def drop_waiting(participant: Participant | None, before: datetime) -> int:
    """Delete what has waited since before a time, at one address or at all; return how much."""
    return sum(drop(participant, before) for _name, drop in sorted(_DROPPERS.items()))
