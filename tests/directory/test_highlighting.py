"""What was looked for is marked where it stands, and nothing that people write becomes HTML."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.directory.highlighting import LONG, Marker
from avow.directory.search.normalise import indexed, needle_of


@pytest.mark.parametrize(
    ("question", "text", "marked"),
    [
        ("violence", "End violences now", "End <mark>violences</mark> now"),
        ("education", "L'Éducation complète", "L&#x27;<mark>Éducation</mark> complète"),
        ("viol", "Violence ends", "<mark>Violence</mark> ends"),
        ("法律援助", "将资助法律援助。", "将资助<mark>法律援助</mark>。"),
        ("عنف", "دور الناجيات من العنف", "دور الناجيات من <mark>العنف</mark>"),
        ("девочка", "для девочек", "для <mark>девочек</mark>"),
        (
            "script",
            "<script>x</script>",
            "&lt;<mark>script</mark>&gt;x&lt;/<mark>script</mark>&gt;",
        ),
        ("", "No question <b>", "No question &lt;b&gt;"),
    ],
)
def test_words_are_marked_in_a_title(question, text, marked):
    assert Marker(needle_of(question)).whole(text) == marked


def test_a_long_text_is_cut_around_what_was_looked_for():
    text = "before " * 200 + "shelter " + "after " * 200
    piece = Marker(needle_of("shelter")).piece(text)
    assert "<mark>shelter</mark>" in piece
    assert piece.startswith("… before")
    assert piece.endswith("after …")
    assert len(piece) < LONG + 60


def test_a_long_text_without_the_words_is_its_beginning():
    piece = Marker(needle_of("shelter")).piece("before " * 200)
    assert piece.startswith("before before")
    assert piece.endswith(" …")


@given(st.text(max_size=700), st.text(max_size=20))
def test_marks_change_no_text_and_leave_no_sign_of_html(text, question):
    shown = Marker(needle_of(question)).piece(text)
    bare = re.sub("</?mark>", "", shown)
    assert not set('<"') & set(bare)
    assert unescape(bare).removeprefix("… ").removesuffix(" …").strip() in text
    for marked in re.findall("<mark>(.*?)</mark>", shown, re.DOTALL):
        assert indexed(unescape(marked))
