"""An annual report set as PDF: in the scripts of its readers, whatever people wrote."""

import re
import subprocess
import unicodedata
from unicodedata import category

import pytest
from django.utils import translation

from avow.annual.lettering import shapes_and_letters
from avow.annual.pdf import draw
from avow.blueprints.markdown import blocks
from avow.kernel.charts import Category, Chart, Kind, Mark, Series
from avow.kernel.drawing import draw as drawn
from avow.kernel.drawing import sentence

ROWS = "https://a.example/rows?figure="
WORDS = {
    "en": ("Annual report 2025", "The year at a glance", "On track", "Together they pledge"),
    "fr": ("Rapport annuel 2025", "L’année en bref", "En bonne voie", "Ensemble, elles engagent"),
    "ar": ("التقرير السنوي 2025", "السنة في لمحة", "تحقق", "تتعهد بمبلغ"),
    "zh": ("年度报告2025", "年度概览", "进展顺利", "各方共同承诺"),
}
MEAN = {
    "a sign that no font has": "Hope \U0001f9ff \uf8ff",
    "markup": "#panic() $x$ *stars* [a](b) <b>bold</b> \\ @ref // /* ```",
    "one word of a whole page": "w" * 4_000,
    "an address without end": "https://example.org/" + "a/" * 800,
    "the other direction": "Laws نساء (2025) 妇女, женщины",
}


def chart(words, categories=3):
    named = tuple(Category(f"c{i}", f"{words} {i}") for i in range(categories))
    marks = tuple(Mark(i + 1, str(i + 1), f"{ROWS}c{i}") for i in range(categories))
    found = Chart("status", Kind.BARS, words, named, (Series("n", words, marks),), about=words)
    rows = [
        [
            {"text": one.label, "url": "", "numeric": False},
            {"text": mark.text, "url": mark.url, "numeric": True},
        ]
        for one, mark in zip(named, marks, strict=True)
    ]
    return found, rows


def figures(value, label, note=""):
    return {
        "kind": "figures",
        "items": [{"value": value, "label": label, "note": note, "url": f"{ROWS}a"}],
    }


def document(ui="en", blocks_of_second=(), entries=4, title="", label=""):
    """Return a document as `plain` makes it."""
    name, chapter, status, text = WORDS[ui]
    found, rows = chart(label or status)
    is_rtl = ui == "ar"
    with translation.override(ui):
        svg = drawn(found, rtl=is_rtl, width=700, is_printed=True)
        shapes = shapes_and_letters(svg, 700)
        assert "<text" not in shapes["svg"]
        alt = f"{status}. {sentence(found)}"
    said = [{"kind": "text", "text": f"{text} "}, {"kind": "figure", "text": "1,234", "url": ROWS}]
    entry = {
        "ref": "GE-000001", "title": title or "Shelters in every district", "language": "en",
        "maker": "Harbour Law Centre (example)", "is_withdrawn": False,
        "facts": [[status, "5"], [chapter, "US$1,200"]], "url": "https://a.example/GE-000001",
    }  # fmt: skip
    shown = {
        "kind": "chart", "key": "status", "title": status, "alt": alt, **shapes,
        "head": ["", status], "rows": rows, "note": "",
    }  # fmt: skip
    nodes = [
        *blocks("## Who reported\n\n### Late\n\n- one\n- two"),
        {"kind": "p", "children": said},
    ]
    first = [
        figures("987", status),
        {"kind": "text", "language": ui, "note": "", "nodes": nodes},
        shown,
    ]
    labels = ("contents", "page", "check", "address", "numbers", "all", "withdrawn")
    return {
        "ui": ui, "direction": "rtl" if is_rtl else "ltr", "forum": "Generation Equality Forum",
        "title": name, "subtitle": chapter, "stamp": ["1"], "digest": "ab" * 32,
        "address": "https://a.example/", "labels": {one: one.title() for one in labels},
        "chapters": [
            {"key": "overview", "title": chapter, "language": "", "level": 1, "blocks": first},
            {
                "key": "second", "title": "Second", "language": "en", "level": 1,
                "blocks": list(blocks_of_second),
            },
            {
                "key": "annex", "title": "Annex", "language": "", "level": 1,
                "blocks": [{"kind": "entries", "items": [entry] * entries}],
            },
        ],
    }  # fmt: skip


def table(rows, language="", text="cell", columns=2):
    head = [{"text": f"Head {i}", "numeric": i > 0} for i in range(columns)]
    row = [{"text": text, "url": "", "language": language}] * columns
    return {"kind": "table", "title": "A table", "head": head, "rows": [row] * rows, "note": "n"}


def told(command, content, tmp_path):
    file = tmp_path / "report.pdf"
    file.write_bytes(content)
    parts = [str(file) if one == "FILE" else one for one in command]
    done = subprocess.run(parts, capture_output=True, check=True)
    return unicodedata.normalize("NFKC", done.stdout.decode(errors="replace"))


def text_of(content, tmp_path):
    """Return the words in the order of reading: letters as they are typed, without invisible ones."""
    text = told(["pdftotext", "-enc", "UTF-8", "FILE", "-"], content, tmp_path)
    return " ".join("".join(one for one in text if category(one) != "Cf").split())


