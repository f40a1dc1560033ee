"""One lexicon per language, and none for the others."""

from collections.abc import Iterable
from functools import cache
from importlib import import_module

from avow.commitments.guidance.lexicon import Lexicon

CODES = frozenset({"en", "fr", "es", "pt", "ru", "ar", "zh"})
NONE = Lexicon(code="", numbers={}, phrases={})
# A text in another script than its tag's language is read in the language of that script.
_SCRIPTS = (("zh", "\u3400", "\u9fff"), ("ar", "\u0600", "\u06ff"), ("ru", "\u0400", "\u04ff"))
_LOOKED_AT = 400  # signs are enough to tell a script


def lexicon_for(tag: str, text: str) -> Lexicon:
    """Return the lexicon for a text tagged `tag` (BCP 47); one without words where we have none."""
    code = tag.replace("_", "-").split("-")[0].lower()
    if code not in CODES:
        return NONE
    script = _script(text[:_LOOKED_AT])
    return lexicon(code if script is None or script == _script_of(code) else script or "en")


@cache
def lexicon(code: str) -> Lexicon:
    """Return the lexicon of one of `CODES`; it is compiled when first asked for, not at start."""
    found: Lexicon = import_module(f"{__name__}.{code}").LEXICON
    return found


def _script_of(code: str) -> str:
    return code if code in {"zh", "ar", "ru"} else ""


def _script(text: Iterable[str]) -> str | None:
    """Return the language of the script most letters are in; None without letters, "" for others."""
    counts = {"": 0, "zh": 0, "ar": 0, "ru": 0}
    for sign in text:
        if sign.isalpha():
            of = next((code for code, low, high in _SCRIPTS if low <= sign <= high), "")
            counts[of] += 1
    if not any(counts.values()):
        return None
    return max(counts, key=lambda code: counts[code])
