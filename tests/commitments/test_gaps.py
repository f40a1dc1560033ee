"""Where a text still has a gap to fill in."""

import pytest

from avow.commitments.gaps import gap_words, gaps, without_gaps


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("By [year], [number] laws", ["[year]", "[number]"]),
        ("D’ici [année]", ["[année]"]),
        ("بحلول [سنة] في [عدد] مقاطعة", ["[سنة]", "[عدد]"]),
        ("到【年份】为止", ["【年份】"]),
        ("twice [number] and [number]", ["[number]"]),
        ("read [our plan](https://example.org/plan)", []),
        ("![a picture](/x.png) of [number]", ["[number]"]),
        ("[our plan] (of May)", ["[our plan]"]),
        ("no gap", []),
        ("", []),
        ("an empty [] and an open [ bracket", []),
        ("[two\nlines]", []),
        ("[[nested]]", ["[nested]"]),
    ],
)
def test_the_gaps_of_a_text(text, words):
    assert gap_words(text) == words


def test_a_gap_is_where_it_says():
    text = "By [year], 【数】"
    assert [text[start:end] for start, end in gaps(text)] == ["[year]", "【数】"]


def test_a_long_text_of_brackets_is_read_at_once():
    assert gaps("[" * 200_000) == []
    assert gaps("[a" * 100_000) == []


def test_an_emptied_gap_keeps_every_place_in_the_text():
    text = "Train [number] judges by 【年】, see [here](https://example.org)"
    emptied = without_gaps(text)
    assert emptied == "Train [      ] judges by 【 】, see [here](https://example.org)"
    assert len(emptied) == len(text)
