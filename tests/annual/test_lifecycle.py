"""Who may move an annual report, and who may write it: copied by hand from PRODUCT.md."""

import pytest

from avow.annual import services
from avow.annual.lifecycle import REPORT
from avow.annual.models import AnnualReport, Edition
from avow.annual.permissions import POLICY
from avow.annual.states import Kind, State
from avow.kernel.lifecycle import Refused
from avow.people.roles import Role
from tests.annual.conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def annual(quiet):
    """A report whose numbers do not matter here."""
    return quiet


# Every pair that is not here must be refused everything.
MOVES = {("preparing", "secretariat"): {"publish"}, ("published", "secretariat"): {"correct"}}
MAY = {
    "annual.read": {
        "secretariat": {"preparing", "published"},
        "visitor": {"published"},
        "signed_in": {"published"},
    },
    "annual.write": {"secretariat": {"preparing", "published"}},
}
PERSON = {
    "representative": "ana",
    "secretariat": "sofia",
    "champion": "dina",
    "core_group": "vera",
    "signed_in": "chidi",
}
VERBS = {
    "publish": lambda it, by: services.publish(it, by=by, now=NOW),
    "correct": lambda it, by: services.correct(it, "A number was wrong.", by=by, now=NOW),
}


@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_these_moves_and_no_others(role):
    for state in State.values:
        moves = {move.name for move in REPORT.open_to(state, frozenset({role}))}
        assert moves == MOVES.get((state, str(role)), set()), state


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("action", MAY)
def test_a_role_may_do_this_in_these_states(role, action):
    for state in State.values:
        assert POLICY.allows(action, {role}, state) == (state in MAY[action].get(role, set()))


def test_no_action_is_forgotten_here():
    assert {row.action for row in POLICY.rows} == set(MAY)
    assert {move.name for move in REPORT.moves} == set(VERBS)


@pytest.mark.parametrize("role", PERSON)
def test_the_services_refuse_what_the_table_does_not_give(role, annual, world):
    user = world.user(PERSON[role])
    for state in State.values:
        AnnualReport.objects.filter(pk=annual.pk).update(state=state)
        for verb, call in VERBS.items():
            if verb in MOVES.get((state, role), set()) or (verb, role, state) == (
                *("publish", "secretariat", "published"),  # a second click: see test_publishing.py
            ):
                continue
            with pytest.raises(Refused) as refusal:
                call(annual, user)
            assert refusal.value.forbidden is (role != "secretariat"), (state, verb)
    assert not Edition.objects.exists()


@pytest.mark.parametrize("role", [one for one in PERSON if one != "secretariat"])
def test_nobody_but_the_secretariat_writes(role, annual, world):
    user, section = world.user(PERSON[role]), annual.sections.first()
    for act in (
        lambda: services.write(section, "en", "Words", by=user, now=NOW),
        lambda: services.add_section(annual, "en", "Title", by=user, now=NOW),
        lambda: services.move_section(section, up=True, by=user, now=NOW),
        lambda: services.remove_section(section, by=user, now=NOW),
    ):
        with pytest.raises(Refused) as refusal:
            act()
        assert refusal.value.forbidden
    assert not section.texts.exists()
    assert annual.sections.filter(kind=Kind.EXTRA).count() == 0


def test_the_secretariat_of_another_forum_is_nobody_here(annual, other_secretary):
    with pytest.raises(Refused) as refusal:
        services.write(annual.sections.first(), "en", "Words", by=other_secretary, now=NOW)
    assert refusal.value.forbidden
