"""The list of work that time alone makes due. Each app adds its own; `avow tick` runs it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

# Does what is due at `now` and returns how many things it did. Must be safe to run again.
Work = Callable[[datetime], int]


@dataclass(frozen=True, slots=True)
class Due:
    """One kind of due work and how often it is looked at."""

    name: str
    every: timedelta
    work: Work


_DUE: dict[str, Due] = {}


def due(name: str, *, every: timedelta = timedelta(minutes=1)) -> Callable[[Work], Work]:
    """Register a function as due work; call it from an app's `ready`.

    Raises ValueError if the name belongs to another function.
    """

    def register(work: Work) -> Work:
        known = _DUE.setdefault(name, Due(name, every, work))
        if known.work is not work:
            raise ValueError(f"two kinds of due work are called {name}")
        return work

    return register


def registered() -> list[Due]:
    """Return all due work in the order of registration, which is that of the apps."""
    return list(_DUE.values())


def slot_of(now: datetime, every: timedelta) -> datetime:
    """Return the start of the slot of time that `now` lies in."""
    zero = datetime.min.replace(tzinfo=now.tzinfo)
    return now - (now - zero) % every
