"""What differs between two texts, word by word, in any script. Standard library and rapidfuzz."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

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
MOST_PAIRS = 10_000_000  # pieces before times pieces after; beyond it a passage counts as rewritten


def word_diff(before: str, after: str) -> list[Part]:
    """Return the parts of two texts, word by word: what stayed, what went, what came.

    Sentences are matched first, so that long texts cost little. The parts that are not added give
    `before`, those not removed give `after`.
    """
    if before == after:
        return [("same", before)] if before else []
    parts: list[Part] = []
    old, new = _split(_SENTENCES, before), _split(_SENTENCES, after)
    for stayed, was, now in _steps(old, new):
        left, right = "".join(was), "".join(now)
        parts += [("same", left)] if stayed else _words_of(left, right)
    return _calm(parts)


def _split(pattern: re.Pattern[str], text: str) -> list[str]:
    return [piece for piece in pattern.findall(text) if piece]


def _steps(
    old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[bool, Sequence[str], Sequence[str]]]:
    """Yield (did it stay, what was, what is) in order, the longest sequence in common kept.

    Its time is the product of the lengths, whatever they hold: a word said a thousand times too.
    """
    if len(old) * len(new) > MOST_PAIRS:
        yield False, old, new
        return
    done = at = 0
    for step in Indel.opcodes(old, new):
        if step.tag != "equal":
            continue
        if done < step.src_start or at < step.dest_start:
            yield False, old[done : step.src_start], new[at : step.dest_start]
        done, at = step.src_end, step.dest_end
        yield True, old[step.src_start : done], new[step.dest_start : at]
    if done < len(old) or at < len(new):
        yield False, old[done:], new[at:]


def _words_of(before: str, after: str) -> list[Part]:
    """Return a passage that differs, word by word, or as rewritten where that would cost much."""
    parts: list[Part] = []
    for stayed, was, now in _steps(_WORDS.findall(before), _WORDS.findall(after)):
        if stayed:
            parts.append(("same", "".join(was)))
            continue
        parts += [("removed", "".join(was)), ("added", "".join(now))]
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
