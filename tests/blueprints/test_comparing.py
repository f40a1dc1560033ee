"""What differs between two versions of a plan."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.blueprints.comparing import Text, compare


def text(key, number="1", body="", parent="", title=""):
    return Text(key, parent, "text", number, title or key, body)


def told(changes):
    return [(one.text.key, one.what, one.moved) for one in changes]


def test_nothing_differs_between_equal_texts():
    rows = [text("a"), text("b", "2")]
    assert compare(rows, rows) == []


def test_a_section_that_came_went_and_was_reworded():
    before = [text("a"), text("b", "2", "We train judges."), text("c", "3")]
    after = [text("a"), text("b", "2", "We train all judges."), text("d", "3")]
    changes = compare(before, after)
    assert told(changes) == [
        ("b", "changed", False),
        ("c", "removed", False),
        ("d", "added", False),
    ]
    assert ("added", "all ") in changes[0].body or ("added", " all") in changes[0].body


def test_a_number_that_only_grew_is_no_change():
    before = [text("a", "1"), text("b", "2")]
    after = [text("x", "1"), text("a", "2"), text("b", "3")]
    assert told(compare(before, after)) == [("x", "added", False)]


def test_a_section_that_changed_places_is_told_once():
    before = [text("a", "1"), text("b", "2"), text("c", "3")]
    after = [text("c", "1"), text("a", "2"), text("b", "3")]
    assert told(compare(before, after)) == [("c", "moved", True)]


@pytest.mark.parametrize(("order", "number"), [("024351", 2), ("123450", 1), ("543210", 5)])
def test_as_few_sections_as_can_be_are_said_to_have_moved(order, number):
    before, after = [text(key) for key in "012345"], [text(key) for key in order]
    assert len([one for one in compare(before, after) if one.moved]) == number


def test_a_section_below_another_is_moved_and_may_be_reworded_too():
    before = [text("a"), text("b", "2", "Old")]
    after = [text("a"), text("b", "1.1", "New", parent="a")]
    assert told(compare(before, after)) == [("b", "changed", True)]


KEYS = st.permutations([f"k{n}" for n in range(8)]).flatmap(
    lambda keys: st.integers(0, 8).map(lambda n: keys[:n])
)


@given(KEYS, KEYS)
def test_what_came_and_went_explains_the_whole_difference(before, after):
    changes = compare([text(key) for key in before], [text(key) for key in after])
    added = {one.text.key for one in changes if one.what == "added"}
    removed = {one.text.key for one in changes if one.what == "removed"}
    assert (added, removed) == (set(after) - set(before), set(before) - set(after))
    moved = {one.text.key for one in changes if one.moved}
    kept = [key for key in before if key in set(after) - moved]
    assert kept == [key for key in after if key in set(before) - moved]
