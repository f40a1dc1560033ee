"""Downloads of the public commitments: one list of columns, one file per format."""

import gc
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from avow.forums.models import Forum
from avow.opendata.exports import csv, iati, json, parquet, xlsx
from avow.opendata.exports.sources import Batch

Write = Callable[[Forum, Iterable[Batch]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of file is written, and what it is called on the way."""

    name: str
    content_type: str
    write: Write
    extension: str


FORMATS = {
    one.extension: one
    for one in (
        Format("CSV", "text/csv; charset=utf-8; header=present", csv.write, "csv"),
        Format(
            "XLSX",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsx.write,
            "xlsx",
        ),
        Format("JSON", "application/json", json.write, "json"),
        Format("JSON Lines", "application/jsonl; charset=utf-8", json.write_lines, "jsonl"),
        Format("Parquet", "application/vnd.apache.parquet", parquet.write, "parquet"),
        Format("IATI 2.03", "application/xml", iati.write, "xml"),
    )
}
CHUNK = 256 * 1024  # bytes


def export(code: str, forum: Forum, batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield a file of these entries, some 256 KB at a time but what it begins with at once.

    Raises KeyError for an unknown format.
    """
    pieces = FORMATS[code].write(forum, batches)
    kept: list[bytes] = []
    size = CHUNK
    while (piece := _next(pieces)) is not None:
        kept.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(kept)
            kept, size = [], 0
    yield b"".join(kept)


def _next(pieces: Iterator[bytes]) -> bytes | None:
    """Return the next piece, without looking for cycles among a batch's many small things.

    They are dropped together; the collector would go through all of them, and all of the process
    beside them, several times for each batch: a quarter of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return next(pieces, None)
    finally:
        if was_on:
            gc.enable()
