"""Unicode text: one normal form for keeping, one folded form for finding."""

import re
import unicodedata

MOST_DIGITS = 18  # of a number that every database holds
# Signs that reorder or hide text; a name made of them could pass for another one.
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_WORDS = re.compile(r"\w+")
# Every sign that stands on another one: its combining class is not 0.
_ON_OTHERS = "".join(filter(unicodedata.combining, map(chr, range(0x300, 0x20000))))
_MARKS = re.compile(f"[{_ON_OTHERS}]+")
_ARABIC_FORMS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None}
)
_LATIN_FORMS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ß": "ss", "ё": "е"}
)


def nfc(text: str) -> str:
    """Return `text` as it is kept: NFC, Unix line ends, no control or direction-override signs."""
    if text.isprintable():  # most texts: nothing to take out
        return unicodedata.normalize("NFC", text)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", unicodedata.normalize("NFC", text))


def says_something(text: str) -> bool:
    """Return whether a text holds a sign that is seen: not only spaces and joiners."""
    return any(unicodedata.category(sign)[0] not in "ZC" for sign in text)


def fold(text: str) -> str:
    """Return `text` as it is compared: case, accents, Arabic marks and letter forms folded away.

    Words stay separated by one space; every other sign becomes that space.
    """
    if text.isascii():  # the same, without the forms that plain letters do not have
        return " ".join(_WORDS.findall(text.lower()))
    # Compatibility forms first: only then does casefold see a mathematical or full-width letter.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = text.translate(_ARABIC_FORMS).translate(_LATIN_FORMS)
    bare = text if text.isascii() else _MARKS.sub("", text)
    return " ".join(_WORDS.findall(unicodedata.normalize("NFC", bare)))


def row_number(text: str) -> int | None:
    """Return the number of a row that a form or address names; None for what can be none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else None
