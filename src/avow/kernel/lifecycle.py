"""A lifecycle is a table of moves; this module reads such tables and obeys them.

Standard library only, so that a guard can be tested, shown and explained without a database.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

# A guard looks at frozen facts and the time, and returns the codes of what is missing (none: go on).
Guard = Callable[[Any, datetime], tuple[str, ...]]


class Refused(Exception):
    """A move or act the rules do not allow now. `reasons` holds every reason's code.

    `forbidden` tells "you may not" (HTTP 403) from "not now, not like this" (HTTP 409).
    """

    def __init__(self, *reasons: str, forbidden: bool = False) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = reasons
        self.forbidden = forbidden


@dataclass(frozen=True, slots=True)
class Move:
    """One row of a lifecycle's table."""

    name: str
    sources: frozenset[str]
    target: str
    who: frozenset[str]
    guards: tuple[Guard, ...]


def row(name: str, sources: str, target: str, who: str, *only_if: Guard) -> Move:
    """Write one row; sources and roles are words separated by spaces."""
    return Move(name, frozenset(sources.split()), target, frozenset(who.split()), only_if)


class Lifecycle:
    """The table of one thing's life: *(move, from, to, who, only if)*.

    Whoever carries a role of `conflicts` (their own organisation, a recusal) keeps only the moves
    that name one of their `parties` roles: nobody decides on their own organisation.
    Raises ValueError when a row names an unknown state or role.
    """

    def __init__(
        self,
        name: str,
        *,
        states: type[Enum],
        roles: type[Enum],
        moves: Iterable[Move],
        parties: str = "representative",
        conflicts: str = "own_organisation recused",
    ) -> None:
        self.name = name
        self.moves = tuple(moves)
        self.states = tuple(str(state.value) for state in states)
        self.parties = frozenset(parties.split())
        self.conflicts = frozenset(conflicts.split())
        known = frozenset(str(role.value) for role in roles)
        for move in self.moves:
            unknown = (move.sources | {move.target}) - set(self.states) | (move.who - known)
            if unknown:
                raise ValueError(f"{name}.{move.name}: unknown {sorted(unknown)}")

    def open_to(self, state: str, roles: Iterable[str]) -> tuple[Move, ...]:
        """Return the moves these roles have in this state, guards not yet asked: the buttons."""
        held = frozenset(str(role) for role in roles)
        if held & self.conflicts:
            held &= self.parties
        return tuple(m for m in self.moves if state in m.sources and m.who & held)

    def named(self, name: str) -> Move:
        """Return the first row of this name. Raises KeyError for a name the table does not have."""
        for move in self.moves:
            if move.name == name:
                return move
        raise KeyError(name)

    def step(self, name: str, state: str, roles: Iterable[str], facts: Any, now: datetime) -> Move:
        """Return the move if it is allowed now.

        Raises `Refused` with every reason: the state has moved on, the role may not, a guard says no.
        """
        rows = [move for move in self.moves if move.name == name]
        if not rows:
            raise KeyError(name)
        held = frozenset(str(role) for role in roles)
        mine = [move for move in self.open_to(state, held) if move.name == name]
        if not mine:
            elsewhere = (
                move
                for one in rows
                for source in one.sources
                for move in self.open_to(source, held)
            )
            may = any(move.name == name for move in elsewhere)
            raise Refused("moved_on" if may else "not_yours", forbidden=not may)
        reasons = tuple(code for guard in mine[0].guards for code in guard(facts, now))
        if reasons:
            raise Refused(*reasons)
        return mine[0]
