"""The name of a protected organisation is taken out of texts, however it is written there."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.blueprints.markdown import blocks
from avow.commitments.safety import scrubber

NAMES = ["Harbour Law Centre", "Aurora", "U.N. Al-Amal", "妇女网络", "شبكة النساء"]
SCRUB = scrubber((NAMES, "a network"))
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def shown(text):
    """Return the words of a Markdown text as a reader sees them, addresses too."""
    found = []

    def walk(nodes):
        for node in nodes:
            found.append(node.get("text", " " if node["kind"] in {"space", "break"} else ""))
            walk(node.get("children", ()))
            found.append(f" {node['url']} " if node.get("url") else "")

    walk(blocks(text))
    return " ".join(UNSEEN.sub("", "".join(found)).split()).lower()


@pytest.mark.parametrize(
    "text",
    [
        "Harbour Law Centre",
        "HARBOUR\nLAW\u00a0centre",
        "Harbour **Law** Centre",
        "see HarbourLawCentre or #harbourlawcentre",
        "Har**bour** Law Centre",
        "_Harbour_ `Law` Centre",
        "**Harbour Law** Centre",
        "[Harbour](https://example.org/x) Law Centre",
        "> Harbour\n> Law Centre",
        "Har\u00adbour L\u200baw Centre",
        "Harbour&nbsp;Law Centre",
        "Har&shy;bour Law Centre",
        "[ours](https://example.org/harbour-law-centre/)",
        "https://harbour.law.centre.example.org",
        "Harbour\\\nLaw Centre",
        "_Aurora_",
        "https://aurora.org/",
        "So says U.N. Al-Amal.",
        "我们感谢妇女网络的帮助",
        "تقول شبكة **النساء** ذلك",
        "شكرا لشبكة النساء",
        "وَشَبَكَة النِّساء",
        "Härbour Láw Centre",
        "Harbour Law Centre".replace("a", "a\u0301"),
    ],
)
def test_a_name_is_taken_out_however_it_is_written(text):
    read = shown(SCRUB.text(text))
    assert "a network" in read or "a%20network" in read
    for name in ("law", "aurora", "al-amal", "妇女网络", "النساء"):
        assert name not in read


@pytest.mark.parametrize("text", ["Harbour Lawyers Centre", "Auroral", "The harbour, a centre", ""])
def test_other_words_stay_as_they_are(text):
    assert SCRUB.text(text) == text


words = st.text(st.characters(categories=["L"], max_codepoint=0x24F), min_size=3, max_size=9)
between = st.sampled_from([" ", "\n", "\u00a0", "  ", "** ", " **", " _", "\u00ad ", "\\\n"])


@given(name=st.lists(words, min_size=1, max_size=4), gaps=st.lists(between, min_size=4, max_size=4))
def test_no_way_of_writing_a_name_leaves_it_in_the_page(name, gaps):
    whole = " ".join(name)
    text = "".join(f"{word}{gap}" for word, gap in zip(name, gaps, strict=False))
    assert whole.lower() not in shown(scrubber(([whole], "9")).text(f"So {text}."))


def test_a_thousand_names_cost_little_more_than_one():
    names = [f"Network {number:04} of Women" for number in range(1000)]
    many = scrubber(*(([one], "9") for one in names))
    assert many.text("Network 0007 of Women. " * 50) == "9. " * 50
    assert many.value({"a": ["By Network 0999 of women"], "n": 1}) == {"a": ["By 9"], "n": 1}
