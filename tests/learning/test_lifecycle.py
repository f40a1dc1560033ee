"""Who may move what: copied by hand from the design, not from the tables."""

import pytest

from avow.learning.lifecycle import HELP, MATCH, PRACTICE
from avow.learning.permissions import HELP_POLICY, POLICY
from avow.learning.states import HelpState, MatchState, State
from avow.people.roles import Role

# Every pair that is not here must be refused everything.
PRACTICES = {
    ("draft", "secretariat"): {"ask", "take_out"},
    ("draft", "representative"): {"withdraw"},
    ("asked", "secretariat"): {"revise", "take_out"},
    ("asked", "representative"): {"agree", "want_change", "refuse", "withdraw"},
    ("change_wanted", "secretariat"): {"revise", "take_out"},
    ("change_wanted", "representative"): {"withdraw"},
    ("agreed", "secretariat"): {"revise", "publish", "take_out"},
    ("agreed", "representative"): {"withdraw"},
    ("published", "secretariat"): {"revise", "take_out"},
    ("published", "representative"): {"withdraw"},
}
HELPS = {("open", "representative"): {"close"}, ("open", "system"): {"lapse"}}
MATCHES = {
    ("suggested", "representative"): {"accept", "decline"},
    ("waiting", "representative"): {"accept", "decline"},
    ("suggested", "system"): {"end"},
    ("waiting", "system"): {"end"},
}
TABLES = [(PRACTICE, State, PRACTICES), (HELP, HelpState, HELPS), (MATCH, MatchState, MATCHES)]
HELP_MAY = {
    "help.ask": {"representative"},
    "help.offer": {"representative"},
    "help.suggest": {"secretariat"},
    "help.read": {"secretariat", "representative", "reader"},
    "match.read": {"secretariat", "representative", "reader"},
}
TOLD = {"asked", "change_wanted", "agreed", "published", "refused", "withdrawn"}
MAY = {
    "practice.take_up": {"secretariat": set(State.values)},
    "practice.edit": {"secretariat": {"draft"}},
    "practice.read": {
        "secretariat": set(State.values),
        "representative": TOLD,
        "reader": TOLD,
        "visitor": {"published"},
        "signed_in": {"published"},
    },
}


@pytest.mark.parametrize("table, states, allowed", TABLES, ids=["practice", "help", "match"])
@pytest.mark.parametrize("role", Role)
def test_a_role_has_these_moves_and_no_others(role, table, states, allowed):
    for state in states.values:
        moves = {move.name for move in table.open_to(state, frozenset({role}))}
        assert moves == allowed.get((state, role), set()), state


@pytest.mark.parametrize("state", State.values)
def test_nobody_decides_on_their_own_organisation(state):
    both = frozenset({Role.SECRETARIAT, Role.OWN_ORGANISATION})
    assert PRACTICE.open_to(state, both) == ()


@pytest.mark.parametrize("action", MAY)
@pytest.mark.parametrize("role", Role)
def test_a_role_may_this_and_nothing_else(action, role):
    may = {state for state in State.values if POLICY.allows(action, {role}, state)}
    assert may == MAY[action].get(role, set())


@pytest.mark.parametrize("role", Role)
def test_with_help_a_role_may_this_and_nothing_else(role):
    may = {action for action in HELP_MAY if HELP_POLICY.allows(action, {role})}
    assert may == {action for action, who in HELP_MAY.items() if role in who}


def test_every_act_of_the_policies_is_in_these_tables():
    assert {row.action for row in POLICY.rows} == set(MAY)
    assert {row.action for row in HELP_POLICY.rows} == set(HELP_MAY)
