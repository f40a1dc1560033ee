"""What a chart shows, and how it is drawn: the same numbers in the picture, in words, in the table."""

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from avow.kernel.charts import Category, Chart, Kind, Mark, Series, largest, levels, part
from avow.kernel.drawing import PLOT, draw, sentence, shortened

SVG = "{http://www.w3.org/2000/svg}"


def marks(*numbers):
    return tuple(Mark(n, "–" if n is None else str(n)) for n in numbers)


def categories(*names):
    return tuple(Category(name.lower(), name) for name in names)


def bars(*numbers, names=None, **changes):
    names = names or [f"Row {n}" for n in range(len(numbers))]
    values = {
        "key": "money", "kind": Kind.BARS, "title": "Money",
        "categories": categories(*names), "series": (Series("n", "Number", marks(*numbers)),),
    } | changes  # fmt: skip
    return Chart(**values)


def stack(*pairs):
    names = [f"Row {n}" for n in range(len(pairs))]
    series = (
        Series("a", "On track", marks(*(a for a, _ in pairs)), "good"),
        Series("b", "Delayed", marks(*(b for _, b in pairs)), "warn"),
    )
    totals = marks(*((a or 0) + (b or 0) for a, b in pairs))
    return Chart("status", Kind.STACKED, "Status", categories(*names), series, "Coalition", totals)


def lines(*numbers):
    names = [str(2021 + n) for n in range(len(numbers))]
    axis = marks(*levels(max((n for n in numbers if n), default=0)))
    series = (Series("r", "Response rate", marks(*numbers)),)
    return Chart("rate", Kind.LINES, "Rate", categories(*names), series, "Year", axis=axis)


def parsed(chart, **how):
    drawn = draw(chart, **how)
    return ET.fromstring(drawn if "width" in how else drawn.replace("<svg ", "<svg xmlns='http://www.w3.org/2000/svg' ", 1))  # fmt: skip


def lengths(svg, tone):
    return [
        one.get("width") for one in svg.iter(f"{SVG}rect") if one.get("class") == f"tone-{tone}"
    ]


def test_the_longest_bar_fills_the_width_and_the_others_are_in_proportion():
    assert lengths(parsed(bars(50, 200, 1)), "1") == ["25%", "100%", "0.5%"]


def test_on_paper_lengths_are_points():
    svg = parsed(bars(50, 200), width=480)
    assert lengths(svg, "1") == ["120.00", "480.00"]
    assert svg.get("viewBox").startswith("0 0 480 ")


def test_pieces_of_a_stack_stand_side_by_side():
    svg = parsed(stack((30, 10), (10, 10)))
    assert lengths(svg, "good") == ["4%", "75%", "25%"]  # the first is the legend's
    second = [one for one in svg.iter(f"{SVG}rect") if one.get("class") == "tone-warn"][1:]
    assert [(one.get("x"), one.get("width")) for one in second] == [("75%", "25%"), ("25%", "25%")]


def test_in_arabic_bars_begin_at_the_right():
    first = next(one for one in parsed(bars(25, 100), rtl=True).iter(f"{SVG}rect") if one.get("class") == "tone-1")  # fmt: skip
    assert (first.get("x"), first.get("width")) == ("75%", "25%")
    assert 'direction="rtl"' in draw(bars(25, 100), rtl=True)


def test_a_line_rises_with_its_values_and_breaks_where_none_is_known():
    svg = parsed(lines(10, 20, None, 40))
    heights = [float(one.get("cy")) for one in svg.iter(f"{SVG}circle")]
    assert len(heights) == 3
    assert heights == sorted(heights, reverse=True)
    assert all(0 < y <= PLOT + 22 for y in heights)
    segments = [one for one in svg.iter(f"{SVG}line") if one.get("class") == "line-1"]
    assert len(segments) == 2  # the legend's, and one between two known points


def test_whoever_cannot_see_it_reads_title_and_values():
    svg = parsed(stack((30, 10)))
    assert svg.get("role") == "img"
    title, said = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert svg.get("aria-labelledby").split() == [title.get("id"), said.get("id")]
    assert (title.text, said.text) == ("Status", "Row 0: On track 30, Delayed 10")


def test_words_of_people_are_text_and_never_markup():
    chart = bars(1, names=["<script>alert(1)</script> & <b>"])
    svg = parsed(chart)
    assert not list(svg.iter(f"{SVG}script"))
    assert "<script>alert(1)" in sentence(chart)
    assert "style=" not in draw(chart)  # the content policy forbids inline style


def test_a_long_label_is_shortened_where_it_has_no_room_and_whole_in_its_name():
    name = "Women’s Rights Organisation of the Upper Valley"
    svg = parsed(bars(1, names=[name]))
    shown = next(svg.iter(f"{SVG}text")).text
    assert shown.endswith("…")
    assert any(name in (one.text or "") for one in svg.iter(f"{SVG}title"))
    assert shortened("妇女法律援助", 8) == "妇女法律…"


def test_a_label_leaves_room_for_its_value():
    long = "Technology and innovation for gender equality"
    short, wide = bars(5, names=[long]), bars(5_000_000, names=[long])
    labels = [next(parsed(one).iter(f"{SVG}text")).text for one in (short, wide)]
    assert len(labels[0]) - len(labels[1]) == len("5000000") - len("5")


def test_a_sentence_says_at_most_twenty_categories():
    assert sentence(bars(*range(25))).endswith("; and 5 more in the table")
    with translation.override("fr"):
        assert sentence(bars(*range(25))).endswith("et 5 autres dans le tableau")


def test_the_table_holds_what_is_drawn():
    chart = stack((30, 10), (None, 5))
    assert chart.head == ["Coalition", "On track", "Delayed", ""]
    assert [[one.text for one in row] for _, row in chart.rows] == [["30", "10", "40"], ["–", "5", "5"]]  # fmt: skip


def test_nothing_known_is_an_empty_chart():
    assert bars(None, None).is_empty
    assert bars().is_empty
    assert not bars(0).is_empty


@pytest.mark.parametrize(
    "changes",
    [
        {"series": (Series("n", "N", marks(1, 2, 3)),)},
        {"series": (Series("n", "N", marks(-1, 2)),)},
        {"series": ()},
        {"kind": Kind.STACKED},
        {"kind": Kind.LINES},
    ],
    ids=["too many values", "below nought", "no series", "no totals", "no axis"],
)
def test_a_chart_that_does_not_fit_is_not_made(changes):
    with pytest.raises(ValueError, match="money"):
        bars(1, 2, **changes)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, (0, 1)),
        (1, (0, 1, 2)),
        (7, (0, 5, 10)),
        (21, (0, 20, 40)),
        (100, (0, 100, 200)),
        (101, (0, 100, 200)),
        (450, (0, 500, 1000)),
    ],
)
def test_an_axis_ends_at_a_round_number_above(value, expected):
    assert levels(value) == expected


@given(st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False))
def test_every_value_is_below_the_top_of_its_axis(value):
    found = levels(value)
    assert found[-1] >= value
    assert list(found) == sorted(set(found))


@given(st.lists(st.one_of(st.none(), st.integers(0, 10**12)), min_size=1, max_size=30))
def test_bars_never_leave_the_sheet_and_keep_their_order(numbers):
    chart = bars(*numbers)
    whole = largest(chart)
    drawn = [part(n, whole) for n in numbers]
    assert all(Decimal(0) <= one <= Decimal(100) for one in drawn)
    known = sorted((n or 0, one) for n, one in zip(numbers, drawn, strict=True))
    assert [one for _, one in known] == sorted(one for _, one in known)
    ET.fromstring(draw(chart, width=300))
