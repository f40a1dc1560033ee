"""XLSX files: which sheet, its rows as texts, and the traps that a small file may hold."""

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException

from avow.opendata.imports.lines import MAX_CELL, Record
from avow.opendata.imports.problems import FileProblem

MAX_UNPACKED = 512 * 1024**2  # bytes of all parts: some two million rows
MAX_STRINGS = 128 * 1024**2  # bytes of the table of texts, which stays in memory
MAX_RATIO = 300  # how much smaller than its content a part may be: more is a trap
MAX_MERGED = 10_000
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*ref="([A-Z0-9:]+)"')


class Sheet:
    """One sheet of a workbook. Raises FileProblem: no workbook, a trap, no such sheet."""

    def __init__(
        self, path: Path, *, given: str = "", is_header: Callable[[Sequence[str]], bool]
    ) -> None:
        self._path = path
        _refuse_trap(path)
        book = self._book()
        try:
            self.names = [sheet.title for sheet in book.worksheets]
            if given and given not in self.names:
                raise FileProblem(
                    _("There is no sheet %(name)s. There are: %(names)s.")
                    % {"name": given[:60], "names": ", ".join(self.names)[:300]}
                )
            self.name = given or _first_with_header(book, is_header)
        finally:
            book.close()

    def records(self) -> Iterator[Record]:
        """Yield the rows, with what a merged cell holds in every row that it covers."""
        book = self._book()
        try:
            sheet = book[self.name]
            merged = _merged(self._path, sheet)
            kept: dict[tuple[int, int], str] = {}
            for line, cells in enumerate(_rows(sheet), 1):
                texts = [_text(cell) for cell in cells]
                if merged:
                    _fill(texts, line, merged, kept)
                yield Record(line, texts)
        finally:
            book.close()

    def _book(self) -> Any:
        try:
            return load_workbook(self._path, read_only=True, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise FileProblem(_unreadable()) from error


def _unreadable() -> str:
    return _("This is no XLSX file we can read. Save it again, or as CSV in UTF-8.")


def is_zip(path: Path) -> bool:
    """Return whether a file is a ZIP archive, as a workbook is."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()  # some programs write a wrong size; then rows would be missing
    return iter(sheet.iter_rows(values_only=True))


def _first_with_header(book: Any, is_header: Callable[[Sequence[str]], bool]) -> str:
    filled = ""
    for sheet in book.worksheets:
        for _number, cells in zip(range(30), _rows(sheet), strict=False):
            texts = [_text(cell) for cell in cells]
            if any(texts):
                filled = filled or sheet.title
                if is_header(texts):
                    return str(sheet.title)
    return filled or str(book.worksheets[0].title) if book.worksheets else ""


def _merged(path: Path, sheet: Any) -> list[tuple[int, int, int, int]]:
    """Return (first column, first row, last column, last row) of cells merged over several rows."""
    found: list[tuple[int, int, int, int]] = []
    part = str(getattr(sheet, "_worksheet_path", "")).lstrip("/")
    tail = b""
    with zipfile.ZipFile(path) as parts, parts.open(part) as file:
        while piece := file.read(1 << 20):
            whole = tail + piece
            cut = whole.rfind(b"<")
            tail = whole[cut:] if cut >= 0 and len(whole) - cut < 10_000 else b""
            for one in _MERGED.finditer(whole[: len(whole) - len(tail)]):
                left, top, right, bottom = (int(n or 0) for n in range_boundaries(one[1].decode()))
                if bottom > top and len(found) < MAX_MERGED:
                    found.append((left, top, right, bottom))
    return found


def _fill(
    texts: list[str],
    line: int,
    merged: list[tuple[int, int, int, int]],
    kept: dict[tuple[int, int], str],
) -> None:
    for left, top, _right, bottom in merged:
        if line == top and left <= len(texts):
            kept[left, top] = texts[left - 1]
        elif top < line <= bottom and (left, top) in kept:
            texts.extend([""] * (left - len(texts)))
            texts[left - 1] = texts[left - 1] or kept[left, top]


def _refuse_trap(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as parts:
            infos = parts.infolist()
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise FileProblem(_unreadable()) from error
    size = sum(part.file_size for part in infos)
    packed = sum(part.compress_size for part in infos)
    strings = max((p.file_size for p in infos if "sharedStrings" in p.filename), default=0)
    if size > MAX_RATIO * max(packed, 1) + 1024**2:
        raise FileProblem(
            _("This XLSX file is far larger than it seems. Save it as CSV and try again.")
        )
    if size > MAX_UNPACKED or strings > MAX_STRINGS:
        raise FileProblem(
            _(
                "This XLSX file holds %(size)s MB; there is room for %(most)s MB, %(texts)s MB of"
                " them texts. Save it as CSV and try again."
            )
            % {
                "size": size >> 20,
                "most": MAX_UNPACKED >> 20,
                "texts": MAX_STRINGS >> 20,
            }
        )


def _text(cell: Any) -> str:
    """Return an XLSX cell as the CSV file would hold it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        # The shortest text that gives this number back: what the person saw, without an exponent.
        return format(cell, ".15g") if cell.is_integer() is False else str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)[: MAX_CELL + 1]
