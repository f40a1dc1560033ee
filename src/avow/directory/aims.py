"""The targets of plans that commitments answer to. The app of plans says what they are.

It registers in its `apps.ready`: `register(function)`; `function(forum id, keys) -> {key: Aim}`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Aim:
    """A target of a coalition's plan. `address` leads to it in the newest version that has it.

    `in_force` is False once a later version of the plan no longer has it; `version` is its name.
    """

    action: str
    text: str
    language: str
    address: str
    version: str
    in_force: bool


Finder = Callable[[int, Iterable[str]], Mapping[str, Aim]]
_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Say who knows plans; registering twice changes nothing."""
    if finder not in _FINDERS:
        _FINDERS.append(finder)


def aims_of(forum_id: int, keys: Iterable[str]) -> dict[str, Aim]:
    """Return the targets that these keys name; nothing is asked without a key."""
    wanted = sorted({key for key in keys if key})
    found: dict[str, Aim] = {}
    for finder in _FINDERS if wanted else ():
        found |= finder(forum_id, wanted)
    return found
