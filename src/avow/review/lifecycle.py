"""The life of a case: one coalition's answer to one application or commitment.

Source: PRODUCT.md, "Case". `close` ends a case whose subject was withdrawn; `settle_for` and
`settle_against` are the way out where the Champions cannot decide (docs/decisions/0003).
"""

from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role
from avow.review.rules import (
    champions_cannot_decide,
    liaison_open,
    majority_against,
    majority_for,
    reason_written,
    silence_passed,
)
from avow.review.states import State

# fmt: off
CASE = Lifecycle("case", states=State, roles=Role, moves=[
    #   move        from                     to               who                     only if
    row("ask",      "validation",            "clarification", "champion secretariat", reason_written),
    row("answer",   "clarification",         "validation",    "representative",       reason_written),
    row("forward",  "validation",            "liaison",       "system",               majority_for),
    row("reject",   "validation",            "declined",      "system",               majority_against),
    row("settle_for", "validation",          "liaison",       "secretariat",          champions_cannot_decide, reason_written),
    row("settle_against", "validation",      "declined",      "secretariat",          champions_cannot_decide, reason_written),
    row("object",   "liaison",               "objection",     "core_group",           liaison_open, reason_written),
    row("accept",   "liaison",               "accepted",      "system",               silence_passed),
    row("uphold",   "objection",             "declined",      "secretariat",          reason_written),
    row("overrule", "objection",             "accepted",      "secretariat",          reason_written),
    row("close",    "validation clarification liaison objection",
                                             "closed",        "system"),
])
# fmt: on
