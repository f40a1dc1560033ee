"""Who may do what with good practices, besides their moves (lifecycle.py).

Towards a practice the representative acts for the organisation whose report it comes from.
"""

from avow.kernel.policy import May, Policy
from avow.learning.states import State

PUBLIC = frozenset({State.PUBLISHED})
TOLD = frozenset(set(State) - {State.DRAFT})

# fmt: off
PERMISSIONS = (
    #   action               who                       while
    May("practice.take_up",  "secretariat"),
    May("practice.edit",     "secretariat",            {State.DRAFT}),
    May("practice.read",     "secretariat"),
    May("practice.read",     "representative reader",  TOLD),
    May("practice.read",     "visitor signed_in",      PUBLIC),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)

# Towards a need or an offer the representative acts for the organisation that makes it.
# fmt: off
HELP_PERMISSIONS = (
    #   action          who
    May("help.ask",     "representative"),
    May("help.offer",   "representative"),
    May("help.suggest", "secretariat"),
    May("help.read",    "secretariat representative reader"),
    May("match.read",   "secretariat representative reader"),
)
# fmt: on
HELP_POLICY = Policy(*HELP_PERMISSIONS)
