"""In which encoding a text file is written: found by its first bytes, or by reading it once."""

import codecs
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from avow.opendata.imports.problems import FileProblem

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NEVER_CP1252 = b"\x81\x8d\x8f\x90\x9d"
_PIECE = 1 << 20


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file. Raises FileProblem when it is not surely one we know.

    Without a mark it is UTF-8 if every byte fits. Else Windows-1252 (Excel's "CSV" in western
    Europe), unless it holds bytes that this never has.
    """
    with path.open("rb") as file:
        head = file.read(4096)
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name
    if head.count(0) > len(head) // 8:
        raise FileProblem(
            _(
                "This file is not plain text, or is UTF-16 without its mark."
                " Save it as CSV in UTF-8 and try again."
            )
        )
    if _is_utf8(path):
        return "utf-8"
    if not any(byte in piece for piece in _pieces(path) for byte in _NEVER_CP1252):
        return "cp1252"
    raise FileProblem(
        _(
            "The letters of this file are in an encoding we do not know."
            " Save it as CSV in UTF-8 and try again."
        )
    )


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
