"""Two people act in the same moment: one clean state, one mail, and a clear word to the slower one."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from avow.applications.models import Application
from avow.applications.services import outcome, screening
from avow.kernel.lifecycle import Refused
from avow.ledger.services import verify
from avow.notices.models import Message
from avow.review.models import Case, Maker, SealedStep
from avow.review.services import (
    cast_vote,
    close_case,
    declare_interest,
    object_to,
    overrule,
    pass_silence,
    uphold,
)
from tests.desk.conftest import MORNING, accept, into_review, make_commitment
from tests.worlds import at

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], Any]) -> list[Any]:
    """Run the acts at the same moment, each with a connection of its own; return results or refusals."""
    start = Barrier(len(acts))

    def run(act):
        start.wait(10)
        try:
            return act()
        except Refused as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [each.result(30) for each in [pool.submit(run, act) for act in acts]]


@pytest.fixture
def case(make_application, sofia) -> Case:
    return into_review(make_application(), sofia)[0]


def test_two_champions_vote_at_once_and_the_case_moves_on_once(case, dina, emre, vera):
    together(
        lambda: cast_vote(case.pk, choice="approve", by=dina, now=MORNING),
        lambda: cast_vote(case.pk, choice="approve", by=emre, now=MORNING),
    )
    assert Case.objects.get().state == "liaison"
    assert case.votes.count() == 2
    assert SealedStep.objects.filter(move="forward").count() == 1
    assert Message.objects.filter(verb="case.forward").count() == 1
    assert verify().fault is None


def test_one_champion_clicks_twice(case, dina):
    together(*[lambda: cast_vote(case.pk, choice="approve", by=dina, now=MORNING)] * 3)
    assert case.votes.count() == 1


def test_a_vote_and_a_recusal_of_the_same_seat_leave_no_vote(case, dina):
    together(
        lambda: cast_vote(case.pk, choice="approve", by=dina, now=MORNING),
        lambda: declare_interest(case.pk, reason="My sister.", by=dina, now=MORNING),
    )
    assert case.votes.count() == 0
    assert case.recusals.get().is_declared


def test_an_objection_and_the_silence_at_once_end_in_one_state(case, dina, emre, vera):
    for user in (dina, emre):
        cast_vote(case.pk, choice="approve", by=user, now=MORNING)
    end = Case.objects.get().liaison_until
    together(
        lambda: object_to(case.pk, reason="Unknown.", by=vera, now=MORNING),
        lambda: pass_silence(end),
        lambda: pass_silence(end),
    )
    case.refresh_from_db()
    assert case.state in {"objection", "accepted"}
    assert hasattr(case, "objection") == (case.state == "objection")
    assert SealedStep.objects.filter(move__in=["object", "accept"]).count() == 1


def test_two_of_the_secretariat_answer_one_objection(case, dina, emre, vera, sofia, tom):
    for user in (dina, emre):
        cast_vote(case.pk, choice="approve", by=user, now=MORNING)
    object_to(case.pk, reason="Unknown.", by=vera, now=MORNING)
    results = together(
        lambda: uphold(case.pk, reason="Right.", by=sofia, now=MORNING),
        lambda: overrule(case.pk, reason="Known to us.", by=tom, now=MORNING),
    )
    refusals = [one for one in results if isinstance(one, Refused)]
    assert [one.reasons for one in refusals] == [("moved_on",)]
    assert Message.objects.filter(verb="case.objection_answered").count() == 1


def test_two_pass_one_application_and_its_cases_are_opened_once(make_application, gbv, sofia, tom):
    application = make_application()
    make_commitment(application, gbv)
    screening.screen(application.pk, by=sofia, now=MORNING)
    from tests.desk.conftest import tick_all

    tick_all(application, sofia)
    results = together(
        lambda: screening.pass_(application.pk, by=sofia, now=MORNING),
        lambda: screening.pass_(application.pk, by=tom, now=MORNING),
    )
    assert sum(isinstance(one, Refused) for one in results) == 1
    assert Case.objects.count() == 2


def test_two_release_one_outcome_and_one_mail_leaves(case, dina, emre, sofia, tom):
    accept(case, dina, emre)
    application = Application.objects.get()
    later = at("2021-04-20 10:00")
    outcome.prepare(application.pk, message="Welcome.", reasons={}, by=sofia, now=later)
    together(
        *[
            lambda by=by: outcome.release(application.pk, by=by, now=later)
            for by in (sofia, tom, sofia)
        ]
    )
    assert Message.objects.filter(verb="application_outcome").count() == 2  # ana and bea, once each
    assert Maker.objects.count() == 1
    assert verify().fault is None


def test_the_last_vote_and_the_withdrawal_at_once(case, dina, emre, ana):
    from avow.applications.services.moving import move

    def withdraw():
        application = move(case.application_link.application_id, "withdraw", by=ana, now=MORNING)
        close_case(case.pk, now=MORNING)
        return application

    for user in (dina,):
        cast_vote(case.pk, choice="reject", reason="No.", by=user, now=MORNING)
    together(
        lambda: cast_vote(case.pk, choice="reject", reason="No.", by=emre, now=MORNING), withdraw
    )
    states = (Application.objects.get().state, Case.objects.get().state)
    assert states in {("withdrawn", "closed"), ("decided", "declined"), ("withdrawn", "declined")}
