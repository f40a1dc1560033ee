"""The quick ways through a text give what the plain ones give."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as some

from avow.directory.search import normalise
from avow.kernel import text as kernel

SAMPLES = some.text(
    alphabet=some.one_of(
        some.characters(exclude_categories=["Cs"]),
        some.sampled_from(
            "aZ éÉß_ œ ﬁ ① \u0301\u0308 عنفةٌ ال 妇女培训ー １２Å\u00a8\u1e9b\n\t\u2028"
        ),
    ),
    max_size=60,
)


def plain_fold(text):
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = text.translate(kernel._ARABIC_FORMS).translate(kernel._LATIN_FORMS)
    bare = "".join(sign for sign in text if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", unicodedata.normalize("NFC", bare)))


@given(SAMPLES)
def test_folding(text):
    assert kernel.fold(text) == plain_fold(text)


@given(SAMPLES)
def test_the_form_that_is_kept(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    assert kernel.nfc(text) == kernel._CONTROLS.sub("", unicodedata.normalize("NFC", lines))


@given(SAMPLES)
def test_words_looked_up_one_by_one_are_those_of_the_whole_text(text):
    assert normalise.indexed(text) == " ".join(normalise._words_of(text))


def test_every_sign_that_stands_on_another_is_known():
    assert set(kernel._ON_OTHERS) == {
        chr(code) for code in range(0x110000) if unicodedata.combining(chr(code))
    }
