"""Every role, every state, every move: what PRODUCT.md allows, and nothing else."""

from datetime import UTC, datetime

import pytest

from avow.interest.lifecycle import INTEREST
from avow.interest.rules import InterestFacts
from avow.interest.states import State
from avow.kernel.lifecycle import Refused
from avow.people.roles import Role

NOW = datetime(2021, 4, 5, 14, tzinfo=UTC)

# Copied by hand: received → invited → applied | lapsed; an address is confirmed by its owner's link;
# all are invited at the opening, by the secretariat or the calendar. Everything else is refused.
ALLOWED = {
    ("unconfirmed", "visitor"): {"confirm"},
    ("unconfirmed", "system"): {"confirm"},
    ("received", "secretariat"): {"invite"},
    ("received", "system"): {"invite", "lapse"},
    ("received", "representative"): {"apply"},
    ("invited", "representative"): {"apply"},
    ("invited", "system"): {"lapse"},
}
MOVES = ("confirm", "invite", "apply", "lapse")


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("move", MOVES)
def test_a_role_has_these_moves_and_no_others(role, state, move):
    facts = InterestFacts(interest_open=True, applications_open=True, applications_over=True)
    if move in ALLOWED.get((state, str(role)), set()):
        INTEREST.step(move, state, {role}, facts, NOW)
    else:
        with pytest.raises(Refused):
            INTEREST.step(move, state, {role}, facts, NOW)


def test_the_table_has_no_move_that_is_not_walked_here():
    assert {move.name for move in INTEREST.moves} == set(MOVES)
