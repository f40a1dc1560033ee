"""The database refuses to change a frozen cycle, and what was handed in or answered."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from avow.kernel.guard import _known
from avow.kernel.lifecycle import Refused
from avow.ledger.services import verify
from avow.people import services as people
from avow.people.personal import export_of
from avow.progress import due, guard, services
from avow.progress.models import (
    Cycle,
    MoneyValue,
    Proof,
    Question,
    Reminder,
    Report,
    Statement,
    StepValue,
    TargetValue,
    Version,
)
from tests.factories import make_organisation, represent
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER, fill, walk

CHANGES = {
    Cycle: {"year": 2030},
    Report: {"status": "achieved"},
    TargetValue: {"value": 12},
    StepValue: {"state": "dropped", "met_on": None},
    MoneyValue: {"spent": 1},
    Proof: {"title": "Another"},
    Question: {"text": "Another?"},
    Version: {"status": "achieved"},
    Statement: {"text": "Another"},
}


@pytest.fixture
def frozen(complete, ana, sofia):
    """A frozen cycle with a report that has everything a report can have."""
    services.attach(complete, title="Register", url="https://example.org/r", by=ana, now=ON_TIME)
    row = services.hand_in(complete, ana, ON_TIME)
    services.ask(row, "Where?", sofia, ON_TIME)
    row = services.publish(services.hand_in(row, ana, ON_TIME, "There."), sofia, ON_TIME)
    services.answer(row, "The rains were late.", "en", ana, ON_TIME)
    walk(LATE, OVER)
    assert Cycle.objects.get(year=2022).state == "frozen"
    return Report.objects.get(pk=row.pk)


def rows_of(model):
    return Cycle.objects.filter(year=2022) if model is Cycle else model.objects.all()


@pytest.mark.parametrize("model", CHANGES, ids=lambda one: one.__name__)
def test_nothing_frozen_can_be_changed_or_removed(model, frozen):
    assert rows_of(model).exists()
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        rows_of(model).update(**CHANGES[model])
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        rows_of(model)._raw_delete("default")


@pytest.mark.parametrize("model", [TargetValue, StepValue, MoneyValue, Proof, Question, Version])
def test_nothing_is_added_to_a_frozen_report(model, frozen):
    row = model.objects.first()
    row.pk, row._state.adding = None, True
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        row.save(force_insert=True)


def test_no_report_is_added_to_a_frozen_cycle(frozen, lagos):
    with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
        Report.objects.create(
            cycle=frozen.cycle,
            commitment=frozen.commitment,
            organisation=lagos,
            share=1,
            is_lead=False,
        )


def test_a_version_and_a_statement_never_change_even_before_the_freeze(shown, ana):
    services.answer(shown, "The rains were late.", "en", ana, ON_TIME)
    for model in (Version, Statement):
        with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
            model.objects.update(**CHANGES[model])


def test_the_services_refuse_what_is_frozen(frozen, ana, sofia):
    for call in (
        lambda: services.begin(frozen, ana, OVER),
        lambda: services.hand_in(frozen, ana, OVER),
        lambda: services.ask(frozen, "Where?", sofia, OVER),
        lambda: services.save(frozen, "lessons", "x", seen="", by=ana, now=OVER),
    ):
        with pytest.raises(Refused):
            call()


def test_every_table_that_belongs_to_a_report_is_guarded():
    relations = [one for one in Report._meta.related_objects if not one.one_to_one]
    own = [one.related_model._meta for one in relations]
    tables = {one.db_table for one in own if one.app_label == "progress"}
    assert tables == {*guard.ROWS, guard.VERSION, guard.STATEMENT, guard.COMMENT}


def test_a_person_of_a_frozen_report_can_be_erased(frozen, ana):
    assert {one["commitment"] for one in export_of(ana)["reports"]} == {frozen.commitment.ref}
    assert len(export_of(ana)["report_texts"]) == 2
    for model, field in ((Report, "changed_by"), (Proof, "added_by"), (Statement, "by")):
        assert model.objects.exclude(**{field: None}).exists()
        model.objects.update(**{field: None})


def test_two_makers_that_become_one_keep_both_reports(
    together, ana, chidi, lagos, red, sofia, forum
):
    due.turn(OPENED)
    for organisation, by in ((red, ana), (lagos, chidi)):
        row = services.begin(Report.objects.get(organisation=organisation), by, ON_TIME)
        services.hand_in(fill(row, by), by, ON_TIME)
    walk(LATE, OVER)
    people.merge(lagos, red, by=sofia, forum=forum, now=OVER)
    rows = Report.objects.order_by("-is_lead")
    assert [(row.organisation, row.share, row.is_joined) for row in rows] == [
        (red, 60, False), (red, 40, True),
    ]  # fmt: skip
    assert verify().fault is None


def test_the_reports_of_a_twin_go_along_with_it(report, red, sofia, forum, ana):
    due.remind(OPENED)
    kept = make_organisation("Red de Mujeres MX")
    represent(ana, kept)
    people.merge(red, kept, by=sofia, forum=forum, now=ON_TIME)
    assert Report.objects.get().organisation == kept
    assert not Reminder.objects.exists()


def triggers():
    with connection.cursor() as cursor:
        return _known(connection.vendor, cursor) & {one.name for one in guard.refusals()}


def test_the_guard_comes_back_after_every_migrate(db):
    wanted = {one.name for one in guard.refusals()}
    assert triggers() == wanted
    guard.remove()
    assert triggers() == set()
    call_command("migrate", verbosity=0)
    assert triggers() == wanted


def test_the_guard_steps_aside_only_for_migrations_of_progress(db):
    class Migration:
        app_label = "commitments"

    guard.step_aside(plan=[(Migration, False)])
    assert triggers()
    Migration.app_label = "progress"
    guard.step_aside(plan=[(Migration, False)])
    assert triggers() == set()
