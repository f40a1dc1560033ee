"""Every move of a version, for every role: the expectation is copied by hand from PRODUCT.md."""

import pytest

from avow.blueprints.lifecycle import VERSION
from avow.blueprints.states import VersionState
from avow.people.roles import Role

ALLOWED = {
    ("prepared", "champion"): {"schedule"},
    ("prepared", "secretariat"): {"schedule", "publish"},
    ("scheduled", "champion"): {"unschedule"},
    ("scheduled", "secretariat"): {"unschedule", "publish"},
    ("scheduled", "system"): {"publish"},
}


@pytest.mark.parametrize("state", VersionState.values)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_these_moves_and_no_others(role, state):
    moves = {move.name for move in VERSION.open_to(state, frozenset({role}))}
    assert moves == ALLOWED.get((state, role.value), set())
