"""The lives of a good practice, of help needed or offered, and of a match of the two.

A practice is edited by the secretariat, and public only as its maker agreed to it. While a public practice is edited anew, what was agreed to stays public until the new text is.
"""

from avow.kernel.lifecycle import Lifecycle, row
from avow.learning.rules import (
    both_open,
    complete,
    consent_given,
    lapsed,
    one_closed,
    still_shared,
    words_written,
)
from avow.learning.states import HelpState, MatchState, State
from avow.people.roles import Role

# fmt: off
PRACTICE = Lifecycle("practice", states=State, roles=Role, moves=[
    #   move           from                                          to               who               only if
    row("revise",      "asked change_wanted agreed published",       "draft",         "secretariat"),
    row("ask",         "draft",                                      "asked",         "secretariat",    complete, still_shared),
    row("agree",       "asked",                                      "agreed",        "representative"),
    row("want_change", "asked",                                      "change_wanted", "representative", words_written),
    row("refuse",      "asked",                                      "refused",       "representative"),
    row("publish",     "agreed",                                     "published",     "secretariat",    still_shared),
    row("withdraw",    "draft asked change_wanted agreed published", "withdrawn",     "representative", consent_given),
    row("take_out",    "draft asked change_wanted agreed published", "withdrawn",     "secretariat",    words_written),
])
HELP = Lifecycle("help", states=HelpState, roles=Role, moves=[
    row("close", "open", "closed", "representative"),
    row("lapse", "open", "lapsed", "system",         lapsed),
])
# The representative acts for the side that answers. A side that said yes does not answer again.
MATCH = Lifecycle("match", states=MatchState, roles=Role, moves=[
    row("accept",  "suggested",         "waiting",    "representative", both_open),
    row("accept",  "waiting",           "introduced", "representative", both_open),
    row("decline", "suggested waiting", "declined",   "representative"),
    row("end",     "suggested waiting", "ended",      "system",         one_closed),
])
# fmt: on
