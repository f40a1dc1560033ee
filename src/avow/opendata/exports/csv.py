"""CSV: UTF-8, a header row, `;` between several values."""

import csv
from collections.abc import Iterable, Iterator

from avow.directory.models import Entry
from avow.forums.models import Forum
from avow.kernel.formulas import neutralise
from avow.opendata.exports.columns import COLUMNS, cells, text


class _Echo:
    def write(self, line: str) -> str:
        return line


def write(_forum: Forum, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield the header and a line for each entry."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield str(writer.writerow([column.name for column in COLUMNS])).encode()
    for entry in entries:
        yield str(writer.writerow([neutralise(text(cell)) for cell in cells(entry)])).encode()
