"""Due work: once per slot, whichever machine comes first."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from avow.jobs import due as module
from avow.jobs.due import Ran, due, run_due
from avow.jobs.models import DueRun
from avow.kernel import due as kernel
from tests.worlds import at

NOW = at("2021-04-05 10:00")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def calls(monkeypatch):
    """One kind of due work, each minute; the times it was run at."""
    monkeypatch.setattr(kernel, "_DUE", {})
    times = []

    @due("test.count")
    def count(now):
        times.append(now)
        return len(times)

    return times


def test_due_work_runs_once_per_slot(calls, db):
    assert run_due(NOW) == [Ran("test.count", 1)]
    assert run_due(NOW + MINUTE / 2) == [Ran("test.count", None)]
    assert run_due(NOW + MINUTE) == [Ran("test.count", 2)]
    assert calls == [NOW, NOW + MINUTE]


def test_daily_work_runs_once_a_day(calls, db):
    @due("test.daily", every=timedelta(days=1))
    def daily(_now):
        return 7

    assert [ran.count for ran in run_due(NOW)] == [1, 7]
    assert [ran.count for ran in run_due(NOW + timedelta(hours=1))] == [2, None]
    assert [ran.count for ran in run_due(NOW + timedelta(days=1))] == [3, 7]


def test_what_another_machine_is_still_doing_is_left_to_it(calls, db):
    DueRun.objects.create(name="test.count", slot=NOW - MINUTE, lease_until=NOW + MINUTE)
    assert run_due(NOW) == [Ran("test.count", None)]


def test_what_a_dead_machine_left_is_done_after_its_lease(calls, db):
    DueRun.objects.create(name="test.count", slot=NOW - MINUTE, lease_until=NOW)
    assert run_due(NOW) == [Ran("test.count", 1)]


def test_a_tick_with_a_time_in_the_future_does_not_silence_the_real_ones(calls, db):
    run_due(NOW + timedelta(days=400))
    assert run_due(NOW) == [Ran("test.count", 2)]


def test_one_that_breaks_does_not_stop_the_others(calls, db, monkeypatch):
    monkeypatch.setattr(kernel, "_DUE", {})
    due("test.broken")(lambda _now: 1 // 0)
    due("test.well")(lambda _now: 3)
    assert [(ran.count, bool(ran.error)) for ran in run_due(NOW)] == [(0, True), (3, False)]
    assert DueRun.objects.get(name="test.broken").error.startswith("ZeroDivisionError")


def test_a_name_belongs_to_one_function(calls):
    with pytest.raises(ValueError):
        due("test.count")(lambda _now: 0)


def test_a_slot_starts_on_the_round_minute():
    now = datetime(2021, 4, 5, 10, 7, 31, tzinfo=UTC)
    assert kernel.slot_of(now, 5 * MINUTE) == datetime(2021, 4, 5, 10, 5, tzinfo=UTC)


def tick(*args):
    out = StringIO()
    call_command("tick", *args, stdout=out)
    return out.getvalue()


def test_tick_prints_a_line_for_each(calls, db):
    assert tick("--now", "2021-04-05T10:00+00:00") == "test.count: 1\n"
    assert tick("--now", "2021-04-05T10:00+00:00") == "test.count: not its turn\n"


def test_tick_fails_aloud_when_something_broke(calls, db, monkeypatch):
    monkeypatch.setattr(kernel, "_DUE", {})
    due("test.broken")(lambda _now: 1 // 0)
    with pytest.raises(CommandError, match=r"broken: test\.broken"):
        tick()


@pytest.mark.parametrize("text", ["2021-04-05T10:00", "tomorrow"])
def test_tick_wants_a_time_with_its_offset(db, text):
    with pytest.raises(CommandError, match="--now"):
        tick("--now", text)


def test_the_platform_s_own_due_work_is_registered(db):
    lines = tick().splitlines()
    assert [line.partition(":")[0] for line in lines][:4] == [
        "tasks.reap",
        "jobs.resume",
        "tasks.prune",
        "notices.deliver",
    ]


@pytest.mark.django_db(transaction=True)
def test_many_machines_at_the_same_moment_do_it_once(calls, world):
    def machine(_number):
        try:
            return run_due(NOW)[0].count
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        counts = list(pool.map(machine, range(4)))
    assert sorted(counts, key=str) == [1, None, None, None]
    assert module.DueRun.objects.get().lease_until is None
