"""Who hears that an annual report is out: those who owed a report and the Champions, once."""

import pytest

from avow.annual import services
from avow.annual.services import telling
from avow.jobs.models import Job
from avow.notices.models import Message
from avow.progress.models import Cycle, Report
from tests import cast
from tests.annual.conftest import NOW
from tests.factories import make_organisation, make_user, represent
from tests.house.scene_reports import cycle as cycle_of

pytestmark = pytest.mark.django_db
CHAMPIONS = {
    f"{key}@example.org"
    for house in cast.HOUSES
    if house.champion_of
    for key, role in house.people
    if role != "reader"
}


@pytest.fixture
def owing(world, promise):
    """A report was owed in the cycle by one organisation; another owes it no more."""
    cycle = cycle_of(world, year=2024, state="closed", closed_at=NOW)
    maker = promise.organisation
    Report.objects.create(
        cycle=cycle, commitment=promise, organisation=maker, share=60, is_lead=True,
        state="not_reported",
    )  # fmt: skip
    left = make_organisation("Left")
    represent(make_user("left@example.org"), left)
    Report.objects.create(
        cycle=cycle, commitment=promise, organisation=left, share=40, is_lead=False,
        state="excused",
    )  # fmt: skip
    represent(make_user("reader@example.org"), maker, "reader")
    Cycle.objects.filter(pk=cycle.pk).update(state="frozen", frozen_at=NOW)
    cycle.refresh_from_db()
    return services.freeze(cycle, NOW)


def publish(report, sofia):
    services.write(report.sections.first(), "en", "Words", by=sofia, now=NOW)
    services.publish(report, by=sofia, now=NOW)
    job = Job.objects.get(kind=telling.KIND)
    Job.objects.filter(pk=job.pk).update(state="running")
    job.refresh_from_db()
    return job


def receivers():
    return set(Message.objects.filter(verb=telling.VERB).values_list("to_email", flat=True))


def test_who_owed_a_report_and_the_champions_are_told_once(owing, sofia, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    job = publish(owing, sofia)
    acting = {"ana@example.org", "bea@example.org"}  # for the maker
    assert CHAMPIONS - acting
    assert telling.run(job, NOW) == {"mails": len(acting | CHAMPIONS)}
    assert receivers() == acting | CHAMPIONS
    assert telling.run(job, NOW) == {"mails": 0}
    mail = Message.objects.get(verb=telling.VERB, to_email="ana@example.org")
    assert mail.url.endswith("/generation-equality/reports/2024/")
    assert "2024" in mail.subject


def test_a_correction_is_told_to_nobody_again(owing, sofia):
    telling.run(publish(owing, sofia), NOW)
    told = Message.objects.count()
    services.write(owing.sections.first(), "en", "Other words", by=sofia, now=NOW)
    services.correct(owing, "Words.", by=sofia, now=NOW)
    assert Job.objects.filter(kind=telling.KIND).count() == 1
    assert Message.objects.count() == told


def test_a_report_is_published_even_where_nobody_is_told_yet(quiet, sofia):
    publish(quiet, sofia)
    assert not receivers()
    assert Job.objects.filter(kind=telling.KIND).count() == 1
