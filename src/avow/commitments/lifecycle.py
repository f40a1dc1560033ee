"""The life of a commitment. Source: PRODUCT.md, "Commitment"; `declined` in docs/decisions/0003."""

from avow.commitments.rules import (
    complete,
    every_case_decided,
    no_case_accepted,
    reason_written,
    some_case_accepted,
    term_over,
    window_open,
)
from avow.commitments.states import State
from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role

# fmt: off
COMMITMENT = Lifecycle("commitment", states=State, roles=Role, moves=[
    #   move        from                       to               who                   only if
    row("submit",   "draft",                   "submitted",     "representative",     window_open, complete),
    row("ask",      "submitted",               "clarification", "secretariat",        reason_written),
    row("answer",   "clarification",           "submitted",     "representative",     complete),
    row("open",     "submitted",               "in_review",     "secretariat system"),
    row("publish",  "in_review",               "published",     "secretariat",        every_case_decided, some_case_accepted),
    row("decline",  "in_review",               "declined",      "secretariat",        every_case_decided, no_case_accepted),
    row("amend",    "published",               "amended",       "representative",     reason_written),
    row("publish",  "amended",                 "published",     "secretariat",        every_case_decided),
    row("complete", "published",               "completed",     "secretariat system", term_over),
    row("end",      "published",               "ended",         "secretariat",        reason_written),
    row("withdraw", "draft submitted clarification in_review published amended",
                                               "withdrawn",     "representative"),
])
# fmt: on
