"""Who may do what with news, besides the moves of an update.

Towards an update `champion` is one of its own coalition.
"""

from avow.kernel.policy import May, Policy
from avow.news.states import State

UNPUBLISHED = frozenset({State.DRAFT, State.SUBMITTED, State.SCHEDULED})

# fmt: off
PERMISSIONS = (
    #   action               who                     while
    May("update.write",      "champion secretariat"),
    May("update.edit",       "champion",             {State.DRAFT}),
    May("update.edit",       "secretariat",          UNPUBLISHED),
    May("update.correct",    "secretariat",          {State.PUBLISHED}),
    May("update.read",       "champion secretariat"),
    May("news.subscribers",  "secretariat"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
