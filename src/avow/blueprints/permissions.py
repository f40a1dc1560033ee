"""Who may do what with a plan of action, besides the moves of a version.

Towards a blueprint `champion` is one of its own coalition; the secretariat may mend everything.
"""

from avow.blueprints.states import VersionState
from avow.kernel.policy import May, Policy

PREPARED = frozenset({VersionState.PREPARED})

# fmt: off
PERMISSIONS = (
    #   action                      who                     while
    May("blueprint.write",          "champion secretariat"),
    May("blueprint.remark",         "champion secretariat"),
    May("blueprint.prepare",        "champion secretariat"),
    May("blueprint.map_actions",    "champion secretariat", PREPARED),
    May("blueprint.discard",        "champion secretariat", PREPARED),
    May("blueprint.preview",        "champion secretariat"),
    May("plan.compile",             "secretariat"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
