"""The life of a co-maker's signature, and of a request to join. Source: PRODUCT.md, "Joint".

Publication waits for every signature (the guard stands in lifecycle.py). A signature is asked for
again when the promise or the co-maker's own share changes (joint.must_sign_again).
"""

from avow.commitments.joint import (
    awaits_signatures,
    can_be_changed,
    still_public,
    with_a_reason,
)
from avow.commitments.states import CoMakerState, JoiningState
from avow.kernel.lifecycle import Lifecycle, row
from avow.people.roles import Role

# fmt: off
CO_MAKER = Lifecycle("co_maker", states=CoMakerState, roles=Role, parties="co_maker", moves=[
    #   move      from               to           who         only if
    row("sign",   "asked refused",   "confirmed", "co_maker", awaits_signatures),
    row("refuse", "asked confirmed", "refused",   "co_maker", awaits_signatures, with_a_reason),
    row("leave",  "confirmed",       "left",      "co_maker", still_public, with_a_reason),
])
JOINING = Lifecycle("joining", states=JoiningState, roles=Role, moves=[
    #   move      from     to          who               only if
    row("accept", "asked", "accepted", "representative", can_be_changed, with_a_reason),
    row("refuse", "asked", "refused",  "representative", with_a_reason),
])
# fmt: on
