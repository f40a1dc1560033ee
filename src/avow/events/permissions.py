"""Who may do what with events, besides their moves."""

from avow.events.states import State
from avow.kernel.policy import May, Policy

PUBLIC = frozenset({State.PUBLISHED})

# fmt: off
PERMISSIONS = (
    #   action                     who                          while
    May("event.edit",              "secretariat"),
    May("event.register",          "visitor signed_in representative champion secretariat core_group", PUBLIC),
    May("event.registrations",     "secretariat"),
    May("event.attendance",        "secretariat"),
    May("event.attend",            "author",                    PUBLIC),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
