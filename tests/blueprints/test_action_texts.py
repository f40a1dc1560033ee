"""The texts and codes of actions: a forum's pages open whatever its plans have published."""

from datetime import timedelta

import pytest

from avow.blueprints.models import Section
from avow.blueprints.services import actions, structure, versions, writing
from avow.forums.models import Action, Forum
from avow.forums.rules import LONGEST_TEXT
from avow.kernel.lifecycle import Refused
from tests.blueprints.kit import MEXICO, NOW, action, plan, prepare, publish, write

DAY = timedelta(days=1)


@pytest.fixture
def blueprint(world):
    return plan(world)


def settings(forum):
    return Forum.objects.get(pk=forum.pk).settings


def add(blueprint, dina, title="Safe streets"):
    blueprint.refresh_from_db()
    row = structure.add(
        blueprint,
        "action",
        parent=None,
        title=title,
        structure=blueprint.structure,
        by=dina,
        now=NOW,
    )
    row.blueprint = blueprint
    return row


def scheduled(world, blueprint):
    made = prepare(world, blueprint)
    versions.schedule(made, MEXICO, by=world.user("dina"), now=NOW)
    assert versions.publish_due(MEXICO) == 1


@pytest.mark.parametrize("body", ["", " \n\t ", "\u00a0"])
@pytest.mark.parametrize("way", [publish, scheduled])
def test_a_new_action_may_have_no_text(world, blueprint, dina, forum, client, body, way):
    made = add(blueprint, dina)
    write(made, dina, body=body or "x")
    write(made, dina, body=body)
    way(world, blueprint)
    assert settings(forum).action(made.code).descriptions == {}
    assert Action.objects.get(forum=forum, code=made.code).description == ""
    assert client.get(f"/en/{forum.slug}/").status_code == 200


def test_an_action_may_lose_its_text(world, blueprint, dina, forum):
    publish(world, blueprint)
    write(action(blueprint), dina, body="")
    publish(world, blueprint, NOW + DAY, name="Second")
    assert settings(forum).action("GBV-1").descriptions == {}


def test_an_action_says_as_much_as_the_settings_hold(world, blueprint, dina, forum):
    write(action(blueprint), dina, body="x" * LONGEST_TEXT + "\n")
    publish(world, blueprint)
    assert settings(forum).action("GBV-1").descriptions == {"en": "x" * LONGEST_TEXT}


@pytest.mark.parametrize("letters", [LONGEST_TEXT + 1, 40_000])
def test_writers_hear_at_once_that_an_action_is_too_long(blueprint, dina, letters):
    with pytest.raises(Refused, match="section_action_too_long"):
        write(action(blueprint), dina, body="x" * letters)


@pytest.mark.parametrize("letters", [LONGEST_TEXT + 1, 40_000])
def test_an_action_that_is_too_long_is_not_published(world, blueprint, dina, sofia, forum, letters):
    Section.objects.filter(pk=action(blueprint).pk).update(body="x" * letters)
    made = prepare(world, blueprint)
    with pytest.raises(Refused, match="blueprint_action_too_long"):
        versions.publish(made, by=sofia, now=NOW)
    with pytest.raises(Refused, match="blueprint_action_too_long"):
        versions.schedule(made, MEXICO, by=dina, now=NOW)
    type(made).objects.filter(pk=made.pk).update(state="scheduled", publish_at=MEXICO)
    assert versions.publish_due(MEXICO) == 0
    assert len(settings(forum).action("GBV-1").descriptions["en"]) < LONGEST_TEXT


def test_what_the_settings_cannot_hold_is_refused_and_nothing_is_written(
    world, blueprint, sofia, forum
):
    Section.objects.filter(pk=action(blueprint, "GBV-4").pk).update(code="gbv 4")
    made = prepare(world, blueprint)
    versions.map_actions(made, {"GBV-4": ["GBV-1"]}, by=sofia, now=NOW)
    with pytest.raises(Refused, match="blueprint_actions_unreadable"):
        versions.publish(made, by=sofia, now=NOW)
    made.refresh_from_db()
    assert made.state == "prepared"
    assert not Action.objects.filter(forum=forum, code="gbv 4").exists()
    assert settings(forum).action("GBV-4")


def without(world, blueprint, code, to, now):
    """Publish a version without an action, which became others."""
    blueprint.refresh_from_db()
    dina = world.user("dina")
    structure.remove(action(blueprint, code), structure=blueprint.structure, by=dina, now=now)
    made = prepare(world, blueprint, now, name=f"Without {code}")
    versions.map_actions(made, {code: to}, by=dina, now=now)
    versions.publish(made, by=world.user("sofia"), now=now)


def back(blueprint, code, dina):
    blueprint.refresh_from_db()
    row = blueprint.sections.get(code=code, removed_at__isnull=False)
    row.blueprint = blueprint
    structure.bring_back(row, structure=blueprint.structure, by=dina, now=NOW)


def test_a_retired_code_is_never_given_to_another_action(world, blueprint, dina, forum):
    without(world, blueprint, "GBV-2", ["GBV-3"], NOW)
    without(world, blueprint, "GBV-3", ["GBV-4", "GBV-1"], NOW + DAY)
    back(blueprint, "GBV-3", dina)
    publish(world, blueprint, NOW + 2 * DAY, name="Third")
    new = add(blueprint, dina)
    with pytest.raises(Refused, match="section_code_retired"):
        writing.save_text(new, "code", "GBV-2", seen=1, by=dina, now=NOW)
    old = Action.objects.get(forum=forum, code="GBV-2")
    assert old.retired_at is not None
    assert old.successors.exists()


def test_a_copy_that_gives_a_retired_code_away_is_not_published(world, blueprint, dina, sofia):
    """The code was free when it was written: the action retired by another version since."""
    without(world, blueprint, "GBV-2", ["GBV-3"], NOW)
    new = add(blueprint, dina)
    Section.objects.filter(pk=new.pk).update(code="GBV-2")
    made = prepare(world, blueprint, NOW + DAY, name="Second")
    with pytest.raises(Refused, match="blueprint_code_retired"):
        versions.publish(made, by=sofia, now=NOW + DAY)


def test_a_section_does_not_come_back_to_a_code_that_another_one_had_last(world, blueprint, dina):
    first = action(blueprint, "GBV-2")
    publish(world, blueprint)
    blueprint.refresh_from_db()
    structure.remove(first, structure=blueprint.structure, by=dina, now=NOW)
    second = write(add(blueprint, dina), dina, code="GBV-2")
    publish(world, blueprint, NOW + DAY, name="Given away")
    without(world, blueprint, "GBV-2", ["GBV-3"], NOW + 2 * DAY)
    blueprint.refresh_from_db()
    with pytest.raises(Refused, match="section_code_retired"):
        structure.bring_back(first, structure=blueprint.structure, by=dina, now=NOW)
    structure.bring_back(second, structure=blueprint.structure, by=dina, now=NOW)
    assert action(blueprint, "GBV-2").pk == second.pk


def test_an_action_may_come_back_to_its_own_code(world, blueprint, dina, forum):
    publish(world, blueprint)
    row = write(action(blueprint, "GBV-2"), dina, code="GBV-77")
    made = prepare(world, blueprint, NOW + DAY, name="Renamed")
    versions.map_actions(made, {"GBV-2": ["GBV-77"]}, by=dina, now=NOW + DAY)
    versions.publish(made, by=world.user("sofia"), now=NOW + DAY)
    assert write(row, dina, code="GBV-2").code == "GBV-2"


def test_descriptions_are_never_empty():
    assert actions._worded({"en": "Laws"}, "en", " ") == {}
