"""Names of countries in the reader's language, sorted as that language sorts them."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

from avow.forums.regions import COUNTRIES
from avow.kernel.text import fold


@lru_cache(maxsize=16)
def _choices(language: str) -> tuple[tuple[str, str], ...]:
    try:
        names = Locale.parse(language.replace("-", "_")).territories
    except (UnknownLocaleError, ValueError):
        names = Locale("en").territories
    pairs = ((code, str(names.get(code, code))) for code in COUNTRIES)
    return tuple(sorted(pairs, key=lambda pair: fold(pair[1])))


def country_choices(language: str = "") -> tuple[tuple[str, str], ...]:
    """Return (ISO 3166-1 alpha-2, name) of every country, in `language` or the active one."""
    return _choices(language or get_language() or "en")
