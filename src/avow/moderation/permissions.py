"""Who may do what with what the public wrote, besides its moves."""

from avow.kernel.policy import May, Policy
from avow.moderation.states import State

OPEN = frozenset({State.UNCONFIRMED, State.HELD, State.VISIBLE})

# fmt: off
PERMISSIONS = (
    #   action                   who                                while                     never
    May("text.write",            "visitor signed_in representative champion secretariat core_group"),
    May("text.edit",             "author",                          OPEN),
    May("text.report",           "visitor signed_in",               {State.VISIBLE},          "author"),
    May("text.appeal",           "author",                          {State.REMOVED}),
    May("text.answer_appeal",    "secretariat",                     {State.REMOVED},          "author"),
    May("text.queue",            "secretariat"),
    May("text.block_author",     "secretariat"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
