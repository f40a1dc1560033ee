"""CSV: UTF-8, a header row, `;` between several values.

A whole column is looked at in one go: one that has nothing to quote and nothing that a
spreadsheet would run goes out as it is.
"""

from collections.abc import Iterable, Iterator, Sequence

from avow.forums.models import Forum
from avow.kernel.formulas import neutralise
from avow.opendata.exports.columns import COLUMNS, Column
from avow.opendata.exports.sources import Batch

_WORDS = {"text", "code"}  # the other types are made of digits and the signs between them
_NEEDS_QUOTES = (",", "\n", "\r")


def write(_forum: Forum, batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield the header, then the lines of each batch."""
    yield f"{','.join(column.name for column in COLUMNS)}\r\n".encode()
    yield from map(_lines, batches)  # holds no batch while it waits


def _lines(batch: Batch) -> bytes:
    empty = [""] * batch.size
    cells = [_written(column, batch.column(column)) or empty for column in COLUMNS]
    return "".join([f"{','.join(row)}\r\n" for row in zip(*cells, strict=True)]).encode()


def _written(column: Column, cells: Sequence[str] | None) -> Sequence[str] | None:
    """Return a column's cells, quoted if one of them has to be; none is run by a spreadsheet."""
    if cells is None or column.type not in _WORDS:
        return cells
    # No formula begins with a letter or a figure.
    if not "".join([cell[:1] for cell in cells]).isalnum():
        cells = list(map(neutralise, cells))
    whole = "".join(cells)
    if '"' in whole:
        return ['"' + cell.replace('"', '""') + '"' if cell else "" for cell in cells]
    if any(sign in whole for sign in _NEEDS_QUOTES):
        return [f'"{cell}"' if cell else "" for cell in cells]
    return cells
