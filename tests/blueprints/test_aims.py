"""Commitments answer to plans: to a plan that is far enough, and to targets that stay findable."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from avow.blueprints.aims import gates
from avow.blueprints.rules import STAGES, has_come_to
from avow.blueprints.services import structure
from avow.blueprints.states import SectionKind
from avow.commitments import services as commitments
from avow.commitments.drafting import draft_of, missing_of, problems_of
from avow.commitments.models import Commitment
from avow.commitments.services.revising import sheet_of
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.review.models import Maker
from tests.blueprints.kit import NOW, plan, publish, write
from tests.commitments import conftest as writing
from tests.worlds import at

LATER = at("2021-06-01 10:00")
stages = st.sampled_from(["", *STAGES])


@pytest.fixture
def blueprint(world):
    return plan(world)


@pytest.fixture
def gated(forum):
    """The forum as its pack has it: commitments are taken once a coalition's draft is public."""
    Forum.objects.filter(pk=forum.pk).update(pack=forum.pack | {"commitments_from_stage": "draft"})
    return Forum.objects.get(pk=forum.pk)


@pytest.fixture
def maker(forum, red, gbv):
    """Red de Mujeres is a maker of gender-based violence."""
    return Maker.objects.get_or_create(
        forum=forum, organisation=red, coalition=gbv, defaults={"since": NOW}
    )


def begin(forum, red, ana, **target):
    one = commitments.create(forum, red, ana, writing.MORNING)
    rows = {"target": [writing.ROWS["target"][0] | target]}
    return writing.fill(one, writing.PLAIN, rows)


def key_of_first_target(blueprint):
    sections = blueprint.sections.filter(kind=SectionKind.TARGET, parent__code="GBV-1")
    return sections.order_by("position")[0].key


def published_with(forum, red, ana, sofia, key):
    one = commitments.submit(begin(forum, red, ana, plan_target=key), ana, writing.MORNING)
    commitments.open_cases(one, sofia, writing.MORNING)
    writing.accept(one.coalitions.get().case)
    return commitments.publish(Commitment.objects.get(pk=one.pk), sofia, writing.LATER)


@given(stages, stages)
def test_a_plan_is_far_enough_when_it_is_at_the_stage_or_past_it(stage, needed):
    order = ["", *STAGES]
    assert has_come_to(stage, needed) == (order.index(stage) >= order.index(needed))


def test_a_pack_that_asks_for_nothing_takes_commitments_at_once(forum):
    assert all(one.is_open for one in gates(forum, forum.coalitions.all()))


def test_no_commitment_is_handed_in_before_the_plan_is_public(
    world, gated, blueprint, maker, red, ana, gbv
):
    one = begin(gated, red, ana)
    with pytest.raises(Refused) as refused:
        commitments.submit(one, ana, writing.MORNING)
    assert "commitment_incomplete" in refused.value.reasons
    assert any("plan is public: " in item.text for item in missing_of(one))
    publish(world, blueprint, stage="outline")
    assert not gates(gated, [gbv])[0].is_open
    publish(world, blueprint, NOW + timedelta(hours=1), name="Draft", stage="draft")
    fresh = Commitment.objects.get(pk=one.pk)
    assert commitments.submit(fresh, ana, writing.MORNING).state == "submitted"


def test_a_later_stage_opens_too_and_only_its_own_coalition(world, gated, blueprint):
    publish(world, blueprint, stage="final")
    is_open = {one.coalition.code: one.is_open for one in gates(gated, gated.coalitions.all())}
    assert is_open.pop("gender_based_violence")
    assert not any(is_open.values())


def test_what_a_coalition_shows_already_is_amended_whatever_its_plan_says(
    world, forum, blueprint, maker, red, ana, sofia
):
    one = published_with(forum, red, ana, sofia, "")
    Forum.objects.filter(pk=forum.pk).update(pack=forum.pack | {"commitments_from_stage": "final"})
    amended = commitments.amend(Commitment.objects.get(pk=one.pk), "A better title.", ana, LATER)
    assert "plan_not_far_enough" not in [problem.code for problem in problems_of(amended)]


@pytest.mark.parametrize("published", [False, True])
def test_pages_say_that_commitments_are_not_taken_yet(world, gated, blueprint, client, published):
    if published:
        publish(world, blueprint, stage="draft")
    for address in ("", "blueprint/"):
        page = client.get(f"/en/{gated.slug}/coalitions/gender-based-violence/{address}")
        said = "Commitments to these actions are not taken yet" in page.content.decode()
        assert said is not published


