"""Who may do what in the conversation; posts are texts, whose rules are moderation's."""

from avow.conversation.states import State
from avow.kernel.policy import May, Policy

OPEN = frozenset({State.OPEN})

# fmt: off
PERMISSIONS = (
    #   action                     who                     while
    May("topic.open",              "secretariat"),
    May("topic.edit",              "secretariat"),
    May("topic.summarise",         "secretariat"),
    May("topic.post",              "visitor signed_in representative champion secretariat core_group", OPEN),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
