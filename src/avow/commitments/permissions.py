"""Who may do what with a commitment, besides its moves (lifecycle.py)."""

from avow.commitments.states import HANDED_IN, OPEN, PUBLIC, State
from avow.kernel.policy import May, Policy

# fmt: off
PERMISSIONS = (
    #   action                  who                                while      never
    May("commitment.read",      "representative reader"),
    May("commitment.read",      "secretariat champion core_group", HANDED_IN),
    May("commitment.read",      "co_maker",                        HANDED_IN),
    May("commitment.read",      "visitor signed_in",               PUBLIC),
    May("commitment.edit",      "representative",                  OPEN | {State.AMENDED}),
    May("commitment.renew",     "representative",                  {State.PUBLISHED, State.COMPLETED}),
    May("commitment.see_safe",  "secretariat",                     HANDED_IN, "own_organisation"),  # what a protected maker withholds
    May("catalogue.edit",       "secretariat"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
