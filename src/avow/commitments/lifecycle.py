"""The life of a commitment. Source: PRODUCT.md, "Commitment"; `declined` in docs/decisions/0003.

An amendment is written (its sheet open), handed in (`resubmit`), and published, declined or dropped;
the public reads the last published revision all the while. An extension is an amendment that begins
with a later last day. A renewal is a commitment of its own (permissions.py, `commitment.renew`).
"""

from avow.commitments.rules import (
    amendment_accepted,
    amendment_declined,
    amendment_handed_in,
    amendment_in_writing,
    complete,
    every_case_decided,
    maker_or_applicant,
    makers_accepted,
    makers_signed,
    may_be_longer,
    no_case_accepted,
    no_case_open,
    reason_if_public,
    reason_written,
    shares_whole,
    some_case_accepted,
    term_over,
    window_open,
)
from avow.commitments.states import State
from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role

TOGETHER = (makers_signed, makers_accepted, shares_whole)  # of a joint commitment
# fmt: off
COMMITMENT = Lifecycle("commitment", states=State, roles=Role, moves=[
    #   move        from                       to               who                   only if
    row("submit",   "draft",                   "submitted",     "representative",     window_open, maker_or_applicant, complete),
    row("ask",      "submitted",               "clarification", "secretariat",        reason_written),
    row("answer",   "clarification",           "submitted",     "representative",     reason_written, complete),
    row("open",     "submitted",               "in_review",     "secretariat system"),
    row("publish",  "in_review",               "published",     "secretariat",        every_case_decided, some_case_accepted, *TOGETHER),
    row("decline",  "in_review",               "declined",      "secretariat",        every_case_decided, no_case_accepted),
    row("amend",    "published",               "amended",       "representative",     reason_written),
    row("extend",   "published",               "amended",       "representative",     reason_written, may_be_longer),
    row("resubmit", "amended",                 "amended",       "representative",     amendment_in_writing, complete),
    row("publish",  "amended",                 "published",     "secretariat",        amendment_handed_in, no_case_open, amendment_accepted, *TOGETHER),
    row("decline",  "amended",                 "published",     "secretariat",        amendment_handed_in, no_case_open, amendment_declined),
    row("reshare",  "submitted",               "submitted",     "representative",     shares_whole),  # a co-maker refused: the others agree anew
    row("reshare",  "in_review",               "in_review",     "representative",     shares_whole),
    row("reshare",  "amended",                 "amended",       "representative",     amendment_handed_in, shares_whole),
    row("drop",     "amended",                 "published",     "representative"),
    row("complete", "published",               "completed",     "secretariat system", term_over),
    row("complete", "amended",                 "completed",     "system",             term_over, amendment_in_writing),
    row("end",      "published amended",       "ended",         "secretariat",        reason_written),
    row("withdraw", "draft submitted clarification in_review published amended",
                                               "withdrawn",     "representative",     reason_if_public),
])
# fmt: on
