"""What waits for a person on their own page. Higher apps add theirs in `apps.ready`.

A register, because the page lies below the apps whose work it tells of.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from avow.forums.models import Forum
from avow.people.models import User
from avow.people.standing import Standing


@dataclass(frozen=True, slots=True)
class Waiting:
    """One line: what waits, more of it, where it is done, and the words of the link."""

    title: str
    text: str
    url: str
    link: str
    tone: str = "info"


Teller = Callable[[User, Forum, Standing, datetime], list[Waiting]]
_TELLERS: dict[str, Teller] = {}


def tells_what_waits(name: str) -> Callable[[Teller], Teller]:
    """Add what waits for people under `name`; a constant number of queries."""

    def register(function: Teller) -> Teller:
        _TELLERS[name] = function
        return function

    return register


def waiting_for(user: User, forum: Forum, standing: Standing, now: datetime) -> list[Waiting]:
    """Return everything that waits for a person in a forum."""
    found = (function(user, forum, standing, now) for _, function in sorted(_TELLERS.items()))
    return [line for lines in found for line in lines]
