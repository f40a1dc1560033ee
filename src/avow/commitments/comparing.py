"""What differs between two texts of a commitment: which fields, words and rows. Standard library.

`Content` is what is compared; `contents.py` makes it of a revision or of what the public may see,
`differing.py` puts the result into the reader's words.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class RowChange:
    """One row that came (`before` is None), went (`after` is None) or changed."""

    before: Row | None
    after: Row | None

    @property
    def op(self) -> str:
        """Return added, removed or changed."""
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def row_diff(
    before: Sequence[Row], after: Sequence[Row], key: Callable[[Row], Hashable]
) -> list[RowChange]:
    """Return the rows that differ, whatever their order; rows of the same key are one that changed.

    Equal rows count as often as they stand there.
    """
    gone, come = list(before), list(after)
    for row in before:
        if row in come:
            come.remove(row)
            gone.remove(row)
    found: list[RowChange] = []
    for row in gone:
        same = next((one for one in come if key(one) == key(row)), None)
        if same is not None:
            come.remove(same)
        found.append(RowChange(row, same))
    return found + [RowChange(None, row) for row in come]


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a text of a commitment says, as plain values: codes, ISO days, digits as text.

    `texts`, `days`, `codes` and `rows` are by field; `own` is {type: {question: answer}}.
    """

    language: str
    texts: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    own: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    rows: Mapping[str, Sequence[Row]] = field(default_factory=dict)


# The key under which two rows of a field are the same row, changed.
ROW_KEYS: dict[str, Callable[[Row], Hashable]] = {
    "targets": lambda row: row["indicator"],
    "milestones": lambda row: row["title"],
    "finance": lambda row: (row["currency"], row["year"], row["source"]),
    "partners": lambda row: row["name"],
    "links": lambda row: row["url"],
    "makers": lambda row: row["name"],
    "split": lambda row: row["coalition"],
    "capacity": lambda row: row["kind"],
    "files": lambda row: row["key"],
}
# Fields of ours that a pack names by another one.
PACK_FIELD = {"main_type": "types", "beneficiary_note": "beneficiary_number"}


def changed_fields(before: Content, after: Content) -> frozenset[str]:
    """Return the codes that differ: a pack's commitment fields, and a few of our own."""
    plain = ("texts", "days", "codes")
    found = {
        PACK_FIELD.get(name, name)
        for group in plain
        for name in {*getattr(before, group), *getattr(after, group)}
        if _differs(getattr(before, group).get(name), getattr(after, group).get(name), group)
    }
    if answers_of(before) != answers_of(after):
        found.add("types")
    found |= {name for name in {*before.rows, *after.rows} if rows_changed(before, after, name)}
    if before.language != after.language:
        found.add("language")
    return frozenset(found)


def _differs(before: Any, after: Any, group: str) -> bool:
    if group == "codes":
        return sorted(before or ()) != sorted(after or ())
    return (before or "") != (after or "")


def rows_changed(before: Content, after: Content, name: str) -> list[RowChange]:
    """Return the rows of a field that differ."""
    key = ROW_KEYS[name]
    return row_diff(before.rows.get(name, ()), after.rows.get(name, ()), key)


def answers_of(content: Content) -> dict[tuple[str, str], Any]:
    """Return the answers to the types' own questions, without those not given."""
    return {
        (kind, code): answer
        for kind, answers in content.own.items()
        for code, answer in answers.items()
        if answer not in (None, "", [])
    }
