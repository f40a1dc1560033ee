"""Markdown of people: safe HTML on pages and in feeds, plain text in calendars and passages."""

import re

import pytest

from avow.kernel.markdown import html, plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Hello**", "<p><strong>Hello</strong></p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("", ""),
    ],
)
def test_html_has_nothing_of_the_writers_own(text, shown):
    assert html(text) == shown


@pytest.mark.parametrize(
    ("text", "words"),
    [("Come **together**\nnow", "Come together now"), ("# A\n\n- b", "A\nb"), ("", "")],
)
def test_plain_text_has_a_line_for_each_paragraph(text, words):
    assert plain(text) == words


@pytest.mark.parametrize(
    ("text", "level", "tags"),
    [
        ("# H\n\ntext", 2, ["h2"]),
        ("H\n=\n\n## I", 2, ["h2", "h3"]),
        ("## H\n\n### I\n\n## J", 3, ["h3", "h4", "h3"]),
        ("# A\n\n## B\n\n### C\n\n#### D", 4, ["h4", "h5", "h6", "h6"]),
        ("text", 2, []),
    ],
)
def test_headings_stand_below_the_one_above_the_text(text, level, tags):
    found = re.findall(r"<(h[1-6])>", html(text, level))
    assert found == tags
