"""Rows of a CSV or XLSX file, one at a time, whatever its size; not what they mean."""

import csv
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from avow.opendata.exports.formulas import restore
from avow.opendata.imports.encoding import encoding_of
from avow.opendata.imports.problems import FileProblem

MAX_CELL = 200_000  # characters
MAX_UNPACKED = 2 * 1024**3  # bytes of an XLSX file's parts
MAX_RATIO = 300  # how much smaller than its content a part may be: more is a trap


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its cells by column, and how many are too many (or few)."""

    line: int
    cells: dict[str, str]
    surplus: int = 0


class Table:
    """A file's header and rows. Raises FileProblem for one that is no table or lacks columns."""

    def __init__(self, path: Path, *, known: Iterable[str], needed: Iterable[str]) -> None:
        self.path = path
        self.known = frozenset(known)
        self.is_xlsx = _is_zip(path)
        self.encoding = "" if self.is_xlsx else encoding_of(path)
        self.delimiter = "," if self.is_xlsx else self._find_delimiter()
        header = next(self._lines(), (0, []))[1]
        self.header = [name.strip().lower().lstrip("\ufeff") for name in header]
        self._check(list(needed))

    @property
    def unknown(self) -> list[str]:
        """Return the columns that mean nothing here; they are left aside."""
        return [name for name in self.header if name and name not in self.known]

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank. Raises FileProblem where the file breaks."""
        lines = self._lines()
        next(lines, None)
        width = len(self.header)
        for line, cells in lines:
            if any(cell.strip() for cell in cells):
                if self.is_xlsx:  # a sheet keeps no empty cells at the end
                    cells.extend([""] * (width - len(cells)))
                yield Row(line, dict(zip(self.header, cells, strict=False)), _surplus(cells, width))

    def _check(self, needed: list[str]) -> None:
        names = [name for name in self.header if name]
        if not names:
            raise FileProblem(_("This file is empty."))
        missing = [name for name in needed if name not in names]
        if missing:
            raise FileProblem(
                _("The first row must name the columns. Missing: %(missing)s. Found: %(found)s.")
                % {"missing": ", ".join(missing), "found": ", ".join(names)[:300]}
            )
        twice = sorted({name for name in names if names.count(name) > 1})
        if twice:
            raise FileProblem(
                _("These columns stand there twice: %(names)s.") % {"names": ", ".join(twice)}
            )

    def _find_delimiter(self) -> str:
        with self.path.open(encoding=self.encoding, newline="", errors="replace") as file:
            first = file.readline(20_000)
        rated = {
            sign: len(self.known & {name.strip().strip('"').lower() for name in first.split(sign)})
            for sign in ",;\t"
        }
        return max(rated, key=lambda sign: rated[sign])

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        return self._xlsx_lines() if self.is_xlsx else self._csv_lines()

    def _csv_lines(self) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(MAX_CELL)
        with self.path.open(encoding=self.encoding, newline="") as file:
            reader = csv.reader(file, delimiter=self.delimiter, strict=True)
            while True:
                line = reader.line_num + 1
                try:
                    cells = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    raise FileProblem(_broken(line, str(error))) from error
                except UnicodeDecodeError as error:
                    raise FileProblem(_broken(line, error.reason)) from error
                yield line, [restore(cell) for cell in cells]

    def _xlsx_lines(self) -> Iterator[tuple[int, list[str]]]:
        try:
            _refuse_trap(self.path)
            book = load_workbook(self.path, read_only=True, data_only=True)
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise FileProblem(
                _("This is no XLSX file we can read. Save it again, or as CSV in UTF-8.")
            ) from error
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()  # some programs write a wrong size; then rows would be missing
            for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                yield line, [_text(cell) for cell in cells]
        finally:
            book.close()


def _surplus(cells: list[str], width: int) -> int:
    if len(cells) <= width:
        return len(cells) - width
    return len(cells) - width if any(cell.strip() for cell in cells[width:]) else 0


def _broken(line: int, why: str) -> str:
    return _(
        "The file breaks on line %(line)s (%(why)s): perhaps a quotation mark is not closed,"
        " or a cell is too long."
    ) % {"line": line, "why": why}


def _is_zip(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04"


def _refuse_trap(path: Path) -> None:
    with zipfile.ZipFile(path) as parts:
        size = sum(part.file_size for part in parts.infolist())
        packed = sum(part.compress_size for part in parts.infolist())
    if size > MAX_UNPACKED or size > MAX_RATIO * max(packed, 1) + 1024**2:
        raise FileProblem(
            _("This XLSX file is far larger than it seems. Save it as CSV and try again.")
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
