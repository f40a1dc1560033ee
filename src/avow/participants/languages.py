"""The languages that people may write in: the platform's own first, then every other one."""

from functools import lru_cache

from babel import Locale
from django.conf import settings
from django.utils.translation import get_language

_LETTERS = 2  # of an ISO 639-1 code


@lru_cache(maxsize=16)
def _named(language: str) -> tuple[tuple[str, str], ...]:
    languages = Locale.parse(language.replace("-", "_")).languages
    names = {str(code): str(name) for code, name in languages.items()}
    own = [code for code, _name in settings.LANGUAGES]
    others = sorted(
        (code for code in names if len(code) == _LETTERS and code not in own),
        key=lambda code: names[code].casefold(),
    )
    return tuple((code, names.get(code, code)) for code in (*own, *others))


def language_choices() -> list[tuple[str, str]]:
    """Return (code, name in the reader's language) of every language with a two-letter code."""
    return list(_named(get_language() or settings.LANGUAGE_CODE))
