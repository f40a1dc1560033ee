"""The life of an application. Source: PRODUCT.md, "Application"."""

from avow.applications.rules import (
    checklist_done,
    complete,
    every_case_decided,
    reason_written,
    window_open,
)
from avow.applications.states import State
from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role

# fmt: off
APPLICATION = Lifecycle("application", states=State, roles=Role, moves=[
    #   move        from                     to               who               only if
    row("submit",   "draft",                 "submitted",     "representative", window_open, complete),
    row("screen",   "submitted",             "screening",     "secretariat"),
    row("ask",      "screening",             "clarification", "secretariat",    reason_written),
    row("answer",   "clarification",         "screening",     "representative", complete),
    row("refuse",   "screening",             "ineligible",    "secretariat",    reason_written),
    row("pass",     "screening",             "in_review",     "secretariat",    checklist_done),
    row("close",    "in_review",             "decided",       "system",         every_case_decided),
    row("withdraw", "draft submitted screening clarification in_review",
                                             "withdrawn",     "representative"),
])
# fmt: on
