"""Who may do what with a case, copied by hand from PRODUCT.md: every role, in every state."""

from datetime import timedelta
from fractions import Fraction

import pytest

from avow.people.roles import Role
from avow.review.facts import CaseFacts
from avow.review.lifecycle import CASE
from avow.review.permissions import POLICY
from avow.review.states import State
from tests.worlds import at

NOW = at("2021-04-05 10:00")

# Every pair that is not here must be refused everything.
MOVES = {
    ("validation", "champion"): {"ask"},
    ("validation", "secretariat"): {"ask", "settle_for", "settle_against"},
    ("validation", "system"): {"forward", "reject", "close"},
    ("clarification", "representative"): {"answer"},
    ("clarification", "system"): {"close"},
    ("liaison", "core_group"): {"object"},
    ("liaison", "system"): {"accept", "close"},
    ("objection", "secretariat"): {"uphold", "overrule"},
    ("objection", "system"): {"close"},
}
OPEN_STATES = ("validation", "clarification", "liaison", "objection")
ALL_STATES = (*OPEN_STATES, "accepted", "declined", "closed")
ACTS = {
    "case.read": {
        "secretariat": ALL_STATES,
        "champion": ALL_STATES,
        "core_group": ("liaison", "objection", "accepted", "declined"),
    },
    "case.vote": {"champion": ("validation",)},
    "case.recuse": {"champion": ("validation", "clarification")},
    "case.see_votes": {
        "secretariat": ALL_STATES,
        "champion": ALL_STATES,
        "core_group": ("accepted", "declined"),
    },
    "case.see_tally": {
        "secretariat": ALL_STATES,
        "champion": ALL_STATES,
        "core_group": ("liaison", "objection", "accepted", "declined"),
    },
}
CARRIERS = ("champion", "secretariat", "core_group", "system", "visitor", "signed_in", "reader")


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", Role)
def test_a_role_has_these_moves_and_no_others(role, state):
    moves = {move.name for move in CASE.open_to(state, {role})}
    assert moves == MOVES.get((state, str(role)), set())


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", sorted(ACTS))
def test_a_role_may_do_this_and_nothing_else(action, role, state):
    assert POLICY.allows(action, {role}, state) == (state in ACTS[action].get(str(role), ()))


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", CARRIERS)
@pytest.mark.parametrize("conflict", ["own_organisation", "recused"])
def test_a_conflict_takes_every_move_from_every_role(conflict, role, state):
    assert not CASE.open_to(state, {role, conflict})


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", sorted(ACTS))
def test_nobody_reads_or_decides_on_their_own_organisation(action, role, state):
    assert not POLICY.allows(action, {role, Role.OWN_ORGANISATION}, state)


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", ["secretariat", "champion", "core_group"])
def test_the_recused_see_votes_and_tally_only_when_it_is_decided(role, state):
    for action in ("case.see_votes", "case.see_tally"):
        seen = POLICY.allows(action, {role, Role.RECUSED}, state)
        assert seen == (state in {"accepted", "declined"})


def test_whoever_answers_for_their_organisation_still_may():
    moves = {m.name for m in CASE.open_to("clarification", {"representative", "own_organisation"})}
    assert moves == {"answer"}


def test_a_bad_combination_is_refused_by_the_step_itself():
    from avow.kernel.lifecycle import Refused

    facts = CaseFacts(
        seats=3, approve=0, reject=0, abstain=0, quorum=Fraction(1, 2), majority=Fraction(1, 2),
        liaison_until=NOW + timedelta(days=1), reason="A reason.",
    )  # fmt: skip
    for state in State.values:
        for role in Role:
            for name in {move.name for move in CASE.moves} - MOVES.get((state, str(role)), set()):
                with pytest.raises(Refused):
                    CASE.step(name, state, {role}, facts, NOW)
