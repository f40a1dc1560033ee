"""The rules of good practices, without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.kernel.text import fold
from avow.learning.rules import tags_of, wrong_tags


@pytest.mark.parametrize(
    "typed, tags",
    [
        ("Listening, planning", ("listening", "planning")),
        (" shelters ;Listening、 listening ", ("shelters", "listening")),
        ("École, ecole", ("école",)),
        ("الاستماع، التخطيط", ("الاستماع", "التخطيط")),
        ("倾听，规划", ("倾听", "规划")),
        (" , ;\u200b, -", ()),
    ],
)
def test_tags_are_small_and_each_stands_once(typed, tags):
    assert tags_of(typed) == tags


def test_nine_tags_are_too_many_and_forty_one_letters_too_long():
    assert wrong_tags(["a"] * 8) == ()
    assert wrong_tags(["a"] * 9) == ("practice_tags_many",)
    assert wrong_tags(["a" * 41]) == ("practice_tag_long",)


@given(st.text(max_size=200))
def test_tags_read_twice_stay_as_they_are(typed):
    tags = tags_of(typed)
    assert tags_of(", ".join(tags)) == tags
    assert len({fold(tag) for tag in tags}) == len(tags)
