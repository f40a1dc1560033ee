"""Who may do what with reports, besides their moves (lifecycle.py).

The author is a colleague to whom a report was delegated: they write, and those who act for the
organisation hand in.
"""

from avow.kernel.policy import May, Policy
from avow.progress.states import HANDED_IN, WRITING, State

PUBLIC = frozenset({State.PUBLISHED})

# fmt: off
PERMISSIONS = (
    #   action                  who                                      while      never
    May("report.read",          "representative reader author"),
    May("report.read",          "secretariat champion core_group co_maker", HANDED_IN),
    May("report.read",          "visitor signed_in",                     PUBLIC),
    May("report.edit",          "representative author",                 WRITING),
    May("report.delegate",      "representative",                        WRITING | {State.NOT_STARTED, State.NOT_REPORTED}),
    May("report.answer",        "representative",                        PUBLIC),
    May("report.remind",        "secretariat"),
    May("report.comment",       "secretariat",                           HANDED_IN),
    May("cycle.make",           "secretariat"),
    May("cycle.grant",          "secretariat"),
)
# fmt: on
POLICY = Policy(*PERMISSIONS)
