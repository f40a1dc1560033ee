"""What differs between two texts of a commitment: which fields, words and rows. Standard library.

`Content` is what is compared; `contents.py` makes it of a revision or of what the public may see,
`differing.py` puts the result into the reader's words.
"""

import difflib
import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Part = tuple[str, str]  # ("same" | "added" | "removed", text)
Row = Mapping[str, Any]

# A sign of a script that writes no spaces between words counts as a word of its own. Combining
# marks (Arabic vowels, Indic signs) belong to the word they stand in.
_ALONE = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f"
    "\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u200c\u200d"
)
_WORDS = re.compile(rf"\s+|[{_ALONE}]|(?:(?![{_ALONE}])[\w{_MARKS}])+|[^\w\s]")
_SENTENCES = re.compile(
    "[^.!?\u3002\uff01\uff1f\u061f\u06d4\n]*[.!?\u3002\uff01\uff1f\u061f\u06d4\n]*\\s*"
)
LEAST_KEPT = 0.25  # a passage of which less stays is told as rewritten, not as scraps
MOST_PAIRS = 1_000_000  # words before times words after; beyond it a passage counts as rewritten


def word_diff(before: str, after: str) -> list[Part]:
    """Return the parts of two texts, word by word: what stayed, what went, what came.

    Sentences are matched first, so that long texts cost little. The parts that are not added give
    `before`, those not removed give `after`.
    """
    if before == after:
        return [("same", before)] if before else []
    parts: list[Part] = []
    old, new = _split(_SENTENCES, before), _split(_SENTENCES, after)
    for name, a, b, c, d in _opcodes(old, new):
        left, right = "".join(old[a:b]), "".join(new[c:d])
        parts += [("same", left)] if name == "equal" else _words_of(left, right)
    return _calm(parts)


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in pattern.findall(text) if piece]


def _opcodes(old: list[str], new: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _words_of(before: str, after: str) -> list[Part]:
    """Return a passage that differs, word by word, or as rewritten where that would cost much."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if len(old) * len(new) > MOST_PAIRS:
        return [("removed", before), ("added", after)]
    parts: list[Part] = []
    for name, a, b, c, d in _opcodes(old, new):
        if name == "equal":
            parts.append(("same", "".join(old[a:b])))
            continue
        parts += [("removed", "".join(old[a:b])), ("added", "".join(new[c:d]))]
    kept = sum(len(text.strip()) for op, text in parts if op == "same")
    if kept < LEAST_KEPT * max(len(before), len(after)):
        return [("removed", before), ("added", after)]
    return parts


def _calm(parts: list[Part]) -> list[Part]:
    """Join what belongs together: a space between two changes is part of one change."""
    runs: list[list[str]] = []  # [same, removed, added], in order
    for place, (op, text) in enumerate(parts):
        between = op == "same" and text.isspace() and 0 < place < len(parts) - 1
        if between and runs and runs[-1][1] and runs[-1][2]:
            runs[-1][1] += text
            runs[-1][2] += text
        elif op == "same":
            if not runs or runs[-1][1] or runs[-1][2]:
                runs.append(["", "", ""])
            runs[-1][0] += text
        else:
            if not runs:
                runs.append(["", "", ""])
            runs[-1][1 if op == "removed" else 2] += text
    named = [
        (op, text)
        for run in runs
        for op, text in zip(("same", "removed", "added"), run, strict=True)
    ]
    return [part for part in named if part[1]]


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
