"""Attendance from a file: who had a place is counted once; each other row is told in words."""

import contextlib
import csv
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from avow.events.models import Registration
from avow.events.services import organising, registering
from avow.kernel.lifecycle import Refused
from avow.opendata.imports import attendance
from tests.events.test_events import NOW, made
from tests.participants.kit import hand, known


@pytest.fixture
def load(world, tmp_path):
    def run(*rows, mode=()):
        file, errors = tmp_path / "attendance.csv", tmp_path / "errors.csv"
        with file.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([("event", "email"), *rows])
        options = {"forum": world.forum.slug, "errors": str(errors), "stdout": StringIO()}
        with contextlib.suppress(SystemExit, CommandError):
            call_command("import", "attendance", str(file), *mode, **options)
        return errors.read_text().splitlines()[1:]  # without the header

    return run


@pytest.fixture
def event(forum, sofia):
    return made(forum, sofia)


def register(event, email):
    return registering.register(event, known(event.forum, NOW, email), now=NOW)


def there():
    rows = Registration.objects.exclude(attended_at=None)
    return list(rows.values_list("participant__email", "attended_how"))


def test_who_was_there_is_counted_once_however_the_address_is_written(load, event):
    register(event, "nia@example.org")
    assert load(("spring-forum", "Nia@Example.org"), ("spring-forum", "nia@example.org")) == []
    assert there() == [("nia@example.org", "import")]
    first = Registration.objects.get().attended_at
    assert load(("spring-forum", "nia@example.org")) == []
    assert Registration.objects.get().attended_at == first


@pytest.mark.parametrize("mode", [(), ("--dry-run",)], ids=["taken", "checked"])
def test_a_place_given_back_and_one_never_confirmed_are_told_and_not_counted(load, event, mode):
    registering.cancel(register(event, "gone@example.org"), by=None, now=NOW)
    registering.register_as(event, hand("never@example.org"), next_url="", now=NOW)
    wrong = load(
        ("spring-forum", "gone@example.org"), ("spring-forum", "never@example.org"), mode=mode
    )
    assert len(wrong) == 2
    assert "This place was given back." in wrong[0]
    assert "This address was never confirmed." in wrong[1]
    assert there() == []


def test_who_came_from_the_waiting_list_is_counted(load, forum, sofia):
    event = made(forum, sofia, capacity=1)
    register(event, "first@example.org")
    assert register(event, "second@example.org").state == "waiting"
    assert load(("spring-forum", "second@example.org")) == []
    assert there() == [("second@example.org", "import")]


def test_an_event_that_was_cancelled_or_is_not_there_or_not_registered_for_is_told(
    load, forum, event, sofia
):
    register(event, "nia@example.org")
    made(forum, sofia, publish=False, title="Draft")
    organising.move(event, "cancel", by=sofia, reason="No hall.", now=NOW)
    other = made(forum, sofia, title="Side event")
    wrong = load(
        ("spring-forum", "nia@example.org"),
        ("draft", "nia@example.org"),
        (other.slug, "nia@example.org"),
    )
    assert "This event was cancelled." in wrong[0]
    assert "This forum has no such event." in wrong[1]
    assert "Nobody registered with this address." in wrong[2]
    assert there() == []


def test_a_place_given_back_between_check_and_count_is_noted(load, event, monkeypatch):
    register(event, "nia@example.org")

    def too_late(*_args, **_kwargs):
        raise Refused("attendance_not_registered")

    monkeypatch.setattr(attendance, "by_import", too_late)
    checker = attendance.AttendanceChecker(event.forum)
    mine = Registration.objects.get()
    assert checker.take([attendance.There(mine.pk, "nia@example.org", False)], NOW) == (0, 0)
    assert checker.notes == ["nia@example.org: This ticket has no place any more."]


def test_rows_of_one_event_are_looked_up_together(event, django_assert_num_queries):
    for number in range(20):
        register(event, f"p{number}@example.org")
    checker = attendance.AttendanceChecker(event.forum)
    rows = [
        attendance.Row(line, {"event": "spring-forum", "email": f"p{line}@example.org"})
        for line in range(20)
    ]
    with django_assert_num_queries(1):
        checker.here(rows)
    with django_assert_num_queries(0):  # rows are checked in a thread without a database
        assert [problems for _thing, problems in map(checker.check, rows)] == [[]] * 20
