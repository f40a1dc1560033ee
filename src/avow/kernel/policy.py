"""Permissions as one table: *(action, who, while in these states, never if also)*.

Who may *move* a thing is the lifecycle's own column; this table holds everything else.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ANY: frozenset[str] = frozenset()  # no state matters


@dataclass(frozen=True, slots=True)
class Permission:
    """One row: an action, who may, in which states (`ANY`: all), and which roles spoil it."""

    action: str
    who: frozenset[str]
    states: frozenset[str]
    never: frozenset[str]


def May(  # noqa: N802  reads as a sentence in the tables
    action: str, who: str, while_: Iterable[str] = ANY, never: str = ""
) -> Permission:
    """Write one row; roles are words separated by spaces."""
    states = frozenset(str(state) for state in while_)
    return Permission(action, frozenset(who.split()), states, frozenset(never.split()))


class Policy:
    """The union of rows of one app, or of all of them."""

    def __init__(self, *rows: Permission) -> None:
        self.rows = rows

    def allows(self, action: str, roles: Iterable[str], state: str = "") -> bool:
        """Return whether any row grants `action` to these roles in this state.

        Raises KeyError for an action the table does not know: a typing mistake never grants.
        """
        held = frozenset(str(role) for role in roles)
        rows = [row for row in self.rows if row.action == action]
        if not rows:
            raise KeyError(action)
        return any(
            bool(row.who & held)
            and not row.never & held
            and (not row.states or str(state) in row.states)
            for row in rows
        )
