"""Commitments follow a plan that moves on: nothing is orphaned, nothing counted twice."""

from datetime import timedelta

import pytest
from django.http import QueryDict

from avow.blueprints.services import structure, versions
from avow.commitments import services as commitments
from avow.commitments.drafting import draft_of
from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.directory.query import understand
from avow.directory.vocabulary import Vocabulary
from avow.forums.actions import living_codes
from avow.forums.models import Action, Forum
from avow.jobs.models import Job
from avow.jobs.services import run
from avow.review.models import Maker
from tests.blueprints.kit import NOW, action, plan, prepare
from tests.commitments import conftest as writing
from tests.worlds import at

LATER = at("2021-06-01 10:00")


@pytest.fixture
def blueprint(world):
    return plan(world)


@pytest.fixture
def commitment(world, red, ana, sofia, gbv, forum):
    """A public commitment to GBV-1."""
    Maker.objects.get_or_create(
        forum=forum, organisation=red, coalition=gbv, defaults={"since": NOW}
    )
    one = commitments.create(forum, red, ana, writing.MORNING)
    one = commitments.submit(writing.fill(one, writing.PLAIN), ana, writing.MORNING)
    commitments.open_cases(one, sofia, writing.MORNING)
    writing.accept(one.coalitions.get().case)
    return commitments.publish(Commitment.objects.get(pk=one.pk), sofia, writing.LATER)


def move_on(world, blueprint, gone, to, now=LATER):
    """Publish a version without an action, and run the jobs it asks for."""
    blueprint.refresh_from_db()
    dina = world.user("dina")
    section = action(blueprint, gone)
    structure.remove(section, structure=blueprint.structure, by=dina, now=now)
    made = prepare(world, blueprint, now, name=f"Without {gone}")
    versions.map_actions(made, {gone: to}, by=dina, now=now)
    versions.publish(made, by=world.user("sofia"), now=now)
    for job in Job.objects.filter(kind="commitments.follow_plan", state="waiting"):
        run(job.pk, now)


def shown(commitment):
    return Entry.objects.get(ref=commitment.ref).actions


def test_a_commitment_is_counted_with_what_took_its_actions_place(world, blueprint, commitment):
    assert shown(commitment) == ["GBV-1"]
    move_on(world, blueprint, "GBV-1", ["GBV-2", "GBV-3"])
    assert shown(commitment) == ["GBV-2", "GBV-3"]
    declared = commitment.public.actions.values_list("code", flat=True)
    assert list(declared) == ["GBV-1"]  # what was signed stays as it was signed


def test_a_second_move_is_followed_on(world, blueprint, commitment, forum):
    move_on(world, blueprint, "GBV-1", ["GBV-2"])
    move_on(world, blueprint, "GBV-2", ["GBV-4"], LATER + timedelta(days=1))
    assert living_codes(forum, ["GBV-1", "GBV-3", "X"]) == ("GBV-4", "GBV-3", "X")
    run_again = commitments_shown_anew(forum)
    assert run_again == ["GBV-4"]


def commitments_shown_anew(forum):
    from avow.directory.services import rebuild

    rebuild(forum)
    return Entry.objects.get(forum=forum).actions


def test_an_old_address_of_the_directory_leads_to_the_new_action(
    world, blueprint, commitment, forum
):
    move_on(world, blueprint, "GBV-1", ["GBV-2"])
    asked = understand(QueryDict("action=GBV-1"), Vocabulary(forum))
    assert asked.chosen["action"] == ("GBV-2",)
    assert asked.found().count() == 1


def test_a_draft_begun_before_serves_the_new_action(world, blueprint, forum, red, ana):
    one = commitments.create(forum, red, ana, writing.MORNING)
    one = writing.fill(one, writing.PLAIN)
    assert draft_of(one).actions == ("GBV-1",)
    move_on(world, blueprint, "GBV-1", ["GBV-2"])
    assert draft_of(Commitment.objects.get(pk=one.pk)).actions == ("GBV-2",)


def test_forms_and_settings_speak_of_the_plans_actions(world, blueprint, forum):
    move_on(world, blueprint, "GBV-1", ["GBV-2"])
    settings = Forum.objects.get(pk=forum.pk).settings
    theme = next(one for one in settings.coalitions if one.code == "gender_based_violence")
    assert [one.code for one in theme.actions] == ["GBV-2", "GBV-3", "GBV-4"]


def test_a_coalitions_page_shows_the_living_actions_and_what_they_followed(
    world, blueprint, client, gbv
):
    move_on(world, blueprint, "GBV-1", ["GBV-2"])
    page = client.get(f"/en/generation-equality/coalitions/{gbv.slug}/").content.decode()
    assert 'id="GBV-2"' in page
    assert 'id="GBV-1"' not in page
    assert "Takes the place of GBV-1" in page


def test_what_follows_is_done_once_and_goes_on_after_a_stop(world, blueprint, commitment):
    move_on(world, blueprint, "GBV-1", ["GBV-2"])
    job = Job.objects.get(kind="commitments.follow_plan")
    assert (job.state, job.total, job.done) == ("done", 1, 1)
    assert not run(job.pk, LATER)


def test_every_current_action_stands_in_the_newest_version(world, blueprint, forum, gbv):
    move_on(world, blueprint, "GBV-1", ["GBV-2"])
    codes = set(gbv.actions.current().values_list("code", flat=True))
    newest = blueprint.versions.public().first()
    assert codes == set(newest.sections.exclude(code="").values_list("code", flat=True))
    assert Action.objects.filter(forum=forum, retired_at=LATER).count() == 1
