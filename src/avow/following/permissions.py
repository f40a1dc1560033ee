"""Who may do what with what is followed. `author` is who follows it."""

from avow.kernel.policy import May, Policy

# fmt: off
PERMISSIONS = (
    #   action           who
    May("follow.begin",  "visitor signed_in"),
    May("follow.read",   "author"),
    May("follow.change", "author"),
    May("follow.end",    "author"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
