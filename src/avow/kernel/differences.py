"""What differs between two texts, word by word, in any script. Standard library."""

import difflib
import re
from collections.abc import Sequence

Part = tuple[str, str]  # ("same" | "added" | "removed", text)

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
