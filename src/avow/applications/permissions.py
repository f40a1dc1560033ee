"""Who may do what with an application, besides its moves (lifecycle.py)."""

from avow.applications.states import HANDED_IN, OPEN, State
from avow.kernel.policy import May, Policy

# fmt: off
PERMISSIONS = (
    #   action                      who                                while                 never
    May("application.read",         "representative reader"),
    May("application.read",         "secretariat champion core_group", HANDED_IN,            "own_organisation"),
    May("application.edit",         "representative",                  OPEN),
    May("application.assign",       "secretariat",                     HANDED_IN,            "own_organisation"),
    May("application.check",        "secretariat",                     {State.SCREENING},    "own_organisation"),
    May("application.read_check",   "secretariat",                     HANDED_IN,            "own_organisation"),
    May("application.prepare",      "secretariat",                     {State.DECIDED, State.INELIGIBLE}, "own_organisation"),
    May("application.release",      "secretariat",                     {State.DECIDED, State.INELIGIBLE}, "own_organisation"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
