"""What many commitments cost: opening, settling and looking take a fixed number of queries each."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from avow.commitments.models import Commitment, Revision
from avow.progress import due, services
from avow.progress.models import Cycle, Report
from avow.progress.services import cycles, silence
from tests.factories import make_organisation
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER


def crowd(promise, number):
    """Publish copies of a commitment, each of an organisation of its own."""
    for place in range(number):
        row = Commitment.objects.get(pk=promise.pk)
        text = Revision.objects.get(pk=promise.public_id)
        row.pk, row.ref, row.organisation = None, f"GE-9{place:05}", make_organisation()
        row.sheet = row.current = row.public = None
        row.state, row._state.adding = "draft", True
        row.save()
        text.pk, text.commitment, text._state.adding = None, row, True
        text.save()
        keys = {"current": text, "public": text}
        Commitment.objects.filter(pk=row.pk).update(state="published", **keys)


def cost(act):
    with transaction.atomic():
        with CaptureQueriesContext(connection) as queries:
            act()
        transaction.set_rollback(True)
    return len(queries)


@pytest.fixture
def planned(promise, forum):
    services.plan(forum, OPENED)
    return Cycle.objects.whole().get()


@pytest.mark.parametrize("number", [2, 40])
def test_opening_costs_the_same_for_few_and_for_many(planned, promise, number):
    crowd(promise, number)
    assert cost(lambda: cycles.open_cycle(planned, None, OPENED)) <= 22
    services.open_cycle(planned, None, OPENED)
    assert Report.objects.count() == number + 1


@pytest.mark.parametrize("number", [2, 40])
def test_counting_and_asking_cost_the_same(planned, promise, number):
    crowd(promise, number)
    services.open_cycle(planned, None, OPENED)
    reports = Report.objects.filter(cycle=planned)
    assert cost(reports.count_of) == 1
    assert cost(reports.silent_organisations) == 1
    assert cost(lambda: list(services.silent(planned))) == 1
    assert cost(lambda: list(services.to_check(planned))) == 1


@pytest.mark.parametrize("number", [2, 40])
def test_looking_for_silence_costs_the_same_while_nothing_is_due(planned, promise, forum, number):
    crowd(promise, number)
    for moment in (OPENED, LATE, OVER):
        due.turn(moment)
    assert Report.objects.filter(state="not_reported").count() == number + 1
    assert cost(lambda: silence.look(forum, OVER)) <= 5


def test_beginning_costs_the_same_however_much_there_is_to_fill_in(report, ana):
    assert cost(lambda: services.begin(report, ana, ON_TIME)) <= 35
