"""Champions write a plan together: nothing is overwritten, nothing is lost."""

from datetime import date, timedelta

import pytest

from avow.blueprints.models import Blueprint
from avow.blueprints.services import structure, writing
from avow.blueprints.services.writing import Conflict
from avow.kernel.lifecycle import Refused
from tests.blueprints.kit import NOW, action, plan, write

MINUTE = timedelta(minutes=1)


@pytest.fixture
def blueprint(world):
    return plan(world)


@pytest.fixture
def emre(world):
    return world.user("emre")


def test_a_plan_begins_once_with_a_vision_and_the_forums_actions(world, dina, gbv):
    first = plan(world)
    assert plan(world) == first
    assert Blueprint.objects.count() == 1
    rows = structure.plan_of(first)
    kinds = [(row.kind, row.code, where.number) for row, where in rows if where.depth == 1]
    assert kinds[:3] == [("vision", "", "1"), ("action", "GBV-1", "2"), ("action", "GBV-2", "3")]
    assert any(row.kind == "target" and where.number == "2.1" for row, where in rows)


@pytest.mark.parametrize("name", ["gita", "ana", "vera"])
def test_nobody_but_the_coalitions_champions_and_the_secretariat_writes(world, blueprint, name):
    with pytest.raises(Refused, match="not_yours") as refused:
        writing.hold(action(blueprint), by=world.user(name), now=NOW)
    assert refused.value.forbidden


def test_two_champions_write_two_sections_at_once(blueprint, dina, emre):
    one, two = action(blueprint, "GBV-1"), action(blueprint, "GBV-2")
    writing.hold(one, by=dina, now=NOW)
    writing.hold(two, by=emre, now=NOW)
    assert write(one, dina, title="Laws that protect").title == "Laws that protect"
    assert write(two, emre, title="Prevention").title == "Prevention"


def test_one_section_is_written_by_one_person_until_ten_minutes_after_their_last_word(
    blueprint, dina, emre
):
    section = writing.hold(action(blueprint), by=dina, now=NOW)
    write(section, dina, NOW + 5 * MINUTE, body="We train judges.")
    with pytest.raises(Refused, match="section_held"):
        writing.hold(section, by=emre, now=NOW + 14 * MINUTE)
    with pytest.raises(Refused, match="section_held"):
        writing.save_text(section, "body", "No.", seen=2, by=emre, now=NOW + 14 * MINUTE)
    assert writing.hold(section, by=emre, now=NOW + 15 * MINUTE).held_by == emre


def test_whose_hold_ran_out_finds_both_texts_and_loses_nothing(blueprint, dina, emre):
    section = writing.hold(action(blueprint), by=dina, now=NOW)
    seen = section.body_version
    later = NOW + 11 * MINUTE
    writing.hold(section, by=emre, now=later)
    write(section, emre, later, body="Emre's text")
    with pytest.raises(Refused, match="section_held"):
        writing.save_text(section, "body", "Dina's text", seen=seen, by=dina, now=later)
    writing.let_go(section, by=emre, now=later)
    result = writing.save_text(section, "body", "Dina's text", seen=seen, by=dina, now=later)
    assert isinstance(result, Conflict)
    assert (result.mine, result.theirs, result.saved_by) == (
        "Dina's text",
        "Emre's text",
        emre.get_full_name(),
    )
    section.refresh_from_db()
    assert section.body == "Emre's text"


def test_whose_hold_ran_out_writes_on_if_nobody_else_did(blueprint, dina):
    section = writing.hold(action(blueprint), by=dina, now=NOW)
    assert write(section, dina, NOW + 60 * MINUTE, body="Late").held_until == NOW + 70 * MINUTE


def test_two_tabs_of_one_person_do_not_overwrite_each_other(blueprint, dina):
    section = writing.hold(action(blueprint), by=dina, now=NOW)
    write(section, dina, body="First tab")
    old = section.body_version - 1
    assert isinstance(
        writing.save_text(section, "body", "Second tab", seen=old, by=dina, now=NOW), Conflict
    )


