"""Pages of a list: by their number, or by a cursor that no change beneath makes skip or repeat.

A cursor says after which row the next page begins: the order, and what the order compares of that
row. So a page far behind costs what the first one costs.
"""

import base64
import binascii
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import reduce
from typing import Any, Literal, cast

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from avow.opendata.api.parameters import Paging
from avow.opendata.api.problems import Problem, bad
from avow.opendata.api.wire import Json, origin

Kind = Literal["text", "number", "decimal", "instant"]
_LARGEST = 2**63 - 1
_DECIMAL = re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,2})?")
_BROKEN = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Key:
    """A column that an order compares. `may_lack`: rows without a value come last."""

    name: str
    kind: Kind
    descending: bool = False
    may_lack: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """An order with a name; its last key differs for each row. Without keys: by place alone."""

    name: str
    keys: tuple[Key, ...] = ()


def page_of(
    request: HttpRequest,
    asked: Paging,
    rows: Sequence[Any] | QuerySet[Any],
    order: Order,
    *,
    ordered: Callable[[], QuerySet[Any]] | None = None,
) -> tuple[list[Any], Json]:
    """Return the rows of the page that is asked for, and `count` and `next` of the answer.

    `rows` are all, in the order; `ordered` returns them as a query where they are none. Two
    queries. Raises Problem for a page that is not there, or a bad cursor.
    """
    if asked.page is not None and asked.cursor:
        raise Problem(
            "bad-request",
            "page and cursor exclude each other.",
            [("page", "not together with cursor"), ("cursor", "not together with page")],
        )
    count = rows.count() if isinstance(rows, QuerySet) else len(rows)
    size, start = asked.page_size, 0
    if asked.page is not None:
        start = (asked.page - 1) * size
        if start >= count and asked.page > 1:
            raise Problem(
                "not-found",
                f"There is no page {asked.page}: there are {count} in all.",
                [("page", "too far")],
            )
    wanted: Any = rows
    if asked.cursor:
        values = read(asked.cursor, order)
        if order.keys:
            wanted = after(ordered() if ordered else cast("QuerySet[Any]", rows), order, values)
        else:
            start = values[0]
    found = list(wanted[start : start + size + 1]) if start < _LARGEST - size else []
    more, found = len(found) > size, found[:size]
    following = ""
    if more and asked.page is not None:
        following = _next(request, page=str(asked.page + 1))
    elif more:
        last = _values(found[-1], order) if order.keys else [start + size]
        following = _next(request, cursor=write(order, last))
    return found, {"count": count, "next": following or None}


def envelope(head: Mapping[str, Any], results: Sequence[Json]) -> Json:
    """Return a whole answer of a list."""
    return {**head, "results": results}


def write(order: Order, values: Sequence[Any]) -> str:
    """Return a cursor after the row with these values."""
    said = json.dumps([order.name, *values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(said.encode()).decode().rstrip("=")


def read(cursor: str, order: Order) -> list[Any]:
    """Return the values of a cursor. Raises Problem for one that was not made here, or for this."""
    try:
        said = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        name, *values = said
        if name != order.name:
            raise bad("cursor", "belongs to another order; begin anew without it")
        keys = order.keys or (Key("place", "number"),)
        return [_read(one, key) for one, key in zip(values, keys, strict=True)]
    except (binascii.Error, ValueError, TypeError, RecursionError, OverflowError) as error:
        raise bad("cursor", "is none of ours; take it as it stands in `next`") from error


def after(rows: QuerySet[Any], order: Order, values: Sequence[Any]) -> QuerySet[Any]:
    """Return the rows that come after the one with these values."""
    behind, same = Q(pk__in=[]), Q()
    for key, value in zip(order.keys, values, strict=True):
        if value is not None:
            beyond = Q(**{f"{key.name}__{'lt' if key.descending else 'gt'}": value})
            if key.may_lack:
                beyond |= Q(**{key.name: None})
            behind |= same & beyond
        same &= Q(**{key.name: value})
    first, value = order.keys[0], values[0]
    if not first.may_lack:  # where in the index to begin
        rows = rows.filter(**{f"{first.name}__{'lte' if first.descending else 'gte'}": value})
    return rows.filter(behind)


def _read(value: Any, key: Key) -> Any:
    if value is None and key.may_lack:
        return None
    if key.kind == "number":
        if type(value) is int and 0 <= value <= _LARGEST:
            return value
    elif isinstance(value, str) and not _BROKEN.search(value):
        if key.kind == "text":
            return value
        if key.kind == "decimal" and _DECIMAL.fullmatch(value):
            return Decimal(value)
        if key.kind == "instant":
            return datetime.fromisoformat(value).astimezone(UTC)
    raise ValueError(key.name)


def _values(row: Any, order: Order) -> list[Any]:
    found = []
    for key in order.keys:
        value: Any = reduce(getattr, key.name.split("__"), row)
        if isinstance(value, datetime):
            value = value.astimezone(UTC).isoformat()
        elif isinstance(value, Decimal):
            value = format(value, "f")
        found.append(value)
    return found


def _next(request: HttpRequest, **changes: str) -> str:
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = value
    return f"{origin(request)}{request.path}?{query.urlencode()}"
