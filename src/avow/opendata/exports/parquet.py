"""Parquet: typed columns, pressed, in groups of rows; written as it goes."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from avow.forums.models import Forum
from avow.opendata import licence
from avow.opendata.exports.columns import COLUMNS, Column
from avow.opendata.exports.sources import Batch
from avow.opendata.exports.zipping import Sink

if TYPE_CHECKING:
    import pyarrow as pa  # type: ignore[import-untyped]

GROUP = 20  # batches in a group of rows


def write(forum: Forum, batches: Iterable[Batch]) -> Iterator[bytes]:
    """Yield the file. Several values are a list, amounts exact decimals, nothing is null."""
    import pyarrow as pa  # noqa: PLC0415  large: only for whoever wants this format
    import pyarrow.parquet as pq  # type: ignore[import-untyped]  # noqa: PLC0415

    sink = Sink()
    about = {"forum": forum.slug, "licence": licence.CODE, "licence_url": licence.URL}
    schema = schema_of().with_metadata(about)
    with pq.ParquetWriter(sink, schema, compression="zstd") as file:
        group: list[pa.RecordBatch] = []
        for record in map(partial(_record, schema), batches):  # holds no batch
            group.append(record)
            if len(group) == GROUP:
                file.write_table(pa.Table.from_batches(group, schema))
                group = []
            yield sink.take()
        if group:
            file.write_table(pa.Table.from_batches(group, schema))
    yield sink.take()


@cache
def schema_of() -> "pa.Schema":
    """Return the types of the columns."""
    import pyarrow as pa  # noqa: PLC0415

    plain = {
        "number": pa.decimal128(24, 3),
        "integer": pa.int64(),
        "date": pa.date32(),
        "instant": pa.timestamp("us", tz="UTC"),
    }
    fields = []
    for column in COLUMNS:
        kind = plain.get(column.type, pa.string())
        fields.append(pa.field(column.name, pa.list_(kind) if column.several else kind))
    return pa.schema(fields)


def _record(schema: "pa.Schema", batch: Batch) -> "pa.RecordBatch":
    import pyarrow as pa  # noqa: PLC0415

    arrays = [
        _array(column, batch.column(column), batch.size, schema.field(column.name).type)
        for column in COLUMNS
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _array(column: Column, cells: Sequence[str] | None, size: int, kind: "pa.DataType") -> Any:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.compute as pc  # type: ignore[import-untyped]  # noqa: PLC0415

    if cells is None:
        return pa.nulls(size, kind)
    found: Any = pa.array([cell or None for cell in cells], pa.string())
    if column.several:
        found = pc.split_pattern(found, ";")
    return found if found.type == kind else found.cast(kind)