def test_the_same_text_again_is_saved_already(blueprint, dina):
    section = write(writing.hold(action(blueprint), by=dina, now=NOW), dina, body="Once")
    again = writing.save_text(section, "body", "Once", seen=0, by=dina, now=NOW)
    assert again == writing.Saved(section.body_version, NOW)


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("title", "x" * 301, "section_title_too_long"),
        ("body", "x" * 40_001, "section_body_too_long"),
        ("due_on", "soon", "section_no_day"),
        ("due_on", "2026-02-31", "section_no_day"),
        ("code", "GBV1", "section_code_wrong"),
        ("code", "GBV-2", "section_code_taken"),
        ("code", "EJR-1", "section_code_taken"),
        ("kind", "text", "section_field_unknown"),
    ],
)
def test_what_cannot_be_kept_is_said(blueprint, dina, field, value, reason):
    section = action(blueprint)
    with pytest.raises(Refused, match=reason):
        writing.save_text(section, field, value, seen=1, by=dina, now=NOW)


def test_texts_are_kept_clean(blueprint, dina):
    section = write(
        action(blueprint),
        dina,
        title="  E\u0301galite\u0301\n now ",
        body="a\x00b\r\nc",
        due_on="2026-06-30",
    )
    assert (section.title, section.body, section.due_on) == (
        "Égalité now",
        "ab\nc",
        date(2026, 6, 30),
    )


def test_the_words_of_one_sitting_are_one_step_of_the_history(blueprint, dina, emre):
    section = action(blueprint)
    before = section.body
    for minute in range(5):
        write(section, dina, NOW + minute * MINUTE, body=f"Draft {minute}")
    write(section, emre, NOW + 20 * MINUTE, body="Emre's")
    write(section, dina, NOW + 40 * MINUTE, body="Dina again")
    write(section, dina, NOW + 75 * MINUTE, body="Another sitting")
    bodies = [step.body for step in section.steps.all()]
    assert bodies == ["Another sitting", "Dina again", "Emre's", "Draft 4", before]


def test_an_earlier_text_is_put_back_as_a_step_of_its_own(blueprint, dina):
    section = action(blueprint)
    before = section.body
    write(section, dina, body="New words")
    first = section.steps.last()
    row = writing.put_back(section, first, by=dina, now=NOW + MINUTE)
    assert row.body == before
    assert row.steps.first().body == before
    assert isinstance(
        writing.save_text(section, "body", "Stale", seen=2, by=dina, now=NOW), Conflict
    )


def test_writers_remark_and_settle_and_a_double_click_says_it_once(blueprint, dina, emre):
    section = action(blueprint)
    one = writing.remark(section, " Is this enough? ", by=emre, now=NOW)
    assert writing.remark(section, "Is this enough?", by=emre, now=NOW) == one
    writing.settle(one, by=dina, now=NOW)
    writing.settle(one, by=emre, now=NOW + MINUTE)
    one.refresh_from_db()
    assert (one.text, one.settled_by, one.settled_at) == ("Is this enough?", dina, NOW)
    for text, reason in [("  ", "remark_empty"), ("x" * 4001, "remark_too_long")]:
        with pytest.raises(Refused, match=reason):
            writing.remark(section, text, by=dina, now=NOW)


def added(blueprint, by, kind="text", parent=None, **changes):
    blueprint.refresh_from_db()
    values = {"title": "New", "structure": blueprint.structure} | changes
    return structure.add(blueprint, kind, parent=parent, by=by, now=NOW, **values)


def test_a_new_action_gets_the_next_free_code(blueprint, dina):
    assert added(blueprint, dina, "action").code == "GBV-5"
    assert added(blueprint, dina, "action").code == "GBV-6"


def test_a_page_that_shows_an_older_structure_changes_nothing(blueprint, dina):
    seen = blueprint.structure
    added(blueprint, dina, structure=seen)
    for act in (
        lambda: added(blueprint, dina, structure=seen),
        lambda: structure.move(action(blueprint), 1, structure=seen, by=dina, now=NOW),
        lambda: structure.remove(action(blueprint), structure=seen, by=dina, now=NOW),
    ):
        with pytest.raises(Refused, match="moved_on"):
            act()


