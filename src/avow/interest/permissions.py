"""Who may do what with an expression of interest, besides its moves."""

from avow.kernel.policy import May, Policy

# fmt: off
PERMISSIONS = (
    May("interest.hand_in",  "visitor signed_in representative"),
    May("interest.list",     "secretariat"),
    May("interest.read",     "secretariat"),
    May("interest.erase",    "secretariat"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
