"""What may be kept, what is asked, what is missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.answers import rules, shape
from avow.answers.rules import Missing, NotKept
from avow.answers.shape import Question, Section

NAMES = {"en": "Name"}


def question(kind="text", **fields):
    choices = tuple(shape.Choice(code, NAMES) for code in fields.pop("choices", ()))
    return Question(key="q", code="q", kind=kind, names=NAMES, help={}, choices=choices, **fields)


def section(*questions, **fields):
    values = {
        "code": "part", "per_coalition": False, "repeat": False, "min_rows": 0, "max_rows": 50,
    } | fields  # fmt: skip
    return Section(names=NAMES, help={}, row_names={}, questions=tuple(questions), **values)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", ["  one  line "], "one line"),
        ("longtext", ["two\nlines "], "two\nlines "),
        ("text", [], ""),
        ("choice", ["a"], "a"),
        ("choice", [], ""),
        ("multichoice", ["b", "a"], ["a", "b"]),
        ("multichoice", [], []),
        ("boolean", ["false"], False),
        ("boolean", [], None),
        ("undertaking", ["true"], True),
        ("undertaking", [], None),
        ("undertaking", ["false"], None),
        ("date", ["next week"], "next week"),
        ("number", ["12.50"], "12.50"),
    ],
)
def test_each_kind_keeps_what_was_said(kind, raw, value):
    assert rules.kept(question(kind, choices=("a", "b")), raw) == value


@pytest.mark.parametrize(
    ("kind", "raw", "code"),
    [
        ("text", ["x" * 11], "answer_too_long"),
        ("longtext", ["x" * 11], "answer_too_long"),
        ("choice", ["c"], "answer_no_such_choice"),
        ("multichoice", ["a", "c"], "answer_no_such_choice"),
        ("boolean", ["perhaps"], "answer_no_such_choice"),
        ("files", ["/etc/passwd"], "answer_unknown"),
    ],
)
def test_a_value_the_question_cannot_hold_is_not_kept(kind, raw, code):
    with pytest.raises(NotKept) as caught:
        rules.kept(question(kind, choices=("a", "b"), max_length=10), raw)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("date", "2021-03-30", ""),
        ("date", "30.3.2021", "answer_not_a_date"),
        ("date", "2021-02-30", "answer_not_a_date"),
        ("number", "-3.5", ""),
        ("number", "NaN", "answer_not_a_number"),
        ("number", "three", "answer_not_a_number"),
        ("url", "https://example.org/a", ""),
        ("url", "javascript:alert(1)", "answer_not_an_address"),
        ("url", "example.org", "answer_not_an_address"),
        ("email", "ana@example.org", ""),
        ("email", "ana at example", "answer_not_an_email"),
        ("choice", "gone", "answer_no_such_choice"),
        ("multichoice", ["a", "gone"], "answer_no_such_choice"),
        ("date", "", ""),
    ],
)
def test_what_is_kept_is_told_when_it_is_not_right_yet(kind, value, code):
    assert rules.wrong(question(kind, choices=("a", "b")), value) == code


@pytest.mark.parametrize(
    ("kind", "value", "why"),
    [
        ("text", "", "answer_missing"),
        ("text", "   ", "answer_missing"),
        ("boolean", None, "answer_missing"),
        ("boolean", False, ""),
        ("multichoice", [], "answer_missing"),
        ("files", [], "files_missing"),
        ("files", ["letter.pdf"], ""),
        ("undertaking", None, "undertaking_missing"),
        ("undertaking", True, ""),
    ],
)
def test_a_required_question_without_an_answer_is_missing(kind, value, why):
    found = rules.missing_in(
        section(question(kind, required=True, choices=("a", "b"))), "", {("", "q"): value}
    )
    assert [one.why for one in found] == ([why] if why else [])


def test_an_undertaking_is_asked_for_even_if_nobody_wrote_required():
    found = rules.missing_in(section(question("undertaking")), "", {})
    assert found == [Missing("", "part", "q", "undertaking_missing")]


def test_a_question_that_is_not_asked_is_not_missing():
    first = Question("first", "first", "choice", NAMES, {}, choices=(shape.Choice("yes", NAMES),))
    second = Question("q", "q", "text", NAMES, {}, required=True, only_if=("first", "yes"))
    form = section(first, second)
    assert rules.missing_in(form, "", {}) == []
    assert rules.missing_in(form, "", {("", "first"): "yes"}) == [
        Missing("", "part", "q", "answer_missing")
    ]


def test_a_condition_on_several_choices_looks_for_one_of_them():
    second = Question("q", "q", "text", NAMES, {}, only_if=("first", "a"))
    assert rules.is_asked(second, "", {("", "first"): ["a", "b"]})
    assert not rules.is_asked(second, "", {("", "first"): ["b"]})


def test_each_coalition_and_each_row_is_asked_for_itself():
    form = shape.Definition(
        (
            section(question(required=True), code="theme", per_coalition=True),
            section(
                Question("amount", "amount", "number", NAMES, {}, required=True),
                code="money", repeat=True, min_rows=1,
            ),
        )
    )  # fmt: skip
    answers = {("a", "q"): "said", ("money-2", "amount"): "5"}
    assert rules.missing(form, answers, ["a", "b"], {"money": ["money-1", "money-2"]}) == [
        Missing("b", "theme", "q", "answer_missing"),
        Missing("money-1", "money", "amount", "answer_missing"),
    ]
    assert rules.missing(form, answers, ["a"]) == [Missing("", "money", "", "rows_missing")]


@given(st.text(max_size=300))
def test_a_long_text_comes_back_as_it_was_typed(text):
    assert rules.kept(question("longtext"), [text]) == text


@given(st.lists(st.sampled_from(["a", "b", "c"])))
def test_several_choices_are_kept_in_the_forms_order_and_once(picked):
    value = rules.kept(question("multichoice", choices=("a", "b", "c")), picked)
    assert value == sorted(set(picked))


def test_two_questions_may_not_share_a_key():
    part = {
        "code": "a",
        "names": NAMES,
        "questions": [{"code": "q", "kind": "text", "names": NAMES}],
    }
    with pytest.raises(ValueError, match="share a key"):
        shape.read({"sections": [part, part | {"code": "b"}]})
