"""Whatever people type: no error, spans that slice, the same answer twice, in linear time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.commitments.guidance import Criterion, Written, check, gaps

LANGUAGES = ["en", "fr", "es", "pt", "ru", "ar", "zh", "pt-BR", "zh-Hant", "sw", "fa", "", "x"]
PIECES = st.sampled_from(
    [
        "12,000",
        "١٢٬٠٠٠",
        "۱۲",
        "12.000",
        "1",
        "2",
        "%",
        "٪",
        "$",
        "€",
        "USD",
        "2027",
        "½",
        "万",
        "亿",
        "mille",
        "doce",
        "двенадцать",
        "ألف",
        "million",
        "not",
        "without",
        "non",
        "seulement",
        "不仅",
        "与",
        "合作",
        "[",
        "]",
        "【",
        "】",
        ".",
        ",",
        ";",
        "-",
        "–",
        "'",
        "’",
        "(",
        "\n",
        "�",
        "\x00",
        "\u200f",
        "ثلاث",
        "12/2027",
        "31.12.2027",
        "+33",
    ]
)
TEXTS = st.one_of(
    st.text(max_size=300),
    st.lists(PIECES, max_size=60).map(" ".join),
    st.lists(PIECES, max_size=60).map("".join),
)


@settings(max_examples=300, deadline=None)
@given(language=st.sampled_from(LANGUAGES), title=TEXTS, summary=TEXTS)
def test_any_text_gets_five_findings_whose_words_stand_where_they_say(language, title, summary):
    written = Written(language=language, texts={"title": title, "summary": summary})
    findings = check(written)
    assert [finding.criterion for finding in findings] == list(Criterion)
    assert check(written) == findings
    evidence = [e for f in findings for s in f.signs for e in s.evidence]
    for piece in [*evidence, *gaps(written)]:
        assert piece.words
        assert written.texts[piece.field][piece.start : piece.end] == piece.words
    for finding in findings:
        for sign in finding.signs:
            assert sign.is_found == bool(sign.evidence)


LONG = {
    "digits": "1",
    "groups": "1,234",
    "brackets": "[",
    "commas": ", ",
    "number words": "twelve thousand and ",
    "negations": "not only ",
    "Chinese": "我们与工会合作培训一万二千名妇女，",
    "Arabic": "سندرب اثني عشر ألف امرأة مع النقابة، ",
    "English": "With the union we will double the number of 12,000 women in 7 regions by 2027. ",
    "comparisons": "against 5 from 3% to 4 the union and the city pay with the bank ",
    "gap openers": "from end bring pilot first ",
}


@pytest.mark.parametrize("piece", LONG.values(), ids=LONG)
@pytest.mark.parametrize("language", ["en", "zh", "ar"])
def test_a_long_field_takes_no_longer_than_its_length(piece, language):
    def seconds(length):
        text = (piece * length)[:length]
        best = 9.0
        for _ in range(3):
            begun = time.process_time()
            check(Written(language=language, texts={"summary": text}))
            best = min(best, time.process_time() - begun)
        return best

    short, long = seconds(2_500), seconds(10_000)
    assert long < 1.0
    assert long < 12 * short + 0.05


def test_a_language_without_lexicon_is_read_by_its_digits():
    findings = check(
        Written(language="sw", texts={"summary": "Wasichana 12,000 (30%) 2027, USD 4,000,000."})
    )
    assert {f.criterion.value: f.verdict.value for f in findings} == {
        "ambitious": "met",
        "scalable": "missing",
        "measurable": "met",
        "partnership": "missing",
        "smart": "partly",
    }


def test_a_text_in_another_script_than_its_tag_is_read_in_its_own():
    finding = check(Written(language="en", texts={"summary": "到2030年培训一万二千名妇女。"}))[0]
    assert [e.words for s in finding.signs for e in s.evidence] == ["一万二千名"]


def test_gaps_are_what_an_example_left_to_fill_in():
    written = Written(
        language="en",
        texts={
            "title": "Train [number] women",
            "summary": "到【年份】 [ ] [unclosed",
            "change": "",
        },
    )
    assert [(g.field, g.words) for g in gaps(written)] == [
        ("title", "[number]"),
        ("summary", "【年份】"),
        ("summary", "[ ]"),
    ]
