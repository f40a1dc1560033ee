"""The life of a topic."""

from avow.conversation.states import State
from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role

# fmt: off
TOPIC = Lifecycle("topic", states=State, roles=Role, moves=[
    #   move       from      to        who
    row("close",   "open",   "closed", "secretariat system"),
    row("reopen",  "closed", "open",   "secretariat"),
])
# fmt: on
