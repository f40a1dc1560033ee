"""What differs between two texts: words in every script, rows whatever their order."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from avow.commitments.comparing import (
    Content,
    changed_fields,
    row_diff,
    rows_changed,
)
from avow.kernel.differences import word_diff

PIECES = st.sampled_from(
    [
        "women",
        "shelters",
        " ",
        "\n",
        ".",
        "妇女",
        "权利。",
        "النساء",
        "؟",
        "é",
        "12,5",
        "  ",
        "",
        "👩🏽‍🔬",
    ]
)
TEXTS = st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=40)
ROWS = st.lists(
    st.fixed_dictionaries(
        {"indicator": st.sampled_from("abc"), "value": st.sampled_from(["1", "2"])}
    ),
    max_size=6,
)


# A busy machine draws texts slowly; that says nothing about what is tested.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(TEXTS, TEXTS)
def test_a_difference_holds_both_texts_whole(before, after):
    parts = word_diff(before, after)
    assert "".join(text for op, text in parts if op != "added") == before
    assert "".join(text for op, text in parts if op != "removed") == after
    assert all(text for _op, text in parts)
    assert all(one[0] != other[0] for one, other in pairwise(parts))


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("Twelve shelters.", "Fourteen shelters.",
         [("removed", "Twelve"), ("added", "Fourteen"), ("same", " shelters.")]),
        ("为妇女建十二个住所。", "为妇女建十四个住所。",
         [("same", "为妇女建十"), ("removed", "二"), ("added", "四"), ("same", "个住所。")]),
        ("نفتح مَلجأ في كل مدينة", "نفتح مَلجأ في كل قرية",
         [("same", "نفتح مَلجأ في كل "), ("removed", "مدينة"), ("added", "قرية")]),
        ("one two three", "four five three",
         [("removed", "one two"), ("added", "four five"), ("same", " three")]),
        ("We run a school for all girls", "They built the big house of peace",
         [("removed", "We run a school for all girls"), ("added", "They built the big house of peace")]),
        ("", "New.", [("added", "New.")]),
        ("Old.", "", [("removed", "Old.")]),
        ("Same.", "Same.", [("same", "Same.")]),
    ],
)  # fmt: skip
def test_words_differ_as_a_reader_sees_them(before, after, parts):
    assert word_diff(before, after) == parts


def test_a_vowel_mark_stays_with_its_word():
    assert ("removed", "مَلجأ") in word_diff("مَلجأ جديد", "بيت جديد")


def test_a_very_long_text_is_compared_in_time():
    """Ten thousand characters without a space or a full stop, every second one another."""
    before = "妇女权利" * 2500
    after = before.replace("女", "童")
    parts = word_diff(before, after)
    assert "".join(text for op, text in parts if op != "removed") == after


def _values(row):
    return row["indicator"], row["value"]


@given(ROWS, ROWS)
def test_rows_that_stay_are_not_told_and_none_is_lost(before, after):
    changes = row_diff(before, after, lambda row: row["indicator"])
    gone = [one.before for one in changes if one.before is not None]
    come = [one.after for one in changes if one.after is not None]
    stay = list(before)
    for row in gone:
        stay.remove(row)
    rest = list(after)
    for row in come:
        rest.remove(row)
    assert sorted(stay, key=_values) == sorted(rest, key=_values)
    for one in changes:
        if one.op == "changed":
            assert one.before["indicator"] == one.after["indicator"]
            assert one.before != one.after


def content(**changes):
    plain = {
        "language": "en",
        "texts": {"title": "Shelters", "summary": "Twelve."},
        "days": {"starts_on": "2021-07-01", "ends_on": "2023-06-30"},
        "codes": {"types": ["policy", "programme"], "main_type": ["policy"], "actions": ["GBV-1"]},
        "own": {"policy": {"stage": "planned"}},
        "rows": {"targets": [{"indicator": "Shelters", "value": "12"}]},
    }
    return Content(**(plain | changes))


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, set()),
        ({"texts": {"title": "Houses", "summary": "Twelve."}}, {"title"}),
        ({"texts": {"title": "Shelters", "summary": "Twelve.", "change": ""}}, set()),
        ({"days": {"starts_on": "2021-07-01", "ends_on": "2024-06-30"}}, {"ends_on"}),
        ({"codes": {"types": ["programme", "policy"], "main_type": ["programme"], "actions": ["GBV-1"]}}, {"types"}),
        ({"codes": {"types": ["programme", "policy"], "main_type": ["policy"], "actions": ["GBV-2"]}}, {"actions"}),
        ({"own": {"policy": {"stage": "adopted"}}}, {"types"}),
        ({"own": {"policy": {"stage": "planned", "where": ""}}}, set()),
        ({"rows": {"targets": []}}, {"targets"}),
        ({"rows": {"targets": [{"indicator": "Shelters", "value": "12"}], "links": []}}, set()),
        ({"language": "fr"}, {"language"}),
    ],
)  # fmt: skip
def test_only_what_differs_counts_as_changed(change, fields):
    assert changed_fields(content(), content(**change)) == fields


def test_the_order_of_rows_is_no_change_and_a_double_row_is_one():
    one, two = {"indicator": "a", "value": "1"}, {"indicator": "b", "value": "2"}
    before, after = content(rows={"targets": [one, two]}), content(rows={"targets": [two, one]})
    assert rows_changed(before, after, "targets") == []
    doubled = content(rows={"targets": [two, one, one]})
    assert [each.op for each in rows_changed(before, doubled, "targets")] == ["added"]
