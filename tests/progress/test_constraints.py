"""The tables hold the rules, whatever code asks."""

import pytest
from django.db import IntegrityError, transaction

from avow.progress import services
from avow.progress.models import Cycle, Inactivity, MoneyValue, Question, Report, StepValue
from tests.progress.conftest import ON_TIME

# A report handed in, and what it cannot be.
REPORTS = [
    {"state": "nowhere"},
    {"status": "splendid"},
    {"status": ""},
    {"evidence": ""},
    {"evidence": "some"},
    {"status": "delayed", "status_reason": ""},
    {"share": 0},
    {"share": 101},
    {"revision": None},
    {"begun_at": None},
    {"first_submitted_at": None},
    {"submitted_at": None},
    {"state": "verified"},
    {"state": "published"},
    {"public_check": "verified"},
    {"published_at": ON_TIME},
    {"may_share": True},
]
CYCLES = [
    {"state": "nowhere"},
    {"state": "planned"},
    {"opened_at": None},
    {"state": "closed"},
    {"state": "frozen"},
    {"frozen_at": ON_TIME},
]


def refused(model, **fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**fields)


@pytest.mark.parametrize("fields", REPORTS, ids=str)
def test_a_report_cannot_be(fields, handed_in):
    refused(Report, **fields)


@pytest.mark.parametrize("fields", CYCLES, ids=str)
def test_a_cycle_cannot_be(fields, cycle):
    Cycle.objects.exclude(pk=cycle.pk).delete()
    refused(Cycle, **fields)


def test_an_answer_is_not_kept_without_its_moment(handed_in, sofia):
    services.ask(handed_in, "Where?", sofia, ON_TIME)
    refused(Question, answer="There.")
    refused(Question, text="")


def test_values_cannot_be(complete):
    refused(StepValue, state="met", met_on=None)
    refused(StepValue, state="not_yet", met_on=ON_TIME.date())
    refused(MoneyValue, spent=-1)
    refused(MoneyValue, currency="eur")
    refused(MoneyValue, rate=None)


def test_a_commitment_has_one_report_of_each_maker_and_one_lead_in_a_cycle(report, lagos):
    def twin(**fields):
        values = {
            "cycle": report.cycle, "commitment": report.commitment, "share": 40, "is_lead": False,
            "organisation": lagos,
        }  # fmt: skip
        with transaction.atomic():
            return Report.objects.create(**(values | fields))

    twin()
    for fields in ({}, {"organisation": report.organisation}, {"is_lead": True}):
        with pytest.raises(IntegrityError):
            twin(**fields)


def test_a_commitment_is_silent_once(promise):
    values = {"commitment": promise, "missed": 2, "announced_at": ON_TIME}
    Inactivity.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Inactivity.objects.create(**values)
    refused(Inactivity, state="inactive")
    refused(Inactivity, state="lifted")