def test_a_section_stands_only_where_it_may(blueprint, dina):
    with pytest.raises(Refused, match="section_cannot_stand_there"):
        added(blueprint, dina, "target")
    target = added(blueprint, dina, "target", action(blueprint))
    deepest = added(blueprint, dina, "indicator", target)
    with pytest.raises(Refused, match="section_cannot_stand_there"):
        added(blueprint, dina, "text", deepest)


def codes(blueprint):
    return [row.code for row, where in structure.plan_of(blueprint) if row.code]


def test_sections_move_up_and_down_among_their_own(blueprint, dina):
    structure.move(action(blueprint, "GBV-1"), 1, structure=1, by=dina, now=NOW)
    assert codes(blueprint) == ["GBV-2", "GBV-1", "GBV-3", "GBV-4"]
    structure.move(action(blueprint, "GBV-4"), 1, structure=2, by=dina, now=NOW)
    assert codes(blueprint)[-1] == "GBV-4"
    structure.move(action(blueprint, "GBV-4"), -1, structure=3, by=dina, now=NOW)
    assert codes(blueprint) == ["GBV-2", "GBV-1", "GBV-4", "GBV-3"]


def test_a_section_goes_with_all_below_it_and_comes_back_with_it(blueprint, dina):
    section = action(blueprint)
    count = len(structure.plan_of(blueprint))
    below = section.children.count()
    assert below
    structure.remove(section, structure=1, by=dina, now=NOW)
    assert len(structure.plan_of(blueprint)) == count - 1 - below
    with pytest.raises(Refused, match="section_removed"):
        structure.remove(section, structure=2, by=dina, now=NOW)
    structure.bring_back(section, structure=2, by=dina, now=NOW)
    assert len(structure.plan_of(blueprint)) == count
    with pytest.raises(Refused, match="section_stands"):
        structure.bring_back(section, structure=3, by=dina, now=NOW)


def test_a_section_that_somebody_else_is_writing_is_not_taken_out(blueprint, dina, emre):
    target = action(blueprint).children.first()
    target.blueprint = blueprint
    writing.hold(target, by=emre, now=NOW)
    with pytest.raises(Refused, match="section_held"):
        structure.remove(action(blueprint), structure=1, by=dina, now=NOW)


def test_a_code_that_was_given_away_keeps_a_section_out(blueprint, dina):
    gone = action(blueprint)
    structure.remove(gone, structure=1, by=dina, now=NOW)
    write(added(blueprint, dina, "action"), dina, code="GBV-1")
    blueprint.refresh_from_db()
    with pytest.raises(Refused, match="section_code_taken"):
        structure.bring_back(gone, structure=blueprint.structure, by=dina, now=NOW)


def test_a_code_that_another_coalition_took_keeps_a_section_out(blueprint, dina, sofia, economy):
    mine = added(blueprint, dina, "action")
    blueprint.refresh_from_db()
    structure.remove(mine, structure=blueprint.structure, by=dina, now=NOW)
    theirs = structure.begin(economy, by=sofia, now=NOW)
    write(action(theirs, "EJR-1"), sofia, code=mine.code)
    blueprint.refresh_from_db()
    with pytest.raises(Refused, match="section_code_taken"):
        structure.bring_back(mine, structure=blueprint.structure, by=dina, now=NOW)


def test_a_section_comes_back_only_where_it_stood(blueprint, dina):
    """A target without its action would stand between the actions, where none may stand."""
    target = action(blueprint).children.first()
    structure.remove(target, structure=1, by=dina, now=NOW)
    structure.remove(action(blueprint), structure=2, by=dina, now=NOW + MINUTE)
    with pytest.raises(Refused, match="section_parent_removed"):
        structure.bring_back(target, structure=3, by=dina, now=NOW)
