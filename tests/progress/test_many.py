"""The secretariat publishes many reports in one act: a job, each by the rules, what fails is named."""

from datetime import timedelta

import pytest
from django.urls import reverse

from avow.jobs.models import Job
from avow.jobs.services import run
from avow.kernel.lifecycle import Refused
from avow.progress import due, services
from avow.progress.models import Report
from avow.progress.services import many
from tests.factories import represent
from tests.progress.conftest import ON_TIME, OPENED, OVER, fill, say

LATER = ON_TIME + timedelta(days=1)


@pytest.fixture
def two(together, ana, chidi):
    """Two reports of one commitment made together, both handed in."""
    due.turn(OPENED)
    for row in Report.objects.filter(commitment=together):
        by = ana if row.is_lead else chidi
        services.hand_in(fill(services.begin(row, by, ON_TIME), by), by, ON_TIME)
    return list(Report.objects.whole().order_by("pk"))


@pytest.fixture
def browser(monkeypatch, sign_in, sofia):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    return sign_in(sofia)


def page_of(forum, name="desk_publish"):
    return reverse(f"progress:{name}", args=[forum.slug, 2022])


def done(job):
    run(job.pk, LATER)
    job.refresh_from_db()
    return job


def states():
    return list(Report.objects.order_by("pk").values_list("state", flat=True))


def test_the_ticked_ones_are_published_by_a_job_that_says_how_it_went(two, browser, forum, sofia):
    page = browser.get(page_of(forum, "desk_reports")).content.decode()
    assert f'value="{two[0].pk}:1"' in page
    answer = browser.post(page_of(forum), {"act": "chosen", "id": [f"{one.pk}:1" for one in two]})
    job = done(Job.objects.get(kind=many.KIND))
    assert answer.url == reverse("jobs:job", args=[forum.slug, job.pk])
    assert (job.state, job.done, job.total) == ("done", 2, 2)
    assert states() == ["published", "published"]
    assert set(Report.objects.values_list("public_check", flat=True)) == {"self_reported"}
    shown = browser.get(answer.url).content.decode()
    assert "Published: 2." in shown
    assert "Left out" not in shown


def test_all_that_the_filter_finds_are_published_and_nothing_else(two, browser, forum, sofia, ana):
    lead = Report.objects.get(is_lead=True)
    services.ask(lead, "Where?", sofia, ON_TIME)
    browser.post(page_of(forum) + "?state=submitted", {"act": "all"})
    job = done(Job.objects.get(kind=many.KIND))
    assert job.params["rows"] == [[Report.objects.get(is_lead=False).pk, 1]]
    assert set(states()) == {"returned", "published"}


def test_a_verified_one_is_published_as_verified(draft, ana, sofia, cycle):
    fill(draft, ana)
    services.attach(draft, title="Register", url="https://example.org/r", by=ana, now=ON_TIME)
    row = services.hand_in(say(draft, ana, evidence="given"), ana, ON_TIME)
    services.verify(row, "", sofia, ON_TIME)
    done(services.publish_many(cycle, [(row.pk, 1)], sofia, LATER))
    assert Report.objects.get(pk=row.pk).public_check == "verified"


def test_a_double_click_finds_the_first_job(two, cycle_of_two, sofia):
    chosen = [(one.pk, 1) for one in two]
    first = services.publish_many(cycle_of_two, chosen, sofia, LATER)
    assert services.publish_many(cycle_of_two, chosen[::-1], sofia, LATER) == first


@pytest.fixture
def cycle_of_two(two):
    return two[0].cycle


def test_a_newer_version_is_left_out_and_said(two, cycle_of_two, browser, forum, sofia, ana):
    job = services.publish_many(cycle_of_two, [(one.pk, 1) for one in two], sofia, LATER)
    lead = Report.objects.get(is_lead=True)
    services.ask(lead, "Where?", sofia, LATER)
    services.hand_in(lead, ana, LATER, answer="There.")
    job = done(job)
    assert set(states()) == {"submitted", "published"}
    (left,) = job.result["left_out"]
    assert left["what"] == lead.commitment.ref
    assert "newer version" in left["why"]
    page = browser.get(reverse("jobs:job", args=[forum.slug, job.pk])).content.decode()
    assert "Published: 1." in page
    assert "newer version" in page


def test_what_was_published_meanwhile_is_left_out(two, cycle_of_two, sofia):
    job = services.publish_many(cycle_of_two, [(one.pk, 1) for one in two], sofia, LATER)
    services.publish(two[0], sofia, LATER)
    assert [one["what"] for one in done(job).result["left_out"]] == [two[0].commitment.ref]
    assert states() == ["published", "published"]


def test_a_job_that_stopped_goes_on_and_keeps_what_it_left_out(two, cycle_of_two, sofia, monkeypatch):  # fmt: skip
    services.publish(two[0], sofia, LATER)
    job = services.publish_many(cycle_of_two, [(one.pk, 1) for one in two], sofia, LATER)
    whole = many.publish

    def dies(report, *more, **seen):
        if report.pk == two[1].pk:
            raise KeyboardInterrupt
        return whole(report, *more, **seen)

    monkeypatch.setattr(many, "publish", dies)
    with pytest.raises(KeyboardInterrupt):
        run(job.pk, LATER)
    monkeypatch.setattr(many, "publish", whole)
    run(job.pk, LATER + timedelta(hours=1))
    job.refresh_from_db()
    assert (job.state, job.done, len(job.result["left_out"])) == ("done", 2, 1)
    assert states() == ["published", "published"]


def test_ones_own_report_is_not_published(two, browser, forum, red, sofia):
    represent(sofia, red, "reader")
    page = browser.get(page_of(forum, "desk_reports"))
    mine = [row.may_publish for row in page.context["rows"] if row.report.organisation == red]
    assert mine == [False]
    browser.post(page_of(forum), {"act": "chosen", "id": [f"{one.pk}:1" for one in two]})
    job = done(Job.objects.get(kind=many.KIND))
    assert "published" not in states()  # nobody decides on what its own organisation is part of
    assert len(job.result["left_out"]) == 2


@pytest.mark.parametrize("wrong", [[], ["x"], ["1"], ["999999:1"], ["1:x", ":"]])
def test_nothing_chosen_or_forged_changes_nothing(two, browser, forum, wrong):
    answer = browser.post(page_of(forum), {"act": "chosen", "id": wrong})
    assert answer.status_code in {400, 409, 422}
    assert "Choose at least one report" in answer.content.decode()
    assert not Job.objects.filter(kind=many.KIND).exists()
    assert states() == ["submitted", "submitted"]


@pytest.mark.parametrize("who", ["ana", "dina", "vera"])
def test_nobody_else_publishes_many(two, cycle_of_two, world, who):
    with pytest.raises(Refused) as refusal:
        services.publish_many(cycle_of_two, [(two[0].pk, 1)], world.user(who), LATER)
    assert refusal.value.forbidden


def test_who_left_the_secretariat_publishes_nothing(two, cycle_of_two, sofia):
    job = services.publish_many(cycle_of_two, [(two[0].pk, 1)], sofia, LATER)
    sofia.forum_roles.all().delete()
    assert len(done(job).result["left_out"]) == 1
    assert states() == ["submitted", "submitted"]


def test_after_the_freeze_there_is_nothing_to_tick(two, browser, forum):
    due.turn(OVER)
    due.turn(OVER)
    page = browser.get(page_of(forum, "desk_reports"))
    assert not page.context["may_publish"]
