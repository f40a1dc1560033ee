"""What can be done with a commitment: one verb, one transaction each."""

from avow.commitments.drafting import MissingItem, missing_of, notes_of
from avow.commitments.services.amending import amend, drop, resubmit
from avow.commitments.services.common import maker_in, roles_towards, roles_with
from avow.commitments.services.deciding import complete, decline, end, open_cases, publish, withdraw
from avow.commitments.services.joining import (
    joint_of,
    leave,
    refuse_to_sign,
    reshare,
    sign,
)
from avow.commitments.services.newcomers import accept_joining, ask_to_join, refuse_joining
from avow.commitments.services.partnering import confirm, partnerships_of, refuse
from avow.commitments.services.renewing import extend, outlook_of, renew
from avow.commitments.services.writing import answer, ask, create, may, moves_open, next_ref, submit

__all__ = [
    "MissingItem",
    "accept_joining",
    "amend",
    "answer",
    "ask",
    "ask_to_join",
    "complete",
    "confirm",
    "create",
    "decline",
    "drop",
    "end",
    "extend",
    "joint_of",
    "leave",
    "maker_in",
    "may",
    "missing_of",
    "moves_open",
    "next_ref",
    "notes_of",
    "open_cases",
    "outlook_of",
    "partnerships_of",
    "publish",
    "refuse",
    "refuse_joining",
    "refuse_to_sign",
    "renew",
    "reshare",
    "resubmit",
    "roles_towards",
    "roles_with",
    "sign",
    "submit",
    "withdraw",
]
