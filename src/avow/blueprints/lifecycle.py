"""The life of a version. Source: PRODUCT.md, "Blueprint": versions never change once published."""

from avow.blueprints.rules import has_its_actions, moment_ahead, moment_come, stage_in_order
from avow.blueprints.states import VersionState
from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role

# fmt: off
VERSION = Lifecycle("blueprint version", states=VersionState, roles=Role, moves=[
    #   move            from         to            who                     only if
    row("schedule",     "prepared",  "scheduled",  "champion secretariat", moment_ahead, has_its_actions, stage_in_order),
    row("unschedule",   "scheduled", "prepared",   "champion secretariat"),
    row("publish",      "prepared",  "published",  "secretariat",          has_its_actions, stage_in_order),
    row("publish",      "scheduled", "published",  "secretariat",          has_its_actions, stage_in_order),
    row("publish",      "scheduled", "published",  "system",               moment_come, has_its_actions, stage_in_order),
], conflicts="recused")
# fmt: on