def test_a_form_offers_the_targets_of_published_plans_alone(world, forum, blueprint, red, ana):
    from avow.commitments.form import definition_of

    def offered():
        pack = Forum.objects.get(pk=forum.pk).settings
        section = next(s for s in definition_of(pack)["sections"] if s["code"] == "target")
        found = [q for q in section["questions"] if q["code"] == "plan_target"]
        return [choice["code"] for choice in found[0]["choices"]] if found else []

    assert offered() == []
    publish(world, blueprint)
    assert key_of_first_target(blueprint) in offered()


def test_a_target_of_the_plan_is_kept_shown_and_written_again(
    world, forum, blueprint, maker, red, ana, sofia, client
):
    publish(world, blueprint)
    key = key_of_first_target(blueprint)
    one = published_with(Forum.objects.get(pk=forum.pk), red, ana, sofia, key)
    assert one.public.targets.get().plan_target == key
    page = client.get(f"/en/{forum.slug}/commitments/{one.ref}/").content.decode()
    assert f"blueprint/versions/1/?section={key}#s-{key}" in page
    assert "as it stood in" not in page
    sheet = sheet_of(one.public, "en", LATER)
    assert sheet.answers.get(key="target_plan_target").value == key
    read = client.get(f"/en/{forum.slug}/coalitions/gender-based-violence/blueprint/")
    said = read.content.decode()
    assert "1 commitment answers to this target" in said
    assert "1 commitment serves this action" in said


def test_a_target_that_a_later_plan_dropped_is_still_found(
    world, forum, blueprint, maker, red, ana, sofia, client, dina
):
    publish(world, blueprint)
    key = key_of_first_target(blueprint)
    one = published_with(Forum.objects.get(pk=forum.pk), red, ana, sofia, key)
    blueprint.refresh_from_db()
    section = blueprint.sections.get(key=key)
    structure.remove(section, structure=blueprint.structure, by=dina, now=LATER)
    publish(world, blueprint, LATER, name="Without it")
    page = client.get(f"/en/{forum.slug}/commitments/{one.ref}/").content.decode()
    assert "as it stood in “Draft for Mexico”" in page


def test_a_target_in_other_words_is_shown_in_the_newest_ones(
    world, forum, blueprint, maker, red, ana, sofia, client, dina
):
    publish(world, blueprint)
    key = key_of_first_target(blueprint)
    one = published_with(Forum.objects.get(pk=forum.pk), red, ana, sofia, key)
    write(blueprint.sections.get(key=key), dina, LATER, title="A law in every land")
    publish(world, blueprint, LATER, name="Second")
    page = client.get(f"/en/{forum.slug}/commitments/{one.ref}/").content.decode()
    assert "A law in every land" in page


def test_a_target_of_an_action_that_was_not_chosen_is_to_be_mended(
    world, forum, blueprint, maker, red, ana
):
    publish(world, blueprint)
    key = blueprint.sections.filter(kind="target", parent__code="GBV-2").first().key
    one = begin(Forum.objects.get(pk=forum.pk), red, ana, plan_target=key)
    found = [problem for problem in problems_of(one) if problem.code == "target_of_other_action"]
    assert [problem.hint for problem in found] == ["GBV-2"]


def test_a_forged_target_is_no_choice(world, forum, blueprint, maker, red, ana):
    publish(world, blueprint)
    one = begin(Forum.objects.get(pk=forum.pk), red, ana, plan_target="0123456789")
    assert draft_of(one).targets[0].plan_target == ""
    assert "answer_no_such_choice" in [problem.code for problem in problems_of(one)]


def test_the_export_names_the_targets(world, forum, blueprint, maker, red, ana, sofia, client):
    publish(world, blueprint)
    key = key_of_first_target(blueprint)
    published_with(Forum.objects.get(pk=forum.pk), red, ana, sofia, key)
    answer = client.get(f"/en/{forum.slug}/commitments.csv")
    rows = b"".join(answer.streaming_content).decode().splitlines()
    assert "plan_targets" in rows[0]
    assert key in rows[1]


def test_notes_below_a_plan_ask_the_same_number_of_questions_however_many_sections(
    world, forum, blueprint, client, dina
):
    publish(world, blueprint)
    address = f"/en/{forum.slug}/coalitions/gender-based-violence/blueprint/"
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    parent = blueprint.sections.get(code="GBV-1")
    for _number in range(20):
        blueprint.refresh_from_db()
        structure.add(
            blueprint,
            SectionKind.TARGET,
            parent=parent,
            title="One more",
            structure=blueprint.structure,
            by=dina,
            now=LATER,
        )
    publish(world, blueprint, LATER, name="Longer")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few) + 1  # which version came before
