"""One posted form and who changes something by it; the columns are those of test_routes.py."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.house.scene import Scene

NOBODY = "... .. ... .. ... ."
OURS = "... .x ..x .x .x. ."  # who acts for the organisation
LEAD = "... .x ... .. x.. ."  # its lead, and the secretariat where it is not its own
EDITORS = "... .x ..x .x xx. ."
DESK = "... .. ... .. x.. ."  # nobody decides on their own organisation
DESK_ALL = "... .. ... .. xx. ."  # what concerns no organisation
WRITERS = "... .. x.x .. xx. ."  # the coalition's Champions and the secretariat
CHAMPION = "... .. x.. .. ... ."
CORE = "... .. ... x. ... ."
CO_MAKERS = "..x .. ... .. ... ."  # who acts for the organisation that makes it together
Prepare = Callable[[Scene], None]


@dataclass(frozen=True)
class Act:
    """One posted form: where, what, from which state, and who changes anything by it."""

    name: str
    arguments: str
    who: str
    data: dict[str, Any] = field(default_factory=dict)
    before: Prepare | None = None
