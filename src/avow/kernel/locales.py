"""Babel's locale for the language in which somebody reads."""

from functools import cache

from babel import Locale
from django.utils.translation import get_language

# British English names other countries' dollars ("US$") and puts the day first, as the UN does.
_LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN", "pt": "pt_PT"}


def locale() -> Locale:
    """Return the locale of the active language; of English where none is active."""
    return locale_of(get_language() or "en")


@cache
def locale_of(code: str) -> Locale:
    """Return the locale of a language."""
    return Locale.parse(_LOCALES.get(code, code.replace("-", "_")))
