"""The life of an event, and of a registration for one."""

from avow.events.rules import complete, not_over, not_there, reason_given
from avow.events.states import Place, State
from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role

# fmt: off
EVENT = Lifecycle("event", states=State, roles=Role, moves=[
    #   move        from         to           who            only if
    row("publish",  "draft",     "published", "secretariat", complete),
    row("cancel",   "published", "cancelled", "secretariat", not_over, reason_given),
])

REGISTRATION = Lifecycle("registration", states=Place, roles=Role, moves=[
    #   move        from                              to            who
    row("seat",     "unconfirmed waiting cancelled",  "registered", "system"),
    row("wait",     "unconfirmed cancelled",          "waiting",    "system"),
    row("ask",      "cancelled",                      "unconfirmed", "system"),
    row("cancel",   "unconfirmed registered waiting", "cancelled",  "author secretariat", not_over, not_there),
], parties="author", conflicts="recused")
# fmt: on
