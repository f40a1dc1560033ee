"""Each language is written as its readers write it."""

import pytest
from django.utils import translation

from avow.kernel.locales import locale


@pytest.mark.parametrize(
    ("language", "found"),
    [("en", "en_GB"), ("zh", "zh_Hans_CN"), ("pt", "pt_PT"), ("ar", "ar"), ("fr", "fr")],
)
def test_a_language_has_its_locale(language, found):
    with translation.override(language):
        assert str(locale()) == found


def test_without_a_language_it_is_english():
    with translation.override(None):
        assert str(locale()) == "en_GB"
