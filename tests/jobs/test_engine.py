"""The task engine's rows: what a killed worker leaves behind."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from avow.jobs import engine
from avow.jobs.tasks import work
from tests.worlds import at

NOW = at("2021-04-05 10:00")


@pytest.fixture
def stuck(db):
    """A task whose worker was killed a quarter of an hour ago."""
    work.enqueue(1)
    DBTaskResult.objects.update(
        status="RUNNING", started_at=NOW - engine.STUCK_AFTER, worker_ids=["a"]
    )
    return DBTaskResult.objects.get()


def test_a_stuck_task_is_ready_again(stuck):
    assert engine.reap(NOW) == 1
    stuck.refresh_from_db()
    assert stuck.status == "READY"


def test_a_task_that_is_just_running_is_left_alone(stuck):
    assert engine.reap(NOW - timedelta(seconds=1)) == 0


def test_after_three_workers_it_is_given_up(stuck):
    DBTaskResult.objects.update(worker_ids=["a", "b", "c"])
    assert engine.reap(NOW) == 1
    stuck.refresh_from_db()
    assert (stuck.status, stuck.finished_at) == ("FAILED", NOW)
    assert stuck.task_result.errors[0].exception_class_path == "builtins.TimeoutError"


def test_old_notes_are_removed_and_open_tasks_stay(stuck):
    work.enqueue(2)
    work.enqueue(3)
    old, waiting = DBTaskResult.objects.filter(status="READY")
    now = timezone.now()
    DBTaskResult.objects.filter(pk=old.pk).update(
        status="SUCCESSFUL", finished_at=now - engine.KEPT * 2
    )
    assert engine.prune(now) == 1
    assert {stuck.pk, waiting.pk} == set(DBTaskResult.objects.values_list("pk", flat=True))
