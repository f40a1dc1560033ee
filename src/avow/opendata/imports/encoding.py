"""In which encoding a text file is written: found by its first bytes, or by reading it once."""

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from avow.opendata.imports.problems import FileProblem

NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "cp1252": "Windows-1252",
    "mac_roman": "MacRoman",
    "latin-1": "Latin-1",
    "iso8859-1": "Latin-1",
}
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_WHOLE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")
_NEVER_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_USUAL = "–—‘’“”„«»…•€£§©®°·¿¡ºª™´\u00a0"
_PIECE = 1 << 20
_LOOKED_AT = 4 << 20  # bytes judged for their letters


def encoding_of(path: Path, given: str = "") -> str:
    """Return the encoding of a text file. Raises FileProblem when it is not surely one we know.

    Without a mark it is UTF-8 if its bytes fit, but for those of a few rows. Else Windows-1252 or
    MacRoman (Excel's "CSV" in western Europe), whichever makes words of its letters.
    """
    if given:
        return _known(given)
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head.count(0) > len(head) // 8:
        return _utf16(head)
    if _is_utf8(path):
        return "utf-8"
    whole = broken = 0
    for piece in _pieces(path):
        rest, found = _WHOLE.subn(b"", piece)
        whole, broken = whole + found, broken + len(_HIGH.findall(rest))
    if whole > broken:
        return "utf-8"  # its broken rows are told one by one
    return _western(path)


def _known(given: str) -> str:
    try:
        name = codecs.lookup(given).name
        "a".encode(name)
    except (LookupError, UnicodeError, TypeError) as error:
        raise FileProblem(_("No encoding is called %(name)s.") % {"name": given[:40]}) from error
    return {"utf-8": "utf-8-sig"}.get(name, name)


def _utf16(head: bytes) -> str:
    """Return the byte order of UTF-16 without its mark, seen by where its zeros stand."""
    for name, zeros in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        others = head.count(0) - zeros.count(0)
        if zeros.count(0) > len(zeros) // 2 and not others:
            return name
    raise FileProblem(
        _(
            "This file is not plain text, or is UTF-16 without its mark."
            " Save it as CSV in UTF-8 and try again."
        )
    )


def _western(path: Path) -> str:
    with path.open("rb") as file:
        some = file.read(_LOOKED_AT)
    rated = {name: _rate(some, name) for name in ("cp1252", "mac_roman")}
    if any(byte in piece for piece in _pieces(path) for byte in _NEVER_CP1252):
        rated["cp1252"] = -1
    best = max(rated, key=lambda name: rated[name])
    if rated[best] <= 0 or _is_other_script(some):
        raise FileProblem(
            _(
                "The letters of this file are in an encoding we do not know."
                " Save it as CSV in UTF-8 and try again."
            )
        )
    return best


def _rate(some: bytes, name: str) -> float:
    """Return how much like words the bytes above 127 look in an encoding; below zero: not."""
    text = some.decode(name, errors="replace")
    rated = 0.0
    for found in re.finditer(r"[^\x00-\x7f]", text):
        sign, at = found[0], found.start()
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if sign.isalpha():
            shouts = sign.isupper() and before.islower()
            rated += -2 if shouts else 1 if before.isalpha() or after.isalpha() else 0.2
        else:
            rated += 0.5 if sign in _USUAL else -1.5
    return rated


def _is_other_script(some: bytes) -> bool:
    """Return whether whole words are no ASCII: Cyrillic or Greek, say, and no western language."""
    words = [word for word in _WORD.findall(some) if len(word) > 3 and _HIGH.search(word)]
    high = sum(len(_HIGH.findall(word)) for word in words)
    return high > 0.6 * sum(map(len, words))


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for piece in _pieces(path):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
