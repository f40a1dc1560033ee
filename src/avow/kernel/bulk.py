"""Write thousands of rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

For batches whose rows are known to be new. It knows columns only by the model's fields: a field
added later is written with its default. No signal is sent and nothing is read back.
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache, lru_cache
from itertools import repeat
from operator import itemgetter
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState
from django.db.models.fields import NOT_PROVIDED

M = TypeVar("M", bound=models.Model)
Convert = Callable[[Any], Any]
_TEXT = {str, type(None)}
_FEW = 4  # codes in a list whose JSON is remembered
_EMPTY = (list, dict, str, tuple)  # defaults that are the same for every row once they are written


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leave the search for cyclic garbage until the end of a batch.

    Thousands of rows made at once set it off again and again, over all that a long run remembers.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def keys(model: type[models.Model], count: int) -> list[int]:
    """Hand out primary keys in advance, in order, so that children need no reading back.

    They are never given again. On SQLite the caller's transaction holds the write lock.
    """
    table, column = model._meta.db_table, model._meta.pk.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = [connection.ops.quote_name(table), column, count]
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                sequence,
            )
            return sorted(key for (key,) in cursor.fetchall())
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = (cursor.fetchone() or (None,))[0]
        if last is None:
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (%s, 0)", [table])
        first = (last or 0) + 1
        cursor.execute(
            "UPDATE sqlite_sequence SET seq = %s WHERE name = %s", [first + count - 1, table]
        )
        return list(range(first, first + count))


def made(model: type[M], **values: Any) -> M:
    """Return an unsaved instance as the database would give it back: cents rounded, times in UTC.

    `values` are by column attribute (`forum_id`); what is not named has its default. Many times
    quicker than the model's own constructor.
    """
    instance = model.__new__(model)
    fields = instance.__dict__
    fields.update(_constants(model))
    for name, default in _callables(model):
        fields[name] = default()
    fields.update(values)
    for name, settle in _settlers(model):
        if (value := fields[name]) is not None:
            fields[name] = settle(value)
    fields["_state"] = ModelState()
    return instance


def relate(instance: models.Model, **known: Any) -> None:
    """Put in what the instance's foreign keys point at, so that nobody asks the database for it."""
    instance._state.fields_cache.update(known)


def gather(instance: models.Model, **known: Sequence[models.Model]) -> None:
    """Put in all rows that point at the instance, as prefetching would; those not named: none."""
    instance._prefetched_objects_cache = {**_nothing(type(instance)), **known}  # type: ignore[attr-defined]  # as prefetching does


def gathered(instance: models.Model, name: str) -> Iterable[Any]:
    """Return the rows that point at an instance: those gathered or prefetched, else asked for.

    The relation's own manager is made anew for each question; over thousands of rows that is much.
    """
    known: dict[str, Iterable[Any]] = getattr(instance, "_prefetched_objects_cache", {})
    rows = known.get(name)
    return getattr(instance, name).all() if rows is None else rows


def insert_made(rows: Sequence[models.Model]) -> None:
    """Insert instances of one model; those without a key get the next one."""
    if not rows:
        return
    model = type(rows[0])
    names = [field.attname for field in model._meta.concrete_fields]
    if rows[0].pk is None:
        names.remove(model._meta.pk.attname)
    take = itemgetter(*names)
    insert(model, names, [take(row.__dict__) for row in rows])


