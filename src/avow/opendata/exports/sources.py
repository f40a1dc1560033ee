"""Entries as plain values, a batch at once: what the columns of files are made of.

A batch is read as tuples and turned on its side, so that a column is made in one go and one that
nothing in the batch fills costs nothing. JSON is decoded once for the whole batch.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from avow.opendata.exports import cells

Values = Sequence[Any]


class Made(Protocol):
    """What a column says it is made of, and how."""

    @property
    def sources(self) -> str:
        """Return names of fields, and of details with a dot before them."""

    @property
    def make(self) -> Callable[..., str]:
        """Return what makes the cell."""


def _decoded(found: Values) -> Values:
    values: list[Any] = json.loads(f"[{','.join(found)}]")
    return values


def _days(found: Values) -> Values:
    return [str(one) for one in found]  # a date's text is its ISO form


def _instants(found: Values) -> Values:
    return [
        f"{one[:10]}T{one[11:]}Z" if isinstance(one, str) and len(one) == 19 else _instant(one)
        for one in found
    ]


def _instant(found: object) -> str:
    """Return an instant of UTC as ISO 8601, from what either database gives; nothing for None."""
    if found is None:
        return ""
    said = str(found)
    head = f"{said[:10]}T{said[11:19]}"
    if "." not in said:
        return f"{head}Z"
    fraction = said[20:].partition("+")[0]
    return f"{head}.{fraction:0<6}Z"


def _digits(found: Values) -> Values:
    return [None if one is None else str(one) for one in found]


def _texts(found: Values) -> Values:
    return [str(one) for one in found]


def as_is(found: Values) -> Values:
    """Return what was read: it is plain already."""
    return found


# What is read of an entry, and how it becomes plain; `details` is its text's.
FIELDS: dict[str, Callable[[Values], Values]] = {
    "pk": as_is,
    "source_id": as_is,
    "ref": as_is,
    "title": as_is,
    "summary": as_is,
    "language": as_is,
    "organisation_slug": as_is,
    "organisation_name": as_is,
    "organisation_type": as_is,
    "country": as_is,
    "region": as_is,
    "coalitions": _decoded,
    "actions": _decoded,
    "types": _decoded,
    "amounts": _decoded,
    "amount_usd": _digits,
    "starts_on": _days,
    "ends_on": _days,
    "status": as_is,
    "submitted_at": _instants,
    "published_at": _instants,
    "revision": _texts,
    "updated_at": _instants,
    "details": _decoded,
}
# What several columns are made of alike: (source, how).
SHARED: dict[str, tuple[str, Callable[[Any], Any]]] = {"money": (".finance", cells.money)}


class Batch:
    """Some entries in their order; `size` of them."""

    def __init__(self, rows: Sequence[tuple[Any, ...]]) -> None:
        self.size = len(rows)
        self._read = dict(zip(FIELDS, zip(*rows, strict=True), strict=False))
        self._values: dict[str, Values] = {}

    def values(self, source: str) -> Values:
        """Return one source's plain values, made once."""
        if source not in self._values:
            self._values[source] = self._found(source)
        return self._values[source]

    def column(self, column: Made) -> Sequence[str] | None:
        """Return a column's cells as text; None where each of them would be empty."""
        found = [self.values(source) for source in column.sources.split(" ")]
        if not any(map(any, found)):
            return None
        return found[0] if column.make is str else list(map(column.make, *found))

    def _found(self, source: str) -> Values:
        if source.startswith("."):
            key = source[1:]
            return [one.get(key) for one in self.values("details")]
        if source in SHARED:
            base, make = SHARED[source]
            found = self.values(base)
            return list(map(make, found)) if any(found) else found
        return FIELDS[source](self._read[source])
