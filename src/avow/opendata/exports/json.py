"""JSON: one object with the forum, the licence and the commitments, written as it goes."""

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal

from avow.directory.models import Entry
from avow.forums.models import Forum
from avow.opendata import licence
from avow.opendata.exports.columns import COLUMNS, Cell, plain


def write(forum: Forum, entries: Iterable[Entry]) -> Iterator[bytes]:
    """Yield the file. Amounts are decimal text: a JSON number may lose cents."""
    head = {"forum": forum.slug, "licence": licence.CODE, "licence_url": licence.URL}
    yield json.dumps(head, ensure_ascii=False)[:-1].encode() + b', "commitments": ['
    separator = b"\n"
    for entry in entries:
        yield separator + json.dumps(_object(entry), ensure_ascii=False, sort_keys=False).encode()
        separator = b",\n"
    yield b"\n]}\n"


def _object(entry: Entry) -> dict[str, object]:
    found: dict[str, object] = {}
    for column in COLUMNS:
        value = column.getter(entry)
        found[column.name] = (
            str(value).split(";")
            if column.several and value
            else _plain(value, several=column.several)
        )
    found["amount"] = [plain(Decimal(value)) for _code, value in entry.amounts]
    found["details"] = {
        key: value for key, value in entry.body.details.items() if value and key not in found
    }
    return found


def _plain(value: Cell, *, several: bool) -> object:
    if several:
        return []
    if isinstance(value, Decimal):
        return plain(value)
    return value if value != "" else None
