"""Who may move a commitment from where: copied by hand from PRODUCT.md, not from the table."""

from datetime import date
from decimal import Decimal

import pytest

from avow.commitments import services
from avow.commitments.lifecycle import COMMITMENT
from avow.commitments.models import Commitment
from avow.commitments.permissions import POLICY
from avow.commitments.states import State
from avow.kernel.lifecycle import Refused
from avow.people.roles import Role
from tests.commitments.conftest import LATER

# Every pair that is not here must be refused everything.
ALLOWED = {
    ("draft", "representative"): {"submit", "withdraw"},
    ("submitted", "representative"): {"reshare", "withdraw"},
    ("submitted", "secretariat"): {"ask", "open"},
    ("submitted", "system"): {"open"},
    ("clarification", "representative"): {"answer", "withdraw"},
    ("in_review", "representative"): {"reshare", "withdraw"},
    ("in_review", "secretariat"): {"publish", "decline"},
    ("published", "representative"): {"amend", "extend", "withdraw"},
    ("published", "secretariat"): {"complete", "end"},
    ("published", "system"): {"complete"},
    ("amended", "secretariat"): {"publish", "decline", "end"},
    ("amended", "system"): {"complete"},
    ("amended", "representative"): {"resubmit", "reshare", "drop", "withdraw"},
}
READ = {
    "representative": set(State.values),
    "reader": set(State.values),
    "secretariat": set(State.values) - {"draft"},
    "co_maker": set(State.values) - {"draft"},
    "champion": set(State.values) - {"draft"},
    "core_group": set(State.values) - {"draft"},
    "visitor": {"published", "amended", "completed", "ended"},
    "signed_in": {"published", "amended", "completed", "ended"},
}
CALLS = {
    "submit": lambda it, by: services.submit(it, by, LATER),
    "ask": lambda it, by: services.ask(it, "Who pays?", by, LATER),
    "answer": lambda it, by: services.answer(it, "We do.", by, LATER),
    "open": lambda it, by: services.open_cases(it, by, LATER),
    "publish": lambda it, by: services.publish(it, by, LATER),
    "decline": lambda it, by: services.decline(it, by, LATER),
    "amend": lambda it, by: services.amend(it, "More money", by, LATER),
    "extend": lambda it, by: services.extend(it, date(2024, 6, 30), "More money", by, LATER),
    "resubmit": lambda it, by: services.resubmit(it, by, LATER),
    "reshare": lambda it, by: services.reshare(it, Decimal(100), {}, by, LATER),
    "drop": lambda it, by: services.drop(it, by, LATER),
    "complete": lambda it, by: services.complete(it, by, LATER),
    "end": lambda it, by: services.end(it, "Closed", by, LATER),
    "withdraw": lambda it, by: services.withdraw(it, by, LATER),
}
PERSON = {
    "representative": "ana",
    "secretariat": "sofia",
    "champion": "dina",
    "core_group": "vera",
    "signed_in": "chidi",
}


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_these_moves_and_no_others(role, state):
    moves = {move.name for move in COMMITMENT.open_to(state, frozenset({role}))}
    assert moves == ALLOWED.get((state, str(role)), set())


@pytest.mark.parametrize("state", State.values)
@pytest.mark.parametrize("role", list(Role))
def test_a_role_reads_in_these_states(role, state):
    assert POLICY.allows("commitment.read", {role}, state) == (state in READ.get(str(role), set()))


@pytest.mark.parametrize("state", State.values)
def test_a_named_partner_of_the_secretariat_decides_nothing(state):
    moves = COMMITMENT.open_to(state, {Role.SECRETARIAT, Role.OWN_ORGANISATION})
    assert moves == ()


@pytest.mark.parametrize("role", PERSON)
def test_the_services_refuse_what_the_table_does_not_give(role, published, world):
    """Walk every state and verb as a person of this role; the row itself is put into the state."""
    user = world.user(PERSON[role])
    for state in State.values:
        Commitment.objects.filter(pk=published.pk).update(state=state)
        for verb, call in CALLS.items():
            if verb in ALLOWED.get((state, role), set()):
                continue
            with pytest.raises(Refused) as refusal:
                call(published, user)
            mine = any(verb in verbs for (_state, who), verbs in ALLOWED.items() if who == role)
            assert refusal.value.forbidden is not mine, (state, verb)
            assert Commitment.objects.get(pk=published.pk).state == state
