"""XLSX: written row by row to a file of the machine, so that a million rows need no memory."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from tempfile import TemporaryDirectory

import xlsxwriter

from avow.directory.models import Entry
from avow.forums.models import Forum
from avow.opendata.exports.columns import COLUMNS, Cell, cells, text

LONGEST = 32_767  # characters in a cell: the format's limit
EXACT = 15  # digits that a spreadsheet's number keeps
_PIECE = 64 * 1024


def write(forum: Forum, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield the file. Texts are never formulas or links; amounts are numbers while exact."""
    with TemporaryDirectory(prefix="avow-xlsx-") as folder:
        path = f"{folder}/commitments.xlsx"
        options = {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "tmpdir": folder,
        }
        with xlsxwriter.Workbook(path, options) as book:
            sheet = book.add_worksheet(forum.slug[:31])
            bold = book.add_format({"bold": True})
            sheet.freeze_panes(1, 1)
            sheet.write_row(0, 0, [column.name for column in COLUMNS], bold)
            for number, entry in enumerate(entries, 1):
                for place, cell in enumerate(cells(entry)):
                    _write(sheet, number, place, cell)
        with open(path, "rb") as file:  # noqa: PTH123  a plain stream is wanted
            while piece := file.read(_PIECE):
                yield piece


def _write(sheet: "xlsxwriter.worksheet.Worksheet", row: int, place: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int) or (
        isinstance(cell, Decimal) and len(cell.as_tuple().digits) <= EXACT
    ):
        sheet.write_number(row, place, cell)
    else:
        sheet.write_string(row, place, text(cell)[:LONGEST])
