"""The life of a public text. Nobody decides on their own: an author keeps an author's moves only."""

from avow.kernel.lifecycle import Lifecycle, row
from avow.moderation.rules import reason_given, reported
from avow.moderation.states import State
from avow.people.roles import Role

# fmt: off
TEXT = Lifecycle("public text", states=State, roles=Role, moves=[
    #   move        from                        to           who                  only if
    row("open",     "unconfirmed",              "visible",   "system"),
    row("hold",     "unconfirmed",              "held",      "system"),
    row("hold",     "visible",                  "held",      "system secretariat"),
    row("approve",  "held",                     "visible",   "secretariat"),
    row("keep",     "visible",                  "visible",   "secretariat",       reported),
    row("remove",   "held visible",             "removed",   "secretariat",       reason_given),
    row("restore",  "removed",                  "visible",   "secretariat"),
    row("withdraw", "unconfirmed held visible", "withdrawn", "author"),
], parties="author", conflicts="author")
# fmt: on
