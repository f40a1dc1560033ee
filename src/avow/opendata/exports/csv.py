"""CSV: UTF-8, a header row, `;` between several values.

A whole column is looked at in one go: one that has nothing to quote and nothing that a
spreadsheet would run goes out as it is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from avow.forums.models import Forum
from avow.kernel.formulas import RISKY, neutralise
from avow.opendata.exports.columns import COLUMNS
from avow.opendata.exports.sources import Batch

_RISKY_CELL = re.compile(f"\0{RISKY}")
_NEEDS_QUOTES = (",", "\n", "\r")


def write(_forum: Forum, batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield the header, then the lines of each batch."""
    yield f"{','.join(column.name for column in COLUMNS)}\r\n".encode()
    yield from map(_lines, batches)  # holds no batch while it waits


def _lines(batch: Batch) -> bytes:
    line, filled = [], []
    for column in COLUMNS:
        place, cells = _written(batch.column(column))
        line.append(place)
        filled += cells
    whole = f"{','.join(line)}\r\n"
    return "".join([whole % row for row in zip(*filled, strict=True)]).encode()


def _written(cells: Sequence[str] | None) -> tuple[str, list[Sequence[str]]]:
    """Return a column's place in the line, and its cells if it has any: none is run or torn."""
    if cells is None:
        return "", []
    whole = "\0" + "\0".join(cells)
    if _RISKY_CELL.search(whole):
        cells = list(map(neutralise, cells))
    if '"' in whole:
        cells = [cell.replace('"', '""') for cell in cells]
    elif not any(sign in whole for sign in _NEEDS_QUOTES):
        return "%s", [cells]
    return '"%s"', [cells]
