"""Who may do what with a case, besides its moves (lifecycle.py)."""

from avow.kernel.policy import May, Policy
from avow.review.states import DECIDED, State

VOTING = {State.VALIDATION}
BEFORE_LIAISON = {State.VALIDATION, State.CLARIFICATION}
# What the Core Group is consulted on, and what became of it.
CONSULTED = {State.LIAISON, State.OBJECTION, *DECIDED}

# fmt: off
PERMISSIONS = (
    #   action               who                                while                never
    May("case.read",         "secretariat champion",            frozenset(State),    "own_organisation"),
    May("case.read",         "core_group",                      CONSULTED,           "own_organisation"),
    May("case.vote",         "champion",                        VOTING,              "own_organisation recused"),
    May("case.recuse",       "champion",                        BEFORE_LIAISON,      "own_organisation"),
    May("case.see_votes",    "secretariat champion",            frozenset(State),    "own_organisation recused"),
    May("case.see_votes",    "secretariat champion core_group", DECIDED,             "own_organisation"),
    May("case.see_tally",    "secretariat champion",            frozenset(State),    "own_organisation recused"),
    May("case.see_tally",    "core_group",                      CONSULTED,           "own_organisation recused"),
    May("case.see_tally",    "secretariat champion core_group", DECIDED,             "own_organisation"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
