"""One commitment as an annual report keeps it: numbers and codes, no name and no text.

Titles and names are read from what is public on the day somebody reads, so that protection asked
for later holds here as well; the figures never change. Makers are keys drawn for the report, from
which nobody reads who they are. Standard library only.
"""

import hashlib
import hmac
import json
from collections.abc import Iterable
from typing import TypedDict

NOT_DUE = "not_due"  # no report was owed in the cycle


class PartRow(TypedDict):
    """One part of the money (directory/attribution.py): thousandths, and cents of the dollar."""

    maker: str
    organisation_type: str
    country: str
    region: str
    coalition: str
    action: str
    type: str
    year: int | None
    currency: str
    thousandths: int
    cents: int | None
    is_new: bool | None


class ReportRow(TypedDict):
    """What became of one report owed in the cycle; `on` is the ISO day it was handed in."""

    share: str
    state: str  # published or not_reported
    check: str
    status: str
    computed: str
    differs: bool
    is_late: bool
    on: str


class Row(TypedDict):
    """One commitment. `tags` are its facets, `statuses` by the year of each cycle.

    `owed` is {year: [owed, handed in, on time]}. Of one not listed (withdrawn) only its reports
    are counted.
    """

    ref: str
    is_listed: bool
    tags: dict[str, list[str]]
    parts: list[PartRow]
    statuses: dict[str, str]
    reported_in: int | None  # the last cycle in which anybody reported
    spent: int | None  # cents
    spent_in: dict[str, int]  # of these, each coalition's part
    spent_unrated: bool
    reports: list[ReportRow]
    owed: dict[str, list[int]]


def drawn_key(salt: str, maker: str) -> str:
    """Return a maker's key in one report; "" for nobody's share stays "-" as it is."""
    if maker == "-":
        return maker
    return hmac.new(salt.encode(), maker.encode(), hashlib.sha256).hexdigest()[:16]


def canonical(row: Row) -> str:
    """Return a row as the one text that its digest is made of."""
    return json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_of(rows: Iterable[Row]) -> str:
    """Return the SHA-256 of all rows in their order, each on a line of its own."""
    found = hashlib.sha256()
    for row in rows:
        found.update(canonical(row).encode())
        found.update(b"\n")
    return found.hexdigest()
