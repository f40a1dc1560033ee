"""What the files hold, for machines: a Frictionless Data Package and a data dictionary.

Both are made of the one list of columns, in English for every reader.
"""

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any

from django.utils import translation

from avow.forums.models import Forum
from avow.notices.letters import absolute
from avow.opendata import licence
from avow.opendata.exports import FORMATS
from avow.opendata.exports.columns import COLUMNS, Column
from avow.people.links import link as page

NAME, DICTIONARY = "datapackage.json", "dictionary.csv"
_TYPES = {"number": "number", "integer": "integer", "date": "date", "instant": "datetime"}


def descriptor(
    forum: Forum, files: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """Return the description of the files as they stand now, or of kept ones.

    `files`: {name: {"bytes", "sha256"}} of those that lie beside the description.
    """
    with translation.override("en"):
        return {
            "profile": "data-package",
            "name": f"{forum.slug}-commitments",
            "title": f"Commitments of {forum.name}",
            "homepage": absolute(page("data:home", forum, language="en")),
            "licenses": [{"name": licence.CODE, "title": licence.NAME, "path": licence.URL}],
            "sources": [{"title": forum.name, "path": absolute(page("forum:home", forum))}],
            "resources": [_resource(forum, code, files) for code in FORMATS],
        }


def dictionary() -> str:
    """Return the columns as CSV: name, type, whether there are several values, and a sentence."""
    out = StringIO()
    lines = csv.writer(out, lineterminator="\r\n")
    lines.writerow(["name", "type", "several", "description"])
    with translation.override("en"):
        for column in COLUMNS:
            several = "yes" if column.several else "no"
            lines.writerow([column.name, column.type, several, str(column.help)])
    return out.getvalue()


def _resource(
    forum: Forum, code: str, files: Mapping[str, Mapping[str, Any]] | None
) -> dict[str, Any]:
    one = FORMATS[code]
    name = f"commitments.{code}"
    found: dict[str, Any] = {
        "name": f"commitments-{code}",
        "title": one.name,
        "path": absolute(page("data:commitments", forum, code)),
        "format": code,
        "mediatype": one.content_type.partition(";")[0],
    }
    if files is not None:
        kept = files[name]
        found |= {"path": name, "bytes": kept["bytes"], "hash": f"sha256:{kept['sha256']}"}
    if code == "csv":
        found |= {
            "profile": "tabular-data-resource",
            "encoding": "utf-8",
            "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True},
            "schema": {"fields": list(map(_field, COLUMNS)), "missingValues": [""]},
        }
    return found


def _field(column: Column) -> dict[str, Any]:
    """Return a column as a field; several values in a cell are text with a sign between them."""
    kind = "string" if column.several else _TYPES.get(column.type, "string")
    found: dict[str, Any] = {"name": column.name, "type": kind, "description": str(column.help)}
    if kind == "datetime":
        found["format"] = "any"  # a fraction of a second stands where there is one
    if column.several:
        found["separator"] = ";"
    return found
