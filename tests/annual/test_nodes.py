"""A text with its figures in place: exact words, links to where they come from, safe HTML."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.annual.nodes import Said, html, resolved
from avow.kernel.markdown import html as plain_html

SAID = {
    "commitments": Said("1,204", "1,204", "/annex/?figure=commitments"),
    "money.pledged@feminist_movements": Said("US$1,234,567", "US$1.2 million", "/annex/?a=1&b=2"),
    "rate.reported": Said("<b>33 %</b>", "<b>33 %</b>"),
}


def draw(text, level=2):
    return html(resolved(text, SAID), level)


def test_a_figure_stands_where_its_reference_was_and_leads_to_what_it_comes_from():
    nodes = resolved("So **{{ commitments }}** came.", SAID)
    figure = {"kind": "figure", "text": "1,204", "url": "/annex/?figure=commitments"}
    inside = [
        {"kind": "text", "text": "So "},
        {"kind": "strong", "children": [figure]},
        {"kind": "text", "text": " came."},
    ]
    assert nodes == [{"kind": "p", "children": [{"kind": "span", "children": inside}]}]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "{{commitments}}",
            '<p><a class="figure-ref" href="/annex/?figure=commitments">1,204</a></p>',
        ),
        (
            "{{ money.pledged@feminist_movements | about }}",
            '<p><a class="figure-ref" href="/annex/?a=1&amp;b=2">US$1.2 million</a></p>',
        ),
        (
            "{{ rate.reported }}",
            '<p><span class="figure-ref">&lt;b&gt;33 %&lt;/b&gt;</span></p>',
        ),
        (
            "[all {{ commitments }}](https://example.org)",
            '<p><a href="https://example.org" rel="noopener noreferrer">all 1,204</a></p>',
        ),
        ("# Our {{ commitments }}", "<h2>Our 1,204</h2>"),
        ("`{{ commitments }}`", "<p><code>{{ commitments }}</code></p>"),
        ("    {{ commitments }}", "<pre><code>{{ commitments }}</code></pre>"),
        ("{{ commitmens }}, {{ commitments | loud }}",
         "<p>{{ commitmens }}, {{ commitments | loud }}</p>"),
    ],
)  # fmt: skip
def test_each_place_a_figure_may_stand_in(text, shown):
    assert draw(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("1. a\n\n   b", "<ol><li><p>a</p><p>b</p></li></ol>"),
        ("> *a*", "<blockquote><p><em>a</em></p></blockquote>"),
        ("a\nb  \nc", "<p>a b<br>c</p>"),
        ("---", "<hr>"),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>"),
        ("[a](/somewhere)", "<p>a</p>"),
        ("![a](https://example.org/a.png)", "<p></p>"),
        ("", ""),
    ],
)
def test_markdown_becomes_html_that_is_safe(text, shown):
    assert draw(text) == shown


@pytest.mark.parametrize(
    ("text", "level", "tags"),
    [
        ("# H\n\n## I", 3, ["h3", "h4"]),
        ("## H\n\n### I\n\n## J", 2, ["h2", "h3", "h2"]),
        ("### A\n\n#### B\n\n##### C", 5, ["h5", "h6", "h6"]),
        ("> ## A\n\n# B", 2, ["h3", "h2"]),
    ],
)
def test_headings_begin_at_the_level_of_the_page(text, level, tags):
    assert re.findall(r"<(h\d)>", draw(text, level)) == tags


@given(st.text(alphabet="ab {}<>&\"'#*_`[]()\n-|.1", max_size=120))
def test_no_text_makes_a_tag_that_the_dialect_does_not_have(text):
    known = {"p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre"}
    known |= {"h2", "h3", "h4", "h5", "h6", "span"}
    assert set(re.findall(r"</?([a-z0-9]+)", draw(text))) <= known


@given(st.text(alphabet="ab &#*_`\n-.1", max_size=120))
def test_a_text_without_figures_reads_as_on_every_other_page(text):
    def words(page):
        return "".join(re.sub(r"<[^>]*>", "", page).split())

    assert words(draw(text)) == words(plain_html(text))
