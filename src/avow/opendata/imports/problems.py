"""What is wrong with a file or a row, in words for the person who mends it."""

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


def problem(line: int, column: str, value: str, wrong: object, mend: object) -> Problem:
    """Return a problem with a value cut to what a person reads."""
    seen = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
    return Problem(line, column, seen.replace("\x00", "␀"), str(wrong), str(mend))
