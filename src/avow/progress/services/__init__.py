"""What can be done with cycles and reports: one verb, one transaction each."""

from avow.progress.services.checking import ask, to_check, verify
from avow.progress.services.commenting import comment, withdraw
from avow.progress.services.common import roles_towards
from avow.progress.services.cycles import close, extend, freeze, open_cycle, owing, plan, reopen
from avow.progress.services.dates import due_dates
from avow.progress.services.digests import refuse_digests, refuses_digests, to_digest, write_digests
from avow.progress.services.evidence import attach, detach
from avow.progress.services.making import drop, grant, make
from avow.progress.services.many import publish_many
from avow.progress.services.publishing import answer, publish
from avow.progress.services.reminding import call, remind, remind_now, silent
from avow.progress.services.settling import preview, settle_and_freeze
from avow.progress.services.silence import lift, look
from avow.progress.services.writing import (
    add_money,
    begin,
    confirm,
    delegate,
    hand_in,
    save,
    stands,
)

__all__ = [
    "add_money",
    "answer",
    "ask",
    "attach",
    "begin",
    "call",
    "close",
    "comment",
    "confirm",
    "delegate",
    "detach",
    "drop",
    "due_dates",
    "extend",
    "freeze",
    "grant",
    "hand_in",
    "lift",
    "look",
    "make",
    "open_cycle",
    "owing",
    "plan",
    "preview",
    "publish",
    "publish_many",
    "refuse_digests",
    "refuses_digests",
    "remind",
    "remind_now",
    "reopen",
    "roles_towards",
    "save",
    "settle_and_freeze",
    "silent",
    "stands",
    "to_check",
    "to_digest",
    "verify",
    "withdraw",
    "write_digests",
]
