"""The lives of a reporting cycle, of a report, and of a silent commitment. Source: PRODUCT.md.

A cycle follows its window, which the secretariat may extend (people, `window.extend`): one that was
closed opens again. From the freeze on nothing in it changes (guard.py).
"""

from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role
from avow.progress.guards import (
    commitment_stands,
    commitment_withdrawn,
    complete,
    every_report_settled,
    evidence_given,
    freeze_day_come,
    missed_enough,
    question_written,
    reason_written,
    reported_again,
    reports_over,
    takes_reports,
    window_closed,
    window_open,
)
from avow.progress.states import CycleState, InactivityState, State

# fmt: off
CYCLE = Lifecycle("cycle", states=CycleState, roles=Role, moves=[
    #   move      from       to        who                   only if
    row("open",   "planned", "open",   "system secretariat", window_open),
    row("close",  "open",    "closed", "system secretariat", window_closed),
    row("reopen", "closed",  "open",   "system secretariat", window_open),
    row("freeze", "closed",  "frozen", "system secretariat", freeze_day_come, every_report_settled),
])
REPORT = Lifecycle("report", states=State, roles=Role, parties="representative author", moves=[
    #   move       from                                  to              who                      only if
    row("begin",   "not_started not_reported",           "draft",        "representative author", takes_reports, commitment_stands),
    row("hand_in", "draft returned",                     "submitted",    "representative",        takes_reports, commitment_stands, complete),
    row("return",  "submitted verified published",       "returned",     "secretariat",           takes_reports, commitment_stands, question_written),
    row("verify",  "submitted",                          "verified",     "secretariat",           commitment_stands, evidence_given),
    row("publish", "submitted verified",                 "published",    "secretariat",           commitment_stands),
    row("publish", "submitted verified returned",        "published",    "system",                reports_over),
    row("miss",    "not_started draft",                  "not_reported", "system",                reports_over),
    row("excuse",  "not_started draft submitted returned verified", "excused", "system",          commitment_withdrawn),
])
INACTIVITY = Lifecycle("inactivity", states=InactivityState, roles=Role, moves=[
    #   move    from                  to          who           only if
    row("mark", "announced",          "inactive", "system",      missed_enough),
    row("lift", "announced inactive", "lifted",   "system",      reported_again),
    row("lift", "announced inactive", "lifted",   "secretariat", reason_written),
])
# fmt: on
