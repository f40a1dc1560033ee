"""JSON: one object that holds the commitments; JSON Lines: a commitment on each line."""

import json
from collections.abc import Iterable, Iterator, Sequence

from avow.forums.models import Forum
from avow.opendata import licence
from avow.opendata.exports.columns import COLUMNS, Column
from avow.opendata.exports.sources import Batch

_NAMES = [column.name for column in COLUMNS]
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def write(forum: Forum, batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield the file. Amounts are decimal text: a JSON number may lose cents."""
    head = {"forum": forum.slug, "licence": licence.CODE, "licence_url": licence.URL}
    yield _ENCODER.encode(head)[:-1].encode() + b', "commitments": ['
    separator = b"\n"
    for lines in map(_lines, batches):
        yield separator + lines.replace(b"\n", b",\n")
        separator = b",\n"
    yield b"\n]}\n"


def write_lines(_forum: Forum, batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield the same objects, each on a line of its own, and nothing around them."""
    for lines in map(_lines, batches):
        yield lines + b"\n"


def _lines(batch: Batch) -> bytes:
    return "\n".join(map(_ENCODER.encode, objects(batch))).encode()


def objects(batch: Batch) -> Iterator[dict[str, object]]:
    """Yield each entry's columns by name, and beside them the details that no column has."""
    values = [_values(column, batch) for column in COLUMNS]
    for details, *row in zip(batch.values("details"), *values, strict=True):
        found: dict[str, object] = dict(zip(_NAMES, row, strict=True))
        found["details"] = {
            key: value for key, value in details.items() if value and key not in found
        }
        yield found


def _values(column: Column, batch: Batch) -> Sequence[object]:
    cells = batch.column(column)
    if column.several:
        return [cell.split(";") if cell else [] for cell in cells or [""] * batch.size]
    if cells is None:
        return [None] * batch.size
    if column.type == "integer":
        return [int(cell) if cell else None for cell in cells]
    return [cell or None for cell in cells]
