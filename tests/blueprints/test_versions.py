"""Versions of a plan: frozen, scheduled, published for ever; its actions are those to commit to."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from avow.blueprints import guard, published
from avow.blueprints.models import ActionChange, Version
from avow.blueprints.services import structure, versions
from avow.forums.models import Action
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.notices.models import Message
from tests.blueprints.kit import MEXICO, NOW, action, plan, prepare, publish, write

DAY = timedelta(days=1)


@pytest.fixture
def blueprint(world):
    return plan(world)


def remove(blueprint, dina, code):
    blueprint.refresh_from_db()
    structure.remove(action(blueprint, code), structure=blueprint.structure, by=dina, now=NOW)


def test_a_version_is_a_copy_that_later_words_do_not_change(world, blueprint, dina):
    write(action(blueprint), dina, title="Laws")
    made = prepare(world, blueprint)
    write(action(blueprint), dina, title="Better laws")
    assert (made.number, made.state) == (1, "prepared")
    assert made.sections.get(code="GBV-1").title == "Laws"
    assert made.digest == versions.digest_of(list(made.sections.all()))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"name": "  "}, "version_name_wrong"),
        ({"name": "x" * 151}, "version_name_wrong"),
        ({"stage": "perfect"}, "version_stage_unknown"),
    ],
)
def test_what_a_version_needs(world, blueprint, changes, reason):
    with pytest.raises(Refused, match=reason):
        prepare(world, blueprint, **changes)


def test_one_version_at_a_time_waits(world, blueprint, dina):
    first = prepare(world, blueprint)
    with pytest.raises(Refused, match="version_waits"):
        prepare(world, blueprint)
    versions.discard(first, by=dina, now=NOW)
    assert prepare(world, blueprint).number == 1


def test_a_scheduled_version_is_published_by_the_calendar_on_its_day(world, blueprint, dina):
    made = prepare(world, blueprint)
    versions.schedule(made, MEXICO, by=dina, now=NOW)
    assert versions.publish_due(MEXICO - timedelta(seconds=1)) == 0
    assert versions.publish_due(MEXICO) == 1
    assert versions.publish_due(MEXICO + DAY) == 0
    made.refresh_from_db()
    assert (made.state, made.published_at) == ("published", MEXICO)
    entry = Entry.objects.get(verb="blueprint.publish")
    assert (entry.role, entry.data["digest"]) == ("system", made.digest)
    assert Message.objects.filter(verb="blueprint.published", to_email=dina.email).count() == 1


def test_a_planned_time_lies_ahead_and_can_be_taken_back(world, blueprint, dina):
    made = prepare(world, blueprint)
    with pytest.raises(Refused, match="blueprint_moment_past"):
        versions.schedule(made, NOW, by=dina, now=NOW)
    versions.schedule(made, MEXICO, by=dina, now=NOW)
    with pytest.raises(Refused, match="moved_on"):
        versions.discard(made, by=dina, now=NOW)
    versions.unschedule(made, by=dina, now=NOW)
    assert versions.publish_due(MEXICO) == 0


def test_a_champion_cannot_publish_at_once_and_others_cannot_at_all(world, blueprint, dina):
    made = prepare(world, blueprint)
    for name in ("dina", "gita", "ana"):
        with pytest.raises(Refused, match="not_yours"):
            versions.publish(made, by=world.user(name), now=NOW)


def test_a_second_click_on_publish_finds_it_done(world, blueprint, sofia):
    made = publish(world, blueprint)
    assert versions.publish(made, by=sofia, now=NOW + DAY).published_at == NOW
    assert Entry.objects.filter(verb="blueprint.publish").count() == 1


def test_the_database_refuses_every_change_of_a_published_version(world, blueprint, dina):
    remove(blueprint, dina, "GBV-4")
    made = prepare(world, blueprint)
    versions.map_actions(made, {"GBV-4": ["GBV-1"]}, by=dina, now=NOW)
    made = versions.publish(made, by=world.user("sofia"), now=NOW)
    section, change = made.sections.first(), made.action_changes.get()
    tries = [
        lambda: Version.objects.filter(pk=made.pk).update(name="Other"),
        lambda: Version.objects.filter(pk=made.pk)._raw_delete("default"),
        lambda: made.sections.filter(pk=section.pk).update(title="Other"),
        lambda: made.sections.filter(pk=section.pk)._raw_delete("default"),
        lambda: ActionChange.objects.filter(pk=change.pk).update(new_code="GBV-2"),
        lambda: ActionChange.objects.create(version=made, old=change.old, new_code="GBV-3"),
    ]
    for attempt in tries:
        with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
            attempt()


def test_every_table_of_a_version_is_guarded():
    tables = {one.related_model._meta.db_table for one in Version._meta.related_objects}
    tables -= {"blueprints_print"}  # drawn afterwards
    owned = {table for table, (owner, _) in guard.ROWS.items() if owner == guard.VERSION}
    assert owned <= tables


def test_the_forums_actions_are_those_of_the_version(world, blueprint, dina, forum):
    write(action(blueprint), dina, title="Laws everywhere", body="By all countries")
    target = action(blueprint).children.get(kind="target")
    write(target, dina, title="600 million more live under such laws", due_on="2026-12-31")
    publish(world, blueprint)
    row = Action.objects.get(forum=forum, code="GBV-1")
    assert (row.title, row.description, row.plan_version) == (
        "Laws everywhere",
        "By all countries",
        1,
    )
    assert row.titles == {"en": "Laws everywhere"}  # translations of other words are gone
    assert row.targets == [
        {
            "text": {"en": "600 million more live under such laws"},
            "by": "2026-12-31",
            "confirmed": True,
            "key": target.key,
        }
    ]
    unchanged = Action.objects.get(forum=forum, code="GBV-2")
    assert set(unchanged.titles) > {"en"}


def test_a_new_action_can_be_committed_to(world, blueprint, dina, forum):
    blueprint.refresh_from_db()
    made = structure.add(
        blueprint, "action", parent=None, title="Safe streets", structure=1, by=dina, now=NOW
    )
    publish(world, blueprint)
    row = Action.objects.get(forum=forum, code=made.code)
    assert (row.title, row.retired_at) == ("Safe streets", None)


def test_an_action_that_is_gone_must_lead_to_another_one(world, blueprint, dina, forum, sofia):
    remove(blueprint, dina, "GBV-4")
    made = prepare(world, blueprint)
    with pytest.raises(Refused, match="blueprint_actions_unmapped"):
        versions.publish(made, by=sofia, now=NOW)
    versions.map_actions(made, {"GBV-4": ["GBV-1", "GBV-2"]}, by=dina, now=NOW)
    versions.publish(made, by=sofia, now=NOW)
    gone = Action.objects.get(forum=forum, code="GBV-4")
    assert gone.retired_at == NOW
    assert [one.code for one in gone.successors.order_by("code")] == ["GBV-1", "GBV-2"]


def test_an_action_that_comes_back_is_itself_again(world, blueprint, dina, forum, sofia):
    remove(blueprint, dina, "GBV-4")
    made = prepare(world, blueprint)
    versions.map_actions(made, {"GBV-4": ["GBV-1"]}, by=dina, now=NOW)
    versions.publish(made, by=sofia, now=NOW)
    blueprint.refresh_from_db()
    gone = blueprint.sections.get(code="GBV-4")
    gone.blueprint = blueprint
    structure.bring_back(gone, structure=blueprint.structure, by=dina, now=NOW)
    publish(world, blueprint, NOW + DAY, name="Second")
    row = Action.objects.get(forum=forum, code="GBV-4")
    assert (row.retired_at, row.successors.count(), row.plan_version) == (None, 0, 2)


@pytest.mark.parametrize("mapping", [{"GBV-9": ["GBV-1"]}, {"GBV-4": ["EJR-1"]}])
def test_a_forged_mapping_is_refused(world, blueprint, dina, mapping):
    remove(blueprint, dina, "GBV-4")
    with pytest.raises(Refused, match="blueprint_action_unknown"):
        versions.map_actions(prepare(world, blueprint), mapping, by=dina, now=NOW)


def test_an_action_without_a_code_cannot_be_published(world, blueprint, dina, sofia):
    write(action(blueprint, "GBV-4"), dina, code="")
    made = prepare(world, blueprint)
    versions.map_actions(made, {"GBV-4": ["GBV-1"]}, by=dina, now=NOW)
    with pytest.raises(Refused, match="blueprint_action_without_code"):
        versions.publish(made, by=sofia, now=NOW)


def test_a_plan_does_not_go_back_to_an_earlier_stage(world, blueprint, sofia):
    publish(world, blueprint, stage="final")
    made = prepare(world, blueprint, NOW + DAY, stage="draft")
    with pytest.raises(Refused, match="blueprint_stage_back"):
        versions.publish(made, by=sofia, now=NOW + DAY)


def test_what_cannot_be_published_in_time_is_told_once(world, blueprint, dina, sofia):
    remove(blueprint, dina, "GBV-4")
    made = prepare(world, blueprint)
    versions.map_actions(made, {"GBV-4": ["GBV-1"]}, by=dina, now=NOW)
    versions.schedule(made, MEXICO, by=dina, now=NOW)
    made.action_changes.all().delete()
    assert versions.publish_due(MEXICO) == 0
    assert versions.publish_due(MEXICO + timedelta(minutes=1)) == 0
    told = Message.objects.get(verb="blueprint.stuck", to_email=sofia.email)
    assert told.context["reasons"] == ["blueprint_actions_unmapped"]
    assert "Say which ones took their place." in told.text


def test_one_version_that_cannot_be_published_keeps_no_other_one_back(
    world, blueprint, dina, sofia, economy
):
    remove(blueprint, dina, "GBV-4")
    stuck = prepare(world, blueprint)
    versions.map_actions(stuck, {"GBV-4": ["GBV-1"]}, by=dina, now=NOW)
    versions.schedule(stuck, MEXICO, by=dina, now=NOW)
    stuck.action_changes.all().delete()
    theirs = structure.begin(economy, by=sofia, now=NOW)
    good = versions.prepare(theirs, name="Theirs", stage="draft", by=sofia, now=NOW)
    versions.schedule(good, MEXICO, by=sofia, now=NOW)
    assert versions.publish_due(MEXICO) == 1
    good.refresh_from_db()
    assert good.state == "published"


def test_what_became_of_actions_stands_once_publication_is_planned(world, blueprint, dina):
    remove(blueprint, dina, "GBV-4")
    made = prepare(world, blueprint)
    versions.map_actions(made, {"GBV-4": ["GBV-1"]}, by=dina, now=NOW)
    versions.schedule(made, MEXICO, by=dina, now=NOW)
    with pytest.raises(Refused, match="moved_on"):
        versions.map_actions(made, {}, by=dina, now=NOW)
    assert versions.publish_due(MEXICO) == 1


def test_who_registered_hears_of_a_publication_with_the_version_before(
    world, blueprint, monkeypatch
):
    told = []
    monkeypatch.setattr(published, "_HANDLERS", [lambda *given: told.append(given)])
    first = publish(world, blueprint)
    second = publish(world, blueprint, NOW + DAY, name="Second")
    assert told == [(first, None, NOW), (second, first, NOW + DAY)]


def test_loading_the_pack_again_leaves_a_published_plan_alone(world, blueprint, dina, forum):
    from avow.forums.loading import load
    from avow.forums.packs.reading import read_pack

    write(action(blueprint), dina, title="Laws everywhere")
    blueprint.refresh_from_db()
    structure.add(
        blueprint, "action", parent=None, title="Safe streets", structure=1, by=dina, now=NOW
    )
    publish(world, blueprint)
    load(read_pack("generation-equality"), NOW + DAY)
    assert Action.objects.get(forum=forum, code="GBV-1").title == "Laws everywhere"
    assert Action.objects.filter(forum=forum, code="GBV-5").exists()


def test_two_coalitions_do_not_publish_one_code(world, blueprint, dina, sofia, economy):
    """A copy keeps a code that its writers gave up since, and others took."""
    write(action(blueprint, "GBV-1"), dina, code="GBV-77")
    made = prepare(world, blueprint)
    versions.map_actions(made, {"GBV-1": ["GBV-77"]}, by=dina, now=NOW)
    write(action(blueprint, "GBV-77"), dina, code="GBV-1")
    theirs = structure.begin(economy, by=sofia, now=NOW)
    write(action(theirs, "EJR-1"), sofia, code="GBV-77")
    with pytest.raises(Refused, match="blueprint_code_elsewhere"):
        versions.publish(made, by=sofia, now=NOW)
