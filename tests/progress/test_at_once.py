"""Several machines and people at the same moment: one clean state on both databases."""

import pytest

from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.ledger.services import verify
from avow.notices.models import Message
from avow.progress import due, services
from avow.progress.models import Cycle, Reminder, Report
from tests.commitments.test_at_once import together
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER

pytestmark = pytest.mark.django_db(transaction=True)


def entries(verb):
    return LedgerEntry.objects.filter(verb=verb).count()


def test_every_machine_turns_the_cycle_and_each_thing_happens_once(promise, ana):
    together(*[lambda: due.turn(OPENED)] * 3)
    together(*[lambda: due.remind(OPENED)] * 3)
    assert (Report.objects.count(), entries("cycle.open")) == (1, 1)
    assert Reminder.objects.count() == 1
    assert Message.objects.filter(verb="report.call", to_user=ana).count() == 1
    together(*[lambda: due.turn(OVER)] * 3)
    due.turn(OVER)
    assert Cycle.objects.get(year=2022).state == "frozen"
    assert [entries(verb) for verb in ("cycle.close", "cycle.freeze", "report.miss")] == [1, 1, 1]
    assert Message.objects.filter(verb="report.frozen", to_user=ana).count() == 1
    assert verify().fault is None


def test_a_double_click_hands_a_report_in_once(complete, ana):
    results = together(*[lambda: services.hand_in(complete, ana, ON_TIME)] * 2)
    assert sum(isinstance(one, Refused) for one in results) == 1
    assert (complete.versions.count(), entries("report.hand_in")) == (1, 1)


def test_returning_while_publishing_leaves_one_clean_state(handed_in, sofia, tom):
    together(
        lambda: services.publish(handed_in, sofia, LATE),
        lambda: services.ask(handed_in, "Where?", tom, LATE),
    )
    row = Report.objects.get()
    assert row.state in {"published", "returned"}
    assert (row.public is not None) == (entries("report.publish") == 1)
    assert verify().fault is None


def test_two_colleagues_who_write_the_same_answer_lose_nothing(draft, ana, bea):
    results = together(
        lambda: services.save(draft, "lessons", "Start earlier", seen="", by=ana, now=ON_TIME),
        lambda: services.save(draft, "lessons", "Pay more", seen="", by=bea, now=ON_TIME),
    )
    assert sum(isinstance(one, Refused) for one in results) == 1
    assert Report.objects.get().lessons in {"Start earlier", "Pay more"}


def test_handing_in_at_the_last_moment_is_published_or_missing_never_both(complete, ana):
    due.turn(LATE)
    from datetime import timedelta

    together(
        lambda: services.hand_in(complete, ana, OVER - timedelta(seconds=1)),
        lambda: due.turn(OVER),
    )
    due.turn(OVER)
    row = Report.objects.get()
    assert row.state == ("published" if entries("report.hand_in") else "not_reported")
    assert entries("report.publish") + entries("report.miss") == 1
    assert Cycle.objects.get(year=2022).state == "frozen"
    assert verify().fault is None
