"""Figures by reference in a text: `{{ commitments }}`, `{{ money.pledged | about }}`.

Standard library only. What stands in code is left as it is.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

_MARK = re.compile(r"\{\{\s*([^{}|]*?)\s*(?:\|\s*([a-z]+)\s*)?\}\}")
FORMS = frozenset({"", "about"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure's name, and how to say it: "" in full, "about" rounded, in words."""

    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A reference that means nothing: its line, what was written, and a name that is near."""

    line: int
    written: str
    near: str = ""


def pieces(text: str) -> Iterator[str | Reference]:
    """Yield a text's words and references in their order."""
    end = 0
    for found in _MARK.finditer(text):
        if found.start() > end:
            yield text[end : found.start()]
        yield Reference(found[1], found[2] or "")
        end = found.end()
    if end < len(text):
        yield text[end:]


def problems(text: str, known: Collection[str]) -> list[Problem]:
    """Return the references that mean nothing, with the nearest name where there is one."""
    found: list[Problem] = []
    for number, line in enumerate(text.splitlines(), 1):
        for one in pieces(line):
            if isinstance(one, str) or (one.name in known and one.form in FORMS):
                continue
            near = get_close_matches(one.name, known, 1, 0.6)
            written = f"{one.name}|{one.form}" if one.form else one.name
            found.append(Problem(number, written, near[0] if near else ""))
    return found
