"""Figures by reference: found wherever somebody writes them, and nothing else of the text touched."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.annual.nodes import problems_of
from avow.annual.references import Problem, Reference, pieces, problems

KNOWN = {"commitments", "money.pledged", "money.pledged@feminist_movements", "makers"}
# Texts with braces, bars and names, so that half and whole references come up.
texts = st.lists(
    st.sampled_from(
        [
            "{{",
            "}}",
            "{",
            "}",
            "|",
            " ",
            "\n",
            "about",
            "commitments",
            "money.pledged",
            "@",
            "é",
            "ع",
        ]
    )
).map("".join)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("No figure", ["No figure"]),
        ("{{commitments}}", [Reference("commitments")]),
        ("So {{ commitments }}.", ["So ", Reference("commitments"), "."]),
        ("{{ money.pledged | about }}", [Reference("money.pledged", "about")]),
        ("{{money.pledged|about}}{{ makers }}",
         [Reference("money.pledged", "about"), Reference("makers")]),
        ("{{ a | b | c }}", ["{{ a | b | c }}"]),
        ("{ commitments }", ["{ commitments }"]),
        ("{{ commitments }", ["{{ commitments }"]),
        ("{{ makers\n}}", ["{{ makers\n}}"]),  # a reference stands in one line
        ("{{{ commitments }}}", ["{", Reference("commitments"), "}"]),
    ],
)  # fmt: skip
def test_a_text_falls_into_words_and_references(text, found):
    assert list(pieces(text)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("{{ commitments }}", []),
        ("{{ money.pledged@feminist_movements | about }}", []),
        ("a\nb\n{{ commitmens }}", [Problem(3, "commitmens", "commitments")]),
        ("{{ }}", [Problem(1, "", "")]),
        ("{{ commitments }", [Problem(1, "{{ commitments }", "commitments")]),
        ("{{ makers", [Problem(1, "{{ makers", "makers")]),
        ("a\n{{ makers\n}}", [Problem(2, "{{ makers", "makers")]),
        ("{ makers }", []),
        ("{{ zzzzzz }}", [Problem(1, "zzzzzz", "")]),
        ("{{ commitments | loud }}", [Problem(1, "commitments|loud", "commitments")]),
        ("{{ x }} {{ Makers }}", [Problem(1, "x", ""), Problem(1, "Makers", "makers")]),
    ],
)
def test_a_reference_that_means_nothing_is_found_with_its_line_and_a_near_name(text, found):
    assert problems(text, KNOWN) == found


def written(piece):
    return piece if isinstance(piece, str) else None


@given(texts)
def test_the_pieces_joined_are_the_text(text):
    """Word by word; a reference stands for exactly what lies between the words around it."""
    place = 0
    for piece in pieces(text):
        if isinstance(piece, str):
            place = text.index(piece, place) + len(piece)
            continue
        start = text.index("{{", place)
        end = text.index("}}", start) + 2
        inside = text[start:end]
        assert piece.name in inside
        assert piece.form in inside
        place = end
    assert text[place:] == ""


@given(st.lists(st.sampled_from(sorted(KNOWN)), max_size=8), st.booleans())
def test_what_is_known_is_never_a_problem(names, about):
    mark = "{{ %s | about }}" if about else "{{ %s }}"
    assert problems("\n".join(mark % name for name in names), KNOWN) == []


@given(texts)
def test_a_problem_names_a_line_of_the_text(text):
    lines = text.split("\n")
    for one in problems(text, KNOWN):
        assert one.written.partition("|")[0] in lines[one.line - 1]
        assert one.near in {"", *KNOWN}


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("", "`{{ no }}`", []),
        ("", "```\n{{ no }}\n```\n\n{{ commitments }}", []),
        ("", "    {{ no }}", []),
        ("", "a `{{ no }}`\n\n{{ nil }}", [Problem(3, "nil")]),
        ("{{ commitmens }}", "x", [Problem(0, "commitmens", "commitments")]),
        ("{{ commitments }}", "x", []),
        ("", "[x](https://a.org/{{ commitments }})",
         [Problem(1, "https://a.org/{{ commitments }}", in_link=True)]),
        ("", "[x](https://a.org/{{commitments}})",
         [Problem(1, "https://a.org/{{commitments}}", in_link=True)]),
        ("", "[{{ commitments }}](https://a.org)", []),
    ],
)  # fmt: skip
def test_what_stands_in_code_is_no_reference_and_what_stands_in_an_address_cannot_be(
    title, text, found
):
    assert problems_of(title, text, KNOWN) == found
