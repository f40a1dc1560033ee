"""JSON files: a list of objects, read as the rows of a table; nested values by dotted names."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from avow.opendata.imports.lines import Record
from avow.opendata.imports.problems import FileProblem

MAX_BYTES = 64 * 1024**2  # it is read whole
MAX_COLUMNS = 500
MAX_DEPTH = 8


def is_json(path: Path) -> bool:
    """Return whether a file begins like a list of objects."""
    with path.open("rb") as file:
        head = file.read(4096)
    bare = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return bare[:1] == b"[" and bare[1:].lstrip()[:1] in {b"{", b"]"}


class Objects:
    """The objects of a file. Raises FileProblem: no such list, too large."""

    def __init__(self, path: Path) -> None:
        if path.stat().st_size > MAX_BYTES:
            raise FileProblem(
                _("This JSON file is larger than %(most)s MB. Save it as CSV.")
                % {"most": MAX_BYTES >> 20}
            )
        try:
            self._text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise FileProblem(_("This JSON file is not in UTF-8.")) from error
        self.header = list(dict.fromkeys(name for _l, one in self._objects() for name in one))
        if not self.header:
            raise FileProblem(_("This file is empty."))
        if len(self.header) > MAX_COLUMNS:
            raise FileProblem(_("The objects of this file have too many different names."))

    def records(self) -> Iterator[Record]:
        """Yield the names as a header, on line 0, then each object on the line it begins on."""
        yield Record(0, list(self.header))
        for line, found in self._objects():
            yield Record(line, [found.get(name, "") for name in self.header])

    def _objects(self) -> Iterator[tuple[int, dict[str, str]]]:
        decoder = json.JSONDecoder(parse_float=str, parse_int=str)
        text, at, line = self._text, self._text.find("[") + 1, 1
        line += text.count("\n", 0, at)
        while True:
            start = _skip(text, at, ", \t\r\n")
            line += text.count("\n", at, start)
            if text[start : start + 1] == "]":
                if text[start + 1 :].strip():
                    raise FileProblem(_("After the list of this JSON file stands more."))
                return
            try:
                found, at = decoder.raw_decode(text, start)
            except (ValueError, RecursionError) as error:
                raise FileProblem(
                    _("This is no JSON we can read, from line %(line)s on.") % {"line": line}
                ) from error
            if not isinstance(found, dict):
                raise FileProblem(_("On line %(line)s stands no object.") % {"line": line})
            yield line, dict(_flat(found))
            line += text.count("\n", start, at)


def _skip(text: str, at: int, signs: str) -> int:
    while at < len(text) and text[at] in signs:
        at += 1
    return at


def _flat(found: dict[str, Any], path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    for key, value in found.items():
        name = f"{path}.{key}" if path else str(key)
        if isinstance(value, dict) and depth < MAX_DEPTH:
            yield from _flat(value, name, depth + 1)
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            yield from _columns(value, name, depth)
        elif isinstance(value, list):
            yield name, ";".join(_scalar(one) for one in value)
        else:
            yield name, _scalar(value)


def _columns(rows: list[dict[str, Any]], name: str, depth: int) -> Iterator[tuple[str, str]]:
    """Yield a list of objects as one cell for each of their names, `;` between the objects."""
    flat = [dict(_flat(one, name, depth + 1)) if depth < MAX_DEPTH else {} for one in rows]
    for key in dict.fromkeys(key for one in flat for key in one):
        yield key, ";".join(one.get(key, "") for one in flat)


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
