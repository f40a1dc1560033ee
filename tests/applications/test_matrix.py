"""Every role, every move, every state: over the services, and over the pages that post a move.

What is allowed was copied by hand from PRODUCT.md ("Application", "Nobody decides on their own
organisation"). Every triple that is not here must be refused and change nothing.
"""

from itertools import product

import pytest
from django.urls import reverse

from avow.applications.lifecycle import APPLICATION
from avow.applications.models import Application
from avow.applications.services import moving, screening
from avow.applications.services.screening import Given, checklist
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from tests.applications.making import MORNING, in_state
from tests.factories import make_user, represent

STATES = (
    "draft", "submitted", "screening", "clarification", "in_review", "decided", "ineligible", "withdrawn",
)  # fmt: skip
MOVES = ("submit", "screen", "ask", "answer", "refuse", "pass", "close", "withdraw")
WHO = (
    "ana",  # lead of the applicant
    "bea",  # editor of the applicant
    "reader",  # reads for the applicant
    "sofia",  # secretariat
    "own_secretariat",  # secretariat, and represents the applicant
    "own_champion",  # Champion of one of its coalitions, and represents the applicant
    "dina",  # Champion of one of its coalitions
    "vera",  # Core Group
    "chidi",  # represents somebody else
    "stranger",  # an account without any role
    "platform",  # the calendar, or a count
)
APPLICANT = {
    ("draft", "submit"): "submitted",
    ("draft", "withdraw"): "withdrawn",
    ("submitted", "withdraw"): "withdrawn",
    ("screening", "withdraw"): "withdrawn",
    ("clarification", "answer"): "screening",
    ("clarification", "withdraw"): "withdrawn",
    ("in_review", "withdraw"): "withdrawn",
}
SECRETARIAT = {
    ("submitted", "screen"): "screening",
    ("screening", "ask"): "clarification",
    ("screening", "refuse"): "ineligible",
    ("screening", "pass"): "in_review",
}
# The platform closes it when every coalition has answered: made ready in `ready`.
PLATFORM = {("in_review", "close"): "decided"}
ALLOWED = {
    "ana": APPLICANT,
    "bea": APPLICANT,
    "own_secretariat": APPLICANT,
    "own_champion": APPLICANT,
    "sofia": SECRETARIAT,
    "platform": PLATFORM,
}


def person(world, who):
    """Return the user, made where the cast has none; None is the platform."""
    red = world.organisation("red-de-mujeres")
    if who == "platform":
        return None
    if who == "reader":
        user = make_user("reader@example.org")
        represent(user, red, "reader")
        return user
    if who == "stranger":
        return make_user("stranger@example.org")
    if who == "own_secretariat":
        represent(world.user("tom"), red, "editor")
        return world.user("tom")
    if who == "own_champion":
        represent(world.user("emre"), red, "editor")
        return world.user("emre")
    return world.user(who)


def ready(world, state):
    """Return an application in the state, with whatever a guard could ask for, so that only roles decide."""
    application = in_state(world, state)
    if state == "screening":
        given = {item.code: Given("yes") for item in checklist(world.forum)}
        screening.check(application.pk, given, by=world.user("sofia"), now=MORNING)
    if state == "in_review":
        for link in application.coalitions.all():
            link.case.state, link.case.decided_at = "accepted", MORNING
            link.case.save()
    return application


def test_the_matrix_names_every_state_and_every_move():
    assert set(STATES) == set(APPLICATION.states)
    assert set(MOVES) == {move.name for move in APPLICATION.moves}


@pytest.mark.parametrize("state", STATES)
def test_each_role_has_these_moves_and_no_others(world, state):
    application = ready(world, state)
    for who in WHO:
        user = person(world, who)
        for name in MOVES:
            check_move(application, state, who, user, name)


def check_move(application, state, who, user, name):
    from django.db import transaction

    target = ALLOWED.get(who, {}).get((state, name))
    entries = Entry.objects.count()
    point = transaction.savepoint()
    try:
        moving.move(application.pk, name, by=user, now=MORNING, reason="A reason.")
        outcome = Application.objects.get(pk=application.pk).state
    except Refused:
        outcome = None
        assert Application.objects.get(pk=application.pk).state == state
        assert Entry.objects.count() == entries
    transaction.savepoint_rollback(point)
    assert (who, name, outcome) == (who, name, target)


PAGES = {"submit": "submit", "answer": "clarification", "withdraw": "withdraw"}
ALSO_404 = {"sofia", "dina", "vera", "chidi", "stranger"}


@pytest.mark.parametrize(("state", "name"), list(product(STATES, PAGES)))
def test_posting_a_move_changes_it_for_whoever_may_and_for_nobody_else(
    world, sign_in, clock, state, name
):
    application = ready(world, state)
    address = reverse(
        f"applications:{PAGES[name]}",
        kwargs={"forum": world.forum.slug, "pk": application.pk},
    )
    from django.db import transaction

    for who in WHO[:-1]:
        user = person(world, who)
        point = transaction.savepoint()
        response = sign_in(user).post(address, {"text": "With Lagos.", "reason": "We merge."})
        found = Application.objects.get(pk=application.pk).state
        transaction.savepoint_rollback(point)
        target = ALLOWED.get(who, {}).get((state, name))
        if target:
            assert (who, response.status_code, found) == (who, 302, target)
        else:
            refused = 404 if who in ALSO_404 else 403 if who == "reader" else 409
            assert (who, response.status_code, found) == (who, refused, state)


def test_nobody_signed_out_moves_anything(world, client, clock):
    application = ready(world, "draft")
    for page in set(PAGES.values()):
        address = reverse(
            f"applications:{page}", kwargs={"forum": world.forum.slug, "pk": application.pk}
        )
        assert client.post(address, {"text": "x"}).status_code == 403
    assert Application.objects.get().state == "draft"
