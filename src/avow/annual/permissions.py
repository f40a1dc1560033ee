"""Who may do what with an annual report, besides its moves (lifecycle.py)."""

from avow.annual.states import State
from avow.kernel.policy import May, Policy

PUBLIC = frozenset({State.PUBLISHED})

# fmt: off
PERMISSIONS = (
    #   action           who                  while
    May("annual.read",   "secretariat"),
    May("annual.read",   "visitor signed_in", PUBLIC),
    May("annual.write",  "secretariat"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
