"""The life of an expression of interest. Source: PRODUCT.md, "Expression of interest"."""

from avow.interest.rules import applications_open, applications_over
from avow.interest.states import State
from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role

# fmt: off
INTEREST = Lifecycle("interest", states=State, roles=Role, moves=[
    #   move        from                to          who                     only if
    row("confirm",  "unconfirmed",      "received", "visitor system"),
    row("invite",   "received",         "invited",  "secretariat system",   applications_open),
    row("apply",    "received invited", "applied",  "representative",       applications_open),
    row("lapse",    "received invited", "lapsed",   "system",               applications_over),
])
# fmt: on
