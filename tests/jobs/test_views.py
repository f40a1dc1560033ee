"""How far a job is: for whoever started it, and the forum's secretariat."""

import pytest
from django.urls import reverse

from avow.jobs.models import Job
from avow.jobs.services import start
from tests.worlds import at

NOW = at("2021-04-05 10:00")


@pytest.fixture
def job(forum, ana):
    """A job ana started in the forum."""
    return start("import.letters", key="k", by=ana, params={}, now=NOW, total=8, forum=forum)


def url(job, forum):
    return reverse("jobs:job", args=[forum.slug, job.pk])


@pytest.mark.parametrize(
    "fields, words",
    [
        ({}, "as soon as a worker is free"),
        ({"state": "running", "done": 2, "lease_until": NOW}, "2 of 8 done (25 %)"),
        ({"state": "running", "done": 2, "total": None, "lease_until": NOW}, "2 done"),
        (
            {
                "state": "done",
                "result": {"message": "All 8 came in.", "url": "/en/x/"},
                "finished_at": NOW,
            },
            "All 8 came in.",
        ),
        (
            {"state": "failed", "error": "Row 3 has no name.", "finished_at": NOW},
            "Row 3 has no name.",
        ),
        ({"state": "cancelled", "finished_at": NOW}, "It was stopped."),
    ],
)
def test_the_page_says_in_words_how_far_it_is(sign_in, forum, ana, job, fields, words):
    Job.objects.update(**fields)
    assert words in sign_in(ana).get(url(job, forum)).text


def test_without_javascript_the_page_renews_itself_until_the_end(sign_in, forum, ana, job):
    assert 'http-equiv="refresh"' in sign_in(ana).get(url(job, forum)).text
    Job.objects.update(state="done", result={}, finished_at=NOW)
    page = sign_in(ana).get(url(job, forum)).text
    assert "refresh" not in page
    assert "hx-trigger" not in page


def test_htmx_gets_the_progress_alone(sign_in, forum, ana, job):
    part = sign_in(ana).get(url(job, forum), headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<section class="stack" id="job-progress"')
    assert "HX-Request" in part["Vary"]
    assert part["Cache-Control"] == "no-store"


def test_the_forum_s_secretariat_may_look(sign_in, forum, sofia, job):
    assert sign_in(sofia).get(url(job, forum)).status_code == 200


@pytest.mark.parametrize("who", ["bea", "chidi", "dina", "vera"])
def test_for_everybody_else_it_does_not_exist(sign_in, world, forum, job, who):
    assert sign_in(world.user(who)).get(url(job, forum)).status_code == 404


def test_a_job_without_forum_is_its_starter_s_alone(sign_in, forum, sofia, job):
    Job.objects.update(forum=None)
    assert sign_in(sofia).get(url(job, forum)).status_code == 404


def test_a_forged_number_is_a_404(sign_in, forum, ana, job):
    job.pk += 1
    assert sign_in(ana).get(url(job, forum)).status_code == 404


def test_the_anonymous_sign_in_first(client, forum, job):
    assert "login" in client.get(url(job, forum))["Location"]
