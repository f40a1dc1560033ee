"""Long work: started once, run by one worker, resumed after a death."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django_tasks_db.models import DBTaskResult

from avow.jobs import registry, services
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import (
    JobFailed,
    LeaseLost,
    advance,
    cancel,
    fail,
    finish,
    resume_due,
    run,
    start,
)
from avow.jobs.tasks import work
from avow.kernel.lifecycle import Refused
from tests.worlds import at

NOW = at("2021-04-05 10:00")
LATER = NOW + services.LEASE


@pytest.fixture
def count(monkeypatch):
    """A kind of job that counts to its total and notes each step it takes."""
    steps = []
    monkeypatch.setattr(registry, "_RUNNERS", {})

    @runner("count")
    def count(job, _now):
        for number in range(job.done, job.total):
            if number in job.params.get("dies_at", []) and job.attempts == 1:
                raise SystemExit
            steps.append(number)
            advance(job, number + 1, f"row {number}")
        return {"message": f"{job.total} counted"}

    return steps


def begin(by, key="k", **params):
    return start("count", key=key, by=by, params=params, now=NOW, total=3)


def test_a_job_runs_to_its_end(count, ana):
    job = begin(ana)
    assert (job.state, job.percent) == ("waiting", 0)
    assert run(job.pk, NOW, lambda: NOW)
    job.refresh_from_db()
    assert (job.state, job.done, job.note, job.result) == (
        "done",
        3,
        "row 2",
        {"message": "3 counted"},
    )
    assert (job.started_at, job.finished_at, job.by, job.percent) == (NOW, NOW, ana, 100)


def test_a_worker_is_asked_with_the_row(count, ana):
    job = begin(ana)
    assert DBTaskResult.objects.get().args_kwargs["args"] == [job.pk]
    assert work.func(job.pk)


def test_a_double_click_finds_the_first(count, ana):
    assert begin(ana) == begin(ana)
    assert begin(ana, key="other") != begin(ana)
    assert DBTaskResult.objects.count() == 2


def test_after_the_end_the_same_may_be_started_again(count, ana):
    first = begin(ana)
    run(first.pk, NOW)
    assert begin(ana) != first


def test_a_job_runs_once(count, ana):
    job = begin(ana)
    assert [run(job.pk, NOW), run(job.pk, NOW)] == [True, False]
    assert count == [0, 1, 2]


def test_a_job_somebody_else_runs_is_left_alone(count, ana):
    job = begin(ana)
    Job.objects.update(state="running", lease_until=LATER)
    assert not run(job.pk, NOW)
    assert count == []


def test_a_killed_worker_s_job_goes_on_where_it_was(count, ana):
    job = begin(ana, dies_at=[2])
    with pytest.raises(SystemExit):
        run(job.pk, NOW, lambda: NOW)
    job.refresh_from_db()
    assert (job.state, job.done) == ("running", 2)
    assert resume_due(NOW) == 0
    assert resume_due(LATER) == 1
    assert DBTaskResult.objects.count() == 2
    assert run(job.pk, LATER)
    assert count == [0, 1, 2]


def test_a_lost_request_is_asked_again_once_per_lease(count, ana):
    begin(ana)
    assert [resume_due(LATER), resume_due(LATER), resume_due(LATER + services.LEASE)] == [1, 0, 1]


def test_a_job_that_always_kills_its_worker_ends_with_words(count, ana):
    job = begin(ana)
    Job.objects.update(attempts=services.MOST_ATTEMPTS)
    assert not run(job.pk, NOW)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "several times" in job.error


def test_each_step_renews_the_lease(count, ana):
    job = begin(ana)
    seen = []

    def clock():
        seen.append(Job.objects.get(pk=job.pk).lease_until)
        return NOW + timedelta(minutes=len(seen))

    run(job.pk, NOW, clock)
    assert seen == [NOW + services.LEASE + timedelta(minutes=minute) for minute in range(4)]


def take_over(job):
    Job.objects.filter(pk=job.pk).update(attempts=job.attempts + 1)


def test_a_worker_that_was_taken_over_can_write_nothing(count, ana):
    job = services._take(begin(ana).pk, NOW)
    take_over(job)
    with pytest.raises(LeaseLost):
        advance(job, 1)
    with pytest.raises(LeaseLost):
        finish(job, {})
    fail(job, "too late")
    job.refresh_from_db()
    assert (job.state, job.done, job.error) == ("running", 0, "")


def test_a_cancelled_job_stops_at_its_next_step(count, ana):
    job = begin(ana)

    @runner("cancelled half way")
    def half(job, _now):
        assert cancel(job, now=NOW)
        advance(job, 1)

    Job.objects.update(kind="cancelled half way")
    assert run(job.pk, NOW)
    job.refresh_from_db()
    assert (job.state, job.done) == ("cancelled", 0)
    assert not cancel(job, now=NOW)
    assert not run(job.pk, LATER)


@pytest.mark.parametrize(
    "error, words",
    [
        (JobFailed("Row 3 has no name."), "Row 3 has no name."),
        (Refused("not_yours"), "You may not do this."),
        (ZeroDivisionError("secret detail"), "Something went wrong on our side."),
        (KeyError("x"), "Something went wrong on our side."),
    ],
)
def test_whatever_breaks_ends_in_words_for_the_person_who_waits(count, ana, error, words):
    @runner("breaks")
    def breaks(_job, _now):
        raise error

    job = start("breaks", key="k", by=None, params={}, now=NOW)
    run(job.pk, NOW)
    job.refresh_from_db()
    assert job.state == "failed"
    assert job.error.startswith(words)
    assert "secret detail" not in job.error


def test_a_runner_may_end_its_job_itself(count, ana):
    @runner("ends")
    def ends(job, _now):
        finish(job, {"message": "mine"})

    job = start("ends", key="k", by=None, params={}, now=NOW)
    run(job.pk, NOW)
    job.refresh_from_db()
    assert job.result == {"message": "mine"}


def test_two_runners_for_one_kind_are_a_mistake(count):
    with pytest.raises(ValueError):
        runner("count")(print)


@pytest.mark.django_db(transaction=True)
def test_two_workers_and_two_clicks_at_the_same_moment_make_one_run(count, world):
    ana = world.user("ana")

    def click_and_work(_number):
        try:
            job = begin(ana)
            return run(job.pk, NOW)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        ran = list(pool.map(click_and_work, range(4)))
    assert Job.objects.exclude(state="done").count() == 0
    assert count == [0, 1, 2] * sum(ran)
    assert Job.objects.count() == sum(ran)
