"""Figures by reference in a text: `{{ commitments }}`, `{{ money.pledged | about }}`.

Standard library only. What stands in code is left as it is.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from difflib import get_close_matches

_MARK = re.compile(r"\{\{[^\S\n]*([^{}|\n]*?)[^\S\n]*(?:\|[^\S\n]*([a-z]+)[^\S\n]*)?\}\}")
_HALF = re.compile(r"\{\{[^\S\n]*[^\s{}]{0,80}[^\S\n]*\}?")
_IN_LINK = re.compile(r"\]\([^\S\n]*<?([^)\n]*\{\{[^)\n]*)\)")  # [words](address {{ name }})
FORMS = frozenset({"", "about"})


@dataclass(frozen=True, slots=True)
class Reference:
    """A figure's name, and how to say it: "" in full, "about" rounded, in words."""

    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """A reference that means nothing: its line, what was written, and a name that is near.

    Line 0 is the title. `in_link`: it stands in the address of a link, where no figure can.
    """

    line: int
    written: str
    near: str = ""
    in_link: bool = False


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
    """Return the references that mean nothing, with the nearest name where there is one.

    What begins like a reference and is none (`{{ commitments }`) means nothing either.
    """
    found: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        for one in pieces(line):
            if isinstance(one, str):
                found += [_problem(number, half, half, known) for half in _HALF.findall(one)]
            elif one.name not in known or one.form not in FORMS:
                written = f"{one.name}|{one.form}" if one.form else one.name
                found.append(_problem(number, written, one.name, known))
        found += [Problem(number, address, in_link=True) for address in _IN_LINK.findall(line)]
    return found


def _problem(line: int, written: str, name: str, known: Collection[str]) -> Problem:
    near = get_close_matches(name.strip("{} "), known, 1, 0.6)
    return Problem(line, written, near[0] if near else "")
