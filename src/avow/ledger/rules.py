"""The chain, without a database: how an entry is written, hashed and checked.

One entry is one JSON object. Its hash is SHA-256 over the canonical form of all other fields, which
include the hash before it; so no entry can be changed, dropped, moved or slipped in unseen.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

GENESIS = "0" * 64
FIELDS = ("seq", "forum", "at", "verb", "subject", "role", "data", "previous_hash")

_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]{2,}")


class PersonalData(ValueError):
    """A value that looks like an e-mail address: the ledger is public and cannot be erased."""


@dataclass(frozen=True, slots=True)
class Fault:
    """The first bad entry: where it is and what is wrong, as a code of `words.FAULTS`."""

    seq: int
    code: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: entries read, the last good hash, and the first fault if there is one."""

    count: int
    head: str
    fault: Fault | None = None


def instant(at: datetime) -> str:
    """Return an instant in UTC with microseconds and `Z`. Raises ValueError if it is naive."""
    if at.tzinfo is None:
        raise ValueError("the instant must be aware")
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def plain(value: Any) -> Any:
    """Return `value` as it may stand in the chain: JSON without floats, all text in NFC.

    Raises TypeError for a float, a Decimal, a date or any other type (write them as text: two
    machines must hash the same bytes), and PersonalData for text that holds an e-mail address.
    """
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        text = unicodedata.normalize("NFC", str(value)).replace("\x00", "")
        if _ADDRESS.search(text):
            raise PersonalData("an e-mail address cannot go into the ledger")
        return text
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("keys in the ledger are text")
        return {plain(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    raise TypeError(f"the ledger holds no {type(value).__name__}: write it as text")


def canonical(body: Mapping[str, Any]) -> bytes:
    """Return the bytes that are hashed: sorted keys, no spaces, UTF-8 without escapes.

    Raises ValueError for a float or a lone surrogate.
    """
    text = json.dumps(
        body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )
    return text.encode("utf-8")


def digest(body: Mapping[str, Any]) -> str:
    """Return the hash of an entry's fields (those of `FIELDS`; others are left out)."""
    return hashlib.sha256(canonical({name: body[name] for name in FIELDS})).hexdigest()


def check(entries: Iterable[Mapping[str, Any]], *, head: str = "") -> Verdict:
    """Walk the chain once, holding one entry at a time, and stop at the first fault.

    `head` is a hash noted earlier: it must be met on the way, else the end was cut off or all of
    it was rewritten.
    """
    previous, count, met = GENESIS, 0, not head or head == GENESIS
    for entry in entries:
        code = _fault(entry, count + 1, previous)
        if code:
            return Verdict(count, previous, Fault(count + 1, code))
        previous, count = str(entry["hash"]), count + 1
        met = met or previous == head
    return Verdict(count, previous, None if met else Fault(count + 1, "head_missing"))


def _fault(entry: Mapping[str, Any], seq: int, previous: str) -> str:
    """Return the code of what is wrong with the entry that should be number `seq`, or nothing."""
    if set(entry) != {*FIELDS, "hash"}:
        return "unreadable"
    if entry["seq"] != seq:
        return "sequence"
    if entry["previous_hash"] != previous:
        return "broken_link"
    try:
        right = digest(entry)
    except (TypeError, ValueError):
        return "unreadable"
    return "" if right == entry["hash"] else "changed"


def parse(line: bytes | str) -> dict[str, Any]:
    """Return one line of a downloaded chain; an unreadable line gives an empty object, a fault.

    Floats are refused while reading, since no entry ever holds one.
    """
    try:
        value = json.loads(line, parse_float=_no_float, parse_constant=_no_float)
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _no_float(text: str) -> Any:
    raise ValueError(text)
