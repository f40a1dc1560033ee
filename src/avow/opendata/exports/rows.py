"""Which entries a file holds: the directory's question, read in short steps.

First the keys in the question's order (8 bytes each), then the rows some at a time, each step a
statement of its own: a reader of an hour keeps no transaction open and no snapshot alive, and
what is withdrawn meanwhile is not in the rest of the file.
"""

import json
from array import array
from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import Any

from django.db import connection
from django.db.models import F, TextField
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.functions import Cast

from avow.directory.models import Entry
from avow.directory.query import Question
from avow.opendata.exports.sources import FIELDS, Batch, as_is

STEP = 1000
_KEYS_AT_ONCE = 10_000
_KEYS = object()  # stands for the keys in the statement


def batches_for(question: Question, step: int = STEP) -> Iterator[Batch]:
    """Yield the entries that answer a question, in its order."""
    keys = keys_for(question)
    read = _reader(question.forum_id)
    parts = (keys[start : start + step] for start in range(0, len(keys), step))
    # Nothing here holds a batch: it is gone before the next one comes.
    yield from filter(attrgetter("size"), map(Batch, map(read, parts)))


def keys_for(question: Question) -> "array[int]":
    """Return the keys of the entries that answer, in the question's order."""
    found = question.ordered().values_list("pk").iterator(chunk_size=_KEYS_AT_ONCE)
    return array("q", map(itemgetter(0), found))


def _reader(forum_id: int) -> Callable[[Sequence[int]], list[tuple[Any, ...]]]:
    """Return what reads the rows of keys, in their order and as the database gives them."""
    lite = connection.vendor == "sqlite"
    unpacked = "SELECT value FROM json_each(%s)" if lite else "SELECT unnest(%s::bigint[])"
    some = RawSQL(unpacked, [_KEYS])  # noqa: S611  two fixed texts; the keys are a parameter
    found = Entry.objects.listed_in(forum_id).order_by().filter(pk__in=some)
    # The statement is made once: only the keys change.
    statement, given = found.values_list(*_fields(cast=lite)).query.sql_with_params()

    def read(keys: Sequence[int]) -> list[tuple[Any, ...]]:
        packed = json.dumps(list(keys)) if lite else list(keys)
        with connection.cursor() as cursor:
            cursor.execute(statement, [packed if one is _KEYS else one for one in given])
            place = {row[0]: row for row in cursor.fetchall()}
        return [place[key] for key in keys if key in place]

    return read


def _fields(*, cast: bool) -> list[Combinable]:
    """Return what to read of an entry; on SQLite as the text it is kept as, parsed by nobody."""
    found: list[Combinable] = []
    for name, make in FIELDS.items():
        path = "body__details" if name == "details" else name
        found.append(Cast(path, TextField()) if cast and make is not as_is else F(path))
    return found
