"""Who may move what: copied by hand from PRODUCT.md, not from the tables."""

import pytest

from avow.kernel.lifecycle import Refused
from avow.people.roles import Role
from avow.progress import services
from avow.progress.lifecycle import CYCLE, INACTIVITY, REPORT
from avow.progress.models import Report
from avow.progress.permissions import POLICY
from avow.progress.services import common
from avow.progress.states import CycleState, InactivityState, State
from tests.progress.conftest import ON_TIME

# Every pair that is not here must be refused everything.
CYCLES = {
    ("planned", "system"): {"open"},
    ("planned", "secretariat"): {"open"},
    ("open", "system"): {"close"},
    ("open", "secretariat"): {"close"},
    ("closed", "system"): {"reopen", "freeze"},
    ("closed", "secretariat"): {"reopen", "freeze"},
}
REPORTS = {
    ("not_started", "representative"): {"begin"},
    ("not_started", "author"): {"begin"},
    ("not_started", "system"): {"miss", "excuse"},
    ("draft", "representative"): {"hand_in"},
    ("draft", "system"): {"miss", "excuse"},
    ("submitted", "secretariat"): {"return", "verify", "publish"},
    ("submitted", "system"): {"publish", "excuse"},
    ("returned", "representative"): {"hand_in"},
    ("returned", "system"): {"publish", "excuse"},
    ("verified", "secretariat"): {"return", "publish"},
    ("verified", "system"): {"publish", "excuse"},
    ("published", "secretariat"): {"return"},
    ("not_reported", "representative"): {"begin"},
    ("not_reported", "author"): {"begin"},
}
SILENCE = {
    ("announced", "system"): {"mark", "lift"},
    ("announced", "secretariat"): {"lift"},
    ("inactive", "system"): {"lift"},
    ("inactive", "secretariat"): {"lift"},
}
TABLES = [
    (CYCLE, CycleState, CYCLES),
    (REPORT, State, REPORTS),
    (INACTIVITY, InactivityState, SILENCE),
]
CAME = {"submitted", "returned", "verified", "published"}
MAY = {
    "report.read": {
        "representative": set(State.values),
        "reader": set(State.values),
        "author": set(State.values),
        "secretariat": CAME,
        "champion": CAME,
        "core_group": CAME,
        "co_maker": CAME,
        "visitor": {"published"},
        "signed_in": {"published"},
    },
    "report.edit": {"representative": {"draft", "returned"}, "author": {"draft", "returned"}},
    "report.delegate": {"representative": {"not_started", "not_reported", "draft", "returned"}},
    "report.answer": {"representative": {"published"}},
    "report.remind": {"secretariat": set(State.values)},
    "report.comment": {"secretariat": CAME},
    "cycle.make": {"secretariat": set(State.values)},
    "cycle.grant": {"secretariat": set(State.values)},
}
CALLS = {
    "begin": lambda it, by: services.begin(it, by, ON_TIME),
    "hand_in": lambda it, by: services.hand_in(it, by, ON_TIME),
    "return": lambda it, by: services.ask(it, "Where?", by, ON_TIME),
    "verify": lambda it, by: services.verify(it, "Seen", by, ON_TIME),
    "publish": lambda it, by: services.publish(it, by, ON_TIME),
}
PERSON = {
    "representative": "ana",
    "secretariat": "sofia",
    "champion": "dina",
    "core_group": "vera",
    "signed_in": "chidi",
}


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("table, states, allowed", TABLES, ids=lambda one: getattr(one, "name", ""))
def test_a_role_has_these_moves_and_no_others(role, table, states, allowed):
    for state in states.values:
        moves = {move.name for move in table.open_to(state, frozenset({role}))}
        assert moves == allowed.get((state, str(role)), set()), state


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", MAY)
def test_a_role_may_do_this_in_these_states(role, action):
    for state in State.values:
        assert POLICY.allows(action, {role}, state) == (state in MAY[action].get(role, set()))


def test_no_action_is_forgotten_here():
    assert {row.action for row in POLICY.rows} == set(MAY)


@pytest.mark.parametrize("state", State.values)
def test_nobody_of_the_secretariat_decides_on_their_own_report(state):
    assert REPORT.open_to(state, {Role.SECRETARIAT, Role.OWN_ORGANISATION}) == ()


@pytest.mark.parametrize("role", PERSON)
def test_the_services_refuse_what_the_table_does_not_give(role, shown, world):
    """Walk every state and verb as a person of this role; the row itself is put into the state."""
    user = world.user(PERSON[role])
    stays = {"checked_at": ON_TIME}
    for state in State.values:
        Report.objects.filter(pk=shown.pk).update(state=state, **stays)
        for verb, call in CALLS.items():
            if verb in REPORTS.get((state, role), set()):
                continue
            if (verb, role) == ("begin", "representative") and state in {"draft", "returned"}:
                assert call(shown, user).state == state  # a second click finds it begun
                continue
            with pytest.raises(Refused) as refusal:
                call(shown, user)
            mine = any(verb in verbs for (_state, who), verbs in REPORTS.items() if who == role)
            assert refusal.value.forbidden is not mine, (state, verb)
            assert Report.objects.get(pk=shown.pk).state == state


def test_roles_towards_a_report(together, ana, bea, chidi, dina, sofia, lagos, forum):
    from avow.progress import due
    from tests.factories import make_user, represent
    from tests.progress.conftest import OPENED

    due.turn(OPENED)
    report = Report.objects.get(organisation=lagos)
    reader = make_user("reader@example.org")
    represent(reader, lagos, "reader")
    services.delegate(report, reader, chidi, ON_TIME)
    report = Report.objects.get(organisation=lagos)

    def roles(user):
        return common.roles_towards(report, user, ON_TIME)

    assert {Role.REPRESENTATIVE} <= roles(chidi)
    assert {Role.READER, Role.AUTHOR} <= roles(reader)
    assert Role.REPRESENTATIVE not in roles(reader)
    assert {Role.CO_MAKER} <= roles(ana)
    assert Role.REPRESENTATIVE not in roles(ana)
    assert Role.CHAMPION in roles(dina)
    assert Role.SECRETARIAT in roles(sofia)
    assert roles(None) == {Role.SYSTEM}


def test_a_secretary_of_another_maker_neither_returns_nor_verifies(together, lagos, chidi, forum):
    from avow.progress import due
    from tests.factories import give_role, make_user, represent
    from tests.progress.conftest import OPENED

    due.turn(OPENED)
    both = make_user("both@example.org")
    represent(both, together.organisation)
    give_role(both, forum)
    report = Report.objects.get(organisation=lagos)
    assert REPORT.open_to("submitted", common.roles_towards(report, both, ON_TIME)) == ()
