"""The life of an update. Champions write for their coalition; the secretariat publishes."""

from avow.kernel.lifecycle import Lifecycle, row
from avow.news.rules import ahead, come, complete, original_public, reason_given
from avow.news.states import State
from avow.people.roles import Role

# fmt: off
UPDATE = Lifecycle("update", states=State, roles=Role, moves=[
    #   move          from               to           who                     only if
    row("submit",     "draft",           "submitted", "champion",             complete),
    row("send_back",  "submitted",       "draft",     "secretariat",          reason_given),
    row("schedule",   "draft submitted", "scheduled", "secretariat",          complete, ahead),
    row("unschedule", "scheduled",       "draft",     "secretariat"),
    row("publish",    "draft submitted scheduled", "published", "secretariat", complete, original_public),
    row("publish",    "scheduled",       "published", "system",               complete, original_public, come),
    row("withdraw",   "published",       "withdrawn", "secretariat",          reason_given),
], conflicts="recused")
# fmt: on
