"""Typed answers are read as the reader's language writes them."""

import pytest
from django.utils import translation

from avow.answers.wording import as_written


@pytest.mark.parametrize(
    ("language", "kind", "typed", "read"),
    [
        ("en", "date", "2021-03-30", "30 March 2021"),
        ("fr", "date", "2021-03-30", "30 mars 2021"),
        ("en", "number", "80000", "80,000"),
        ("fr", "number", "80000.50", "80\u202f000,5"),
        ("en", "text", "80000", "80000"),
    ],
)
def test_days_and_numbers_are_written_as_the_language_writes_them(language, kind, typed, read):
    with translation.override(language):
        assert as_written(kind, typed) == read


@pytest.mark.parametrize("kind", ["date", "number"])
@pytest.mark.parametrize("typed", ["", "soon", "30.3."])
def test_what_cannot_be_read_stays_as_it_was_typed(kind, typed):
    assert as_written(kind, typed) == typed
