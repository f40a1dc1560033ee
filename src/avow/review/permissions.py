"""Who may do what with a case, besides its moves (lifecycle.py)."""

from avow.kernel.policy import May, Policy
from avow.review.states import DECIDED, State

# fmt: off
PERMISSIONS = (
    #   action               who                                while                never
    May("case.read",         "secretariat champion core_group"),
    May("case.vote",         "champion",                        {State.VALIDATION},  "own_organisation recused"),
    May("case.recuse",       "champion",                        {State.VALIDATION, State.CLARIFICATION}),
    May("case.see_votes",    "secretariat",                     frozenset(State),    "own_organisation"),
    May("case.see_votes",    "champion",                        frozenset(State),    "own_organisation recused"),
    May("case.see_votes",    "champion core_group",             DECIDED,             "own_organisation"),
    May("case.see_tally",    "core_group",                      {State.LIAISON, State.OBJECTION}, "own_organisation"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