@pytest.mark.parametrize("ui", WORDS)
def test_a_report_is_an_accessible_document_in_its_readers_language(ui, tmp_path):
    content = draw(document(ui))
    assert b"pdfuaid" in content
    assert re.search(rb"/Lang\s*\(" + ui.encode(), content)
    info = told(["pdfinfo", "FILE"], content, tmp_path)
    assert "Tagged:          yes" in info
    assert unicodedata.normalize("NFKC", WORDS[ui][0]) in info
    assert "CreationDate" not in info  # the same report on another day is the same file


@pytest.mark.parametrize("ui", WORDS)
def test_its_words_and_figures_can_be_read_in_their_order(ui, tmp_path):
    text = text_of(draw(document(ui)), tmp_path)
    if ui == "zh":  # signs stand apart from digits, without a space of ours
        text = text.replace(" ", "")
    for words in (*WORDS[ui], "987", "1,234", "GE-000001", "US$1,200"):
        wanted = unicodedata.normalize("NFKC", words)
        assert wanted in text, wanted


@pytest.mark.parametrize("ui", ["en", "ar"])
def test_headings_tables_and_charts_are_what_they_are_for_whoever_hears_the_report(ui, tmp_path):
    content = draw(document(ui))
    structure = told(["pdfinfo", "-struct", "FILE"], content, tmp_path)
    for tag in ("H1", "H2", "H3", "Table", "TH", "TD", "Figure", "Link", "L ", "TOC"):
        assert re.search(rf"^\s*{tag}", structure, re.MULTILINE), tag
    assert content.count(b"/Alt") >= 1
    assert b"/Outlines" in content


def test_a_figure_leads_to_its_rows_and_a_commitment_to_its_page(tmp_path):
    found = told(["pdfinfo", "-url", "FILE"], draw(document()), tmp_path)
    for address in (f"{ROWS}a", f"{ROWS}c0", "https://a.example/GE-000001", "https://a.example/"):
        assert re.search(rf"{re.escape(address)}\s", found), address


def test_headings_in_a_text_are_bookmarks_and_none_is_skipped():
    nodes = blocks("#### Deep first\n\n# Then high\n\n##### Deep again\n\n#\n\n###### ")
    said = {"kind": "text", "language": "en", "note": "", "nodes": nodes}
    assert b"pdfuaid" in draw(document("en", [said]))


def test_the_same_document_gives_the_same_bytes():
    assert draw(document("ar")) == draw(document("ar"))


@pytest.mark.parametrize("words", MEAN.values(), ids=MEAN)
@pytest.mark.parametrize("ui", ["en", "ar"])
def test_whatever_people_wrote_is_set_as_they_wrote_it(ui, words, tmp_path):
    practice = {
        "kind": "practice", "language": "en", "title": words, "byline": words, "url": "",
        "nodes": blocks(words), "tags": [words],
    }  # fmt: skip
    second = [practice, table(2, "en", words), figures(words, words, words)]
    content = draw(document(ui, second, title=words))
    assert content[:5] == b"%PDF-"
    bare = "".join(text_of(content, tmp_path).split())
    first = re.split(r"[\s(]", words)[0]
    assert unicodedata.normalize("NFKC", first)[:60] in bare


@pytest.mark.parametrize("ui", ["en", "ar"])
@pytest.mark.parametrize("words", ["على المسار ا…", "Laws على المسار 妇女 12", '<&> "женщины"'])
def test_the_labels_of_a_chart_may_mix_scripts(ui, words, tmp_path):
    content = draw(document(ui, label=words))
    assert b"pdfuaid" in content
    text = text_of(content, tmp_path)
    assert text.count("".join(re.findall(r"[\w<&>]+", words)[-1])) >= 6  # over bars, in the table


def test_a_word_without_end_stays_on_the_page(tmp_path):
    text = {"kind": "text", "language": "en", "note": "", "nodes": blocks("w" * 900)}
    content = draw(document("en", [text], title="w" * 900))
    boxes = told(["pdftotext", "-bbox", "FILE", "-"], content, tmp_path)
    right = [float(one) for one in re.findall(r'xMax="([\d.]+)"', boxes)]
    assert len(right) > 20
    assert max(right) < 595


def test_the_head_of_a_long_table_stands_on_each_of_its_pages(tmp_path):
    text = text_of(draw(document("en", [table(120)])), tmp_path)
    assert text.count("cell") == 240
    assert text.count("Head 1") >= 3


def test_a_short_table_is_not_broken_over_pages(tmp_path):
    text = text_of(draw(document("en", [table(14) for _place in range(6)])), tmp_path)
    assert text.count("Head 1") == 6


def test_a_chapter_without_a_word_and_an_annex_without_a_row_are_drawn():
    assert b"pdfuaid" in draw(document("zh", [], entries=0))


def test_a_table_of_eight_columns_fits_in_arabic(tmp_path):
    content = draw(document("ar", [table(40, "en", "US$ 147,700,499.33", columns=8)]))
    boxes = told(["pdftotext", "-bbox", "FILE", "-"], content, tmp_path)
    left = [float(one) for one in re.findall(r'xMin="([\d.]+)"', boxes)]
    assert min(left) > 20


def test_a_typesetter_that_panics_ends_the_job_and_not_the_worker(monkeypatch):
    class PanicException(BaseException):
        """As it comes out of Rust: no Exception."""

    def broken(*_given, **_options):
        raise PanicException("index out of bounds")

    monkeypatch.setattr("avow.kernel.typesetting.typst.compile", broken)
    with pytest.raises(RuntimeError, match="Typst broke off: index out of bounds"):
        draw(document())
