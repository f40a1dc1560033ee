"""XLSX, written as it goes: the first rows leave while the last ones are read.

A workbook is a ZIP of XML. Sheets come first and are the bulk; what lists them comes at the end.
Texts are inline strings, which are never formulas or links. A full sheet is followed by another.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from avow.forums.models import Forum
from avow.opendata.exports.columns import COLUMNS, Column
from avow.opendata.exports.sources import Batch
from avow.opendata.exports.xml import ILLEGAL, legal
from avow.opendata.exports.zipping import Sink, archive

MOST_ROWS = 1_048_576  # of a sheet: the format's limit
MOST_BYTES = 1_500_000_000  # of a sheet before it is pressed: beyond 2 GB Excel refuses the file
LONGEST = 32_767  # characters in a cell: the format's limit
EXACT = 15  # digits that a spreadsheet's number keeps

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LOOKS_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def write(forum: Forum, batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield the file; amounts are numbers while exact."""
    sink = Sink()
    title, number = forum.slug[:24], 0
    rest = _Rest(batches)
    with archive(sink) as book:
        while number == 0 or rest.has_more():
            number += 1
            with book.open(f"xl/worksheets/sheet{number}.xml", "w") as sheet:
                yield from _sheet(sheet, sink, rest)
        for name, content in _frame(title, number):
            book.writestr(name, _XML + content)
    yield sink.take()


class _Rest:
    """Batches one after another, cut where a sheet is full."""

    def __init__(self, batches: Iterable[Batch]) -> None:
        self._lines = map(_lines, batches)
        self._next: list[str] = []

    def has_more(self) -> bool:
        if not self._next:
            self._next = next(self._lines, [])
        return bool(self._next)

    def take(self, most: int) -> list[str]:
        """Return the rows of a batch, `most` at most; none at the end."""
        if not self.has_more():
            return []
        found, self._next = self._next[:most], self._next[most:]
        return found


def _sheet(sheet: IO[bytes], sink: Sink, rest: _Rest) -> Iterator[bytes]:
    head = "".join(_HEAD.format(one.name) for one in COLUMNS)
    size = sheet.write(f"{_XML}{_BEGIN}<row>{head}</row>".encode())
    yield sink.take()
    row = 2
    while row <= MOST_ROWS and size < MOST_BYTES:
        lines = rest.take(MOST_ROWS + 1 - row)
        if not lines:
            break
        size += sheet.write("".join(lines).encode())
        row += len(lines)
        yield sink.take()
    sheet.write(b"</sheetData></worksheet>")


def _lines(batch: Batch) -> list[str]:
    empty = ["<c/>"] * batch.size
    cells = [_cells(column, batch.column(column)) or empty for column in COLUMNS]
    return [f"<row>{''.join(row)}</row>" for row in zip(*cells, strict=True)]


def _cells(column: Column, found: Sequence[str] | None) -> list[str]:
    if found is None:
        return []
    if column.type in {"number", "integer"}:
        return [
            f"<c><v>{cell}</v></c>"
            if _is_exact(cell)
            else f"{_TEXT}{cell}{_END}"
            if cell
            else "<c/>"
            for cell in safe(found)
        ]
    return [f"{_TEXT}{cell}{_END}" if cell else "<c/>" for cell in safe(found)]


def _is_exact(cell: str) -> bool:
    return cell.replace(".", "", 1).isdecimal() and len(cell) <= EXACT + ("." in cell)


def safe(found: Sequence[str]) -> list[str]:
    """Return texts as XML takes them, short enough for a cell; all of them in one go."""
    if max(map(len, found)) > LONGEST // 2:
        found = [_cut(cell) for cell in found]
    if ILLEGAL.search("".join(found)):
        found = list(map(legal, found))
    whole = "\0".join(found).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if "_x" in whole:  # a spreadsheet reads _x0041_ as A
        whole = _LOOKS_CODED.sub("_x005F_", whole)
    return whole.split("\0")


def _cut(cell: str) -> str:
    """Return what a cell can hold, counted as the format counts: in units of UTF-16."""
    units = cell.encode("utf-16-le", "surrogatepass")
    return units[: 2 * LONGEST].decode("utf-16-le", "ignore") if len(units) > 2 * LONGEST else cell


_TEXT = '<c t="inlineStr"><is><t xml:space="preserve">'
_END = "</t></is></c>"
_HEAD = '<c t="inlineStr" s="1"><is><t>{}</t></is></c>'
_BEGIN = (
    f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane xSplit="1" ySplit="1" topLeftCell="B2" activePane="bottomRight" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


def _frame(title: str, sheets: int) -> Iterator[tuple[str, str]]:
    """Yield the parts of a workbook around its sheets: (name, content)."""
    numbers = range(1, sheets + 1)
    names = {n: title if sheets == 1 else f"{title} {n}" for n in numbers}
    listed = "".join(f'<sheet name="{names[n]}" sheetId="{n}" r:id="rId{n}"/>' for n in numbers)
    yield (
        "xl/workbook.xml",
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>{listed}</sheets></workbook>',
    )
    yield "xl/styles.xml", _STYLES
    parts = [(f"rId{n}", "worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    yield "xl/_rels/workbook.xml.rels", _relations([*parts, ("rIdS", "styles", "styles.xml")])
    yield "_rels/.rels", _relations([("rId1", "officeDocument", "xl/workbook.xml")])
    kinds = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    kinds += [(f"/xl/worksheets/sheet{n}.xml", "worksheet") for n in numbers]
    yield (
        "[Content_Types].xml",
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + "".join(
            f'<Override PartName="{part}" ContentType="{_KIND}.{kind}+xml"/>'
            for part, kind in kinds
        )
        + "</Types>",
    )


def _relations(rows: Iterable[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_LINKS}/{kind}" Target="{target}"/>'
        for key, kind, target in rows
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'