def insert_mappings(model: type[models.Model], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows given as mappings that all have the same keys in the same order."""
    if rows:
        insert(model, list(rows[0]), [tuple(row.values()) for row in rows])


def insert(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    ignore_conflicts: bool = False,
) -> None:
    """Insert rows of values in the order of `names` (column attributes) in one statement.

    Raises IntegrityError like any insert; with `ignore_conflicts` a row that is there stays.
    """
    with inserting(model, names, rows, ignore_conflicts=ignore_conflicts):
        pass


@contextmanager
def inserting(
    model: type[models.Model],
    names: Sequence[str],
    rows: Iterable[Sequence[Any]],
    *,
    ignore_conflicts: bool = False,
) -> Iterator[None]:
    """Insert rows as `insert` does; PostgreSQL takes them in while the block goes on.

    The block must not use the database. Raises IntegrityError, at the end of the block if need be.
    """
    columns = list(zip(*rows, strict=True))
    if not columns:
        yield
        return
    fields = {field.attname: field for field in model._meta.concrete_fields}
    written = {
        str(fields[name].column): _converted(fields[name], values)
        for name, values in zip(names, columns, strict=True)
    }
    for name, field in fields.items():
        if name not in names and (default := _default_of(field)) is not None:
            written[str(field.column)] = default
    cells = zip(*written.values(), strict=False)
    with _writing(model, list(written), cells, ignore=ignore_conflicts):
        yield


@contextmanager
def _writing(
    model: type[models.Model], columns: list[str], rows: Iterator[Any], *, ignore: bool
) -> Iterator[None]:
    quote = connection.ops.quote_name
    table, listed = quote(model._meta.db_table), ", ".join(map(quote, columns))
    end = " ON CONFLICT DO NOTHING" if ignore else ""
    with connection.cursor() as cursor:
        if connection.vendor != "postgresql":
            places = ", ".join(["%s"] * len(columns))
            # Names come from the models, never from a person.
            cursor.executemany(
                f"INSERT INTO {table} ({listed}) VALUES ({places}){end}",  # noqa: S608
                list(rows),
            )
            yield
        elif ignore:  # COPY cannot pass over a row
            arrays = ", ".join(f"%s::{_element(model, name)}[]" for name in columns)
            cursor.execute(
                f"INSERT INTO {table} ({listed}) SELECT * FROM unnest({arrays}){end}",  # noqa: S608
                list(map(list, zip(*rows, strict=True))),
            )
            yield
        else:
            with (
                connection.wrap_database_errors,
                cursor.copy(f"COPY {table} ({listed}) FROM STDIN") as copy,
            ):
                for row in rows:
                    copy.write_row(row)
                yield


def _element(model: type[models.Model], column: str) -> str:
    """Return a column's type, without its length: a cast to that would cut a text silently."""
    field = next(one for one in model._meta.concrete_fields if one.column == column)
    return str(field.cast_db_type(connection)).partition("(")[0]


def _converted(field: models.Field[Any, Any], values: Sequence[Any]) -> Iterable[Any]:
    convert = _converter(field, connection.vendor)
    if convert is None or (convert is _plain_text and set(map(type, values)) <= _TEXT):
        return values
    return map(convert, values)


def _default_of(field: models.Field[Any, Any]) -> Iterable[Any] | None:
    """Return the column of a field that no row names; None where the database fills it in."""
    if (
        field.primary_key
        or getattr(field, "generated", False)
        or field.db_default is not NOT_PROVIDED
    ):
        return None
    convert = _converter(field, connection.vendor) or (lambda value: value)
    if not _is_called(field) or field.default in _EMPTY:
        return repeat(convert(field.get_default()))
    return (convert(field.get_default()) for _ in repeat(None))


@cache
def _converter(field: models.Field[Any, Any], vendor: str) -> Convert | None:
    """Return what turns a value into what the driver takes; None where it takes it as it is."""
    if isinstance(field, models.ForeignKey):
        return _converter(field.target_field, vendor)
    for kind, convert in _CONVERTERS[vendor]:
        if isinstance(field, kind):
            return convert(field) if convert else None
    return lambda value: field.get_db_prep_save(value, connection)


def _as_json(field: Any) -> Convert:
    encode = (json.JSONEncoder() if field.encoder is None else field.encoder()).encode
    codes = lru_cache(maxsize=4096)(lambda *texts: encode(list(texts)))

    def convert(value: Any) -> str:
        # Short lists of codes are the same in thousands of rows.
        if type(value) is list and len(value) <= _FEW and set(map(type, value)) <= {str}:
            return codes(*value)
        return encode(value)

    return _optional(convert)


def _as_digits(field: Any) -> Convert:
    settle = _rounded(field)
    return _optional(lambda value: f"{settle(value):f}")


def _as_text(_field: Any) -> Convert:
    return _plain_text


def _plain_text(value: Any) -> str | None:
    return None if value is None else str(value)


def _as_naive(_field: Any) -> Convert:
    return _optional(lambda value: str(value.astimezone(UTC)).removesuffix("+00:00"))


def _as_day(_field: Any) -> Convert:
    return _optional(str)


_COMMON: tuple[tuple[Any, Callable[[Any], Convert] | None], ...] = (
    (models.JSONField, _as_json),
    (models.DecimalField, _as_digits),
    ((models.CharField, models.TextField), _as_text),
    ((models.IntegerField, models.BooleanField, models.BinaryField), None),
)
_CONVERTERS = {
    "postgresql": (*_COMMON, (models.DateField, None)),  # a DateTimeField is one too
    "sqlite": (*_COMMON, (models.DateTimeField, _as_naive), (models.DateField, _as_day)),
}


def _optional(convert: Convert) -> Convert:
    return lambda value: None if value is None else convert(value)


@cache
def _constants(model: type[models.Model]) -> dict[str, Any]:
    called = {name for name, _default in _callables(model)}
    fields = model._meta.concrete_fields
    return {one.attname: one.get_default() for one in fields if one.attname not in called}


@cache
def _callables(model: type[models.Model]) -> tuple[tuple[str, Callable[[], Any]], ...]:
    fields = model._meta.concrete_fields
    return tuple((one.attname, one.get_default) for one in fields if _is_called(one))


def _is_called(field: models.Field[Any, Any]) -> bool:
    """Return whether each row has a default of its own."""
    return field.has_default() and callable(field.default)


@cache
def _settlers(model: type[models.Model]) -> tuple[tuple[str, Convert], ...]:
    found = ((field.attname, _settler(field)) for field in model._meta.concrete_fields)
    return tuple((name, settle) for name, settle in found if settle)


def _settler(field: models.Field[Any, Any]) -> Convert | None:
    """Return what makes of a value what is read back after it was written."""
    if isinstance(field, models.DecimalField):
        return _rounded(field)
    return _in_utc if isinstance(field, models.DateTimeField) else None


def _rounded(field: Any) -> Convert:
    unit = Decimal(1).scaleb(-field.decimal_places)
    # Rounded here: the two databases would not round a half in the same direction.
    return lambda value: Decimal(value).quantize(unit, rounding=ROUND_HALF_EVEN)


def _in_utc(value: datetime) -> datetime:
    return value if value.tzinfo is UTC else value.astimezone(UTC)


@cache
def _nothing(model: type[models.Model]) -> dict[str, Sequence[models.Model]]:
    """Return, for each name under which prefetching keeps rows that point at an instance, none."""
    pointing = (
        one.get_accessor_name()
        for one in model._meta.related_objects
        if one.multiple and not one.hidden
    )
    own = (one.name for one in model._meta.many_to_many)
    return dict.fromkeys([*filter(None, pointing), *own], ())
