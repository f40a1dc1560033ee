"""What is wrong with a file or a row, in words for the person who mends it."""

import re
from dataclasses import dataclass


class FileProblem(Exception):
    """The file as a whole can't be read. Its text is one line that says why and what to do."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One bad cell: where, what it holds, what is wrong and how to mend it."""

    line: int
    column: str
    value: str
    wrong: str
    mend: str

    def as_row(self) -> list[str]:
        """Return the row of the errors file."""
        return [str(self.line), self.column, self.value, self.wrong, self.mend]


HEADER = ["line", "column", "value", "problem", "mend"]
SHOWN = 80  # characters of a bad value
# What no file or terminal shows, or what would turn the words around it.
_UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)


def problem(line: int, column: str, value: str, wrong: object, mend: object) -> Problem:
    """Return a problem with a value cut to what a person reads, and safe to show anywhere."""
    return Problem(line, column, shown(value), str(wrong), str(mend))


def shown(value: str) -> str:
    """Return a value as people read it: short, with a sign for each one that can't be seen."""
    return readable(value if len(value) <= SHOWN else f"{value[:SHOWN]}…")


def readable(value: str) -> str:
    """Return a text that every database and page can hold, with a sign for what can't be seen."""
    return _UNSEEN.sub("\ufffd", value.replace("\x00", "␀"))
