"""Pure rules of a plan: order and numbers, locks, stages, which action became which, pages."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.blueprints import rules
from avow.blueprints.rules import Node, Placed, VersionFacts
from tests.worlds import at

NOW = at("2021-03-01 10:00")


def test_sections_are_numbered_among_those_below_the_same_one():
    nodes = [
        Node("b", "", 2, "action"),
        Node("a", "", 1, "vision"),
        Node("b2", "b", 2, "target"),
        Node("b1", "b", 1, "target"),
        Node("b1x", "b1", 1, "indicator"),
    ]
    assert rules.in_order(nodes) == [
        Placed("a", "1", 1),
        Placed("b", "2", 1),
        Placed("b1", "2.1", 2),
        Placed("b1x", "2.1.1", 3),
        Placed("b2", "2.2", 2),
    ]


def test_a_section_whose_parent_is_gone_is_not_lost():
    assert rules.in_order([Node("x", "gone", 1, "text")]) == [Placed("x", "1", 1)]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), max_size=30))
def test_every_section_stands_once_whatever_the_positions(rows):
    nodes = [
        Node(f"k{n}", f"k{parent}" if parent < n else "", position, "text")
        for n, (parent, position) in enumerate(rows)
    ]
    placed = rules.in_order(nodes)
    assert sorted(one.key for one in placed) == sorted(one.key for one in nodes)
    assert len({one.number for one in placed}) == len(placed)


@pytest.mark.parametrize(
    ("kind", "below", "depth", "may"),
    [
        ("action", "", 1, True),
        ("target", "action", 2, True),
        ("indicator", "target", 3, True),
        ("text", "text", 3, True),
        ("action", "action", 2, False),
        ("target", "", 1, False),
        ("text", "indicator", 3, False),
        ("text", "text", 4, False),
        ("poem", "", 1, False),
    ],
)
def test_what_may_stand_where(kind, below, depth, may):
    assert rules.may_stand(kind, below, depth) is may


@pytest.mark.parametrize(
    ("holder", "minutes", "held"),
    [(2, 1, True), (1, 1, False), (2, 0, False), (2, -1, False), (None, 1, False)],
    ids=["another's", "one's own", "just over", "over", "nobody's"],
)
def test_a_section_is_held_by_another_until_its_time(holder, minutes, held):
    until = NOW + timedelta(minutes=minutes)
    assert rules.is_held(holder, until, 1, NOW) is held


@pytest.mark.parametrize(
    ("stage", "published", "follows"),
    [
        ("outline", [], True),
        ("final", [], True),
        ("draft", ["outline"], True),
        ("consultation", ["draft", "outline"], True),
        ("draft", ["draft"], True),
        ("final", ["final"], True),
        ("outline", ["draft"], False),
        ("draft", ["draft", "final"], False),
    ],
)
def test_a_plan_never_goes_back_to_an_earlier_stage(stage, published, follows):
    assert rules.stage_follows(stage, published) is follows


def test_an_old_action_stands_or_leads_to_one_that_does():
    mapping = {"B": ["A"], "C": ["X"]}
    assert rules.unmapped(["A", "B", "C", "D"], ["A"], mapping) == ["C", "D"]


@given(st.lists(st.integers(0, 100_000), max_size=300))
def test_pages_hold_every_section_once_and_little_more_than_fits(sizes):
    pages = rules.pages(sizes)
    assert [place for page in pages for place in page] == list(range(len(sizes)))
    for page in pages:
        total = sum(sizes[place] for place in page)
        assert total <= rules.PAGE_BYTES or len(page) == 1


def test_an_empty_plan_has_one_empty_page():
    assert rules.pages([]) == [range(0)]


FACTS = VersionFacts(stage="draft", actions=("A",), old_actions=("A", "B"))


@pytest.mark.parametrize(
    ("facts", "reasons"),
    [
        (VersionFacts(stage="draft", actions=("A",), old_actions=("A",)), ()),
        (FACTS, ("blueprint_actions_unmapped",)),
        (VersionFacts(actions=("A",), old_actions=("B",), mapping=(("B", ("A",)),)), ()),
        (VersionFacts(without_code=1), ("blueprint_action_without_code",)),
        (VersionFacts(codes_elsewhere=("A",)), ("blueprint_code_elsewhere",)),
        (VersionFacts(codes_retired=("A",)), ("blueprint_code_retired",)),
        (VersionFacts(too_long=1), ("blueprint_action_too_long",)),
    ],
)
def test_a_version_has_its_actions(facts, reasons):
    assert rules.has_its_actions(facts, NOW) == reasons
