"""When a commitment is over, its last day is written down: reports are owed by it."""

from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from avow.commitments import due, services
from avow.commitments.models import Commitment
from tests.commitments.conftest import LATER, MORNING
from tests.worlds import at

migration = import_module("avow.commitments.migrations.0010_say_when_it_was_over")


def over_on(commitment):
    return Commitment.objects.get(pk=commitment.pk).over_on


def test_what_runs_has_no_last_day_yet(published):
    assert over_on(published) is None


def test_what_the_calendar_completes_was_over_on_its_last_day(published):
    due.complete_those_over(at("2023-08-15 09:00"))
    assert over_on(published) == date(2023, 6, 30)


def test_what_ends_early_is_over_on_that_day_in_the_forums_zone(published, sofia):
    services.end(published, "Closed", sofia, at("2022-03-01 23:30"))
    assert over_on(published) == date(2022, 3, 1)


def test_what_is_withdrawn_is_over_on_that_day(published, write, ana):
    services.withdraw(published, ana, LATER, "Our plans changed")
    draft = write()
    services.withdraw(draft, ana, MORNING)
    assert (over_on(published), over_on(draft)) == (LATER.date(), MORNING.date())


def test_only_what_is_over_has_a_last_day(published):
    with pytest.raises(IntegrityError), transaction.atomic():
        Commitment.objects.filter(pk=published.pk).update(over_on=date(2022, 3, 1))


def test_the_migration_finds_the_day_in_the_ledger_or_in_the_text(published, sofia, write, ana):
    services.end(published, "Closed", sofia, at("2022-03-01 23:30"))
    draft = write()
    services.withdraw(draft, ana, LATER)
    Commitment.objects.update(over_on=None)
    migration.say(apps, None)
    assert (over_on(published), over_on(draft)) == (date(2022, 3, 1), LATER.date())
    Commitment.objects.filter(pk=published.pk).update(state="completed", over_on=None)
    migration.say(apps, None)
    assert over_on(published) == date(2023, 6, 30)


def test_the_migration_goes_on_in_batches_and_leaves_the_others_alone(
    published, write, ana, monkeypatch
):
    monkeypatch.setattr(migration, "BATCH", 2)
    for draft in [write() for _ in range(3)]:
        services.withdraw(draft, ana, LATER)
    Commitment.objects.update(over_on=None)
    migration.say(apps, None)
    assert Commitment.objects.exclude(over_on=None).count() == 3
    assert over_on(published) is None
