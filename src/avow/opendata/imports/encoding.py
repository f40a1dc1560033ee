"""In which encoding a text file is written: found by its first bytes, or by reading it once."""

import codecs
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
                "This file is not plain text, or is UTF-16 without its mark. Save it as CSV in UTF-8 and try again."
            )
        )
    decoder = codecs.getincrementaldecoder("utf-8")()
    windows = True
    utf8 = True
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            windows = windows and not any(byte in piece for byte in _NEVER_CP1252)
            try:
                utf8 = utf8 and decoder.decode(piece) is not None
            except UnicodeDecodeError:
                utf8 = False
            if not utf8 and not windows:
                break
    if utf8:
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            utf8 = False
    if utf8:
        return "utf-8"
    if windows:
        return "cp1252"
    raise FileProblem(
        _(
            "The letters of this file are in an encoding we do not know. Save it as CSV in UTF-8 and try again."
        )
    )
