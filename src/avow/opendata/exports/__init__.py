"""Downloads of the public commitments: one list of columns, one file per format."""

from collections.abc import Iterable, Iterator

from avow.directory.models import Entry
from avow.forums.models import Forum
from avow.opendata.exports import csv, json, xlsx

FORMATS = {"csv": csv, "xlsx": xlsx, "json": json}
LATER = ("parquet", "iati")
CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
CHUNK = 64 * 1024  # bytes


def export(code: str, forum: Forum, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield a file of these entries, some 64 KB at a time. Raises KeyError: unknown format."""
    kept: list[bytes] = []
    size = 0
    for piece in FORMATS[code].write(forum, entries):
        kept.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield b"".join(kept)
            kept, size = [], 0
    yield b"".join(kept)
