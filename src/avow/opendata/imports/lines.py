"""Records of a CSV text, one at a time: a broken one is told and the next one still read.

An unclosed quotation mark would make one cell of all that follows, and a cell may have no end: both
cost no more memory than `MAX_RECORD`, and only their own row.
"""

import csv
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

MAX_CELL = 200_000  # characters
MAX_LINE = 1_000_000  # characters of one line that are read; the rest of it is passed over
MAX_RECORD = 2_000_000  # characters of one record over all its lines


class TooLong(Exception):
    """A line, or a record of many lines, has no end in sight."""


@dataclass(frozen=True, slots=True)
class Record:
    """One record: the line it begins on, its cells; or why it is none, and up to which cell."""

    line: int
    cells: list[str]
    fault: str = ""  # quote, long
    at: int = 0  # the cell that the fault stands in


class Lines:
    """The lines of a text, with those given back by a record that broke."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._again: deque[tuple[int, str]] = deque()
        self._read = 0
        self._size = 0
        self.taken: list[tuple[int, str]] = []

    def __iter__(self) -> "Lines":
        return self

    def __next__(self) -> str:
        number, line = self._again.popleft() if self._again else self._fresh()
        self.taken.append((number, line))
        self._size += len(line)
        if len(line) >= MAX_LINE or self._size > MAX_RECORD:
            raise TooLong
        return line

    def begin(self) -> None:
        """Forget the lines of the record before."""
        self.taken, self._size = [], 0

    def give_back(self, keep: int = 1) -> None:
        """Let the lines after the first `keep` be read again, as records of their own."""
        self._again.extendleft(reversed(self.taken[keep:]))
        del self.taken[keep:]

    def _fresh(self) -> tuple[int, str]:
        line = self._file.readline(MAX_LINE)
        if not line:
            raise StopIteration
        self._read += 1
        if len(line) >= MAX_LINE and not line.endswith("\n"):
            while (rest := self._file.readline(MAX_LINE)) and not rest.endswith("\n"):
                pass
        return self._read, line


def records(file: TextIO, *, delimiter: str, quote: str = '"', width: int = 0) -> Iterator[Record]:
    """Yield the records of a text; `width` is how many cells they should have, 0 for unknown."""
    csv.field_size_limit(MAX_RECORD + MAX_LINE)
    lines = Lines(file)
    reader = csv.reader(lines, delimiter=delimiter, quotechar=quote, strict=True)
    while True:
        lines.begin()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except TooLong:
            yield _too_long(lines, delimiter, quote)
            continue
        except csv.Error:
            lines.give_back()
            yield _broken(lines, delimiter, quote)
            continue
        if len(lines.taken) > 1 and width and len(cells) != width:
            second = lines.taken[1][1]
            if len(_loose(second, delimiter, quote)) == width:
                # A quotation mark that was never closed met the next one by chance.
                lines.give_back()
                yield _broken(lines, delimiter, quote)
                continue
        yield Record(lines.taken[0][0], cells)


def _too_long(lines: Lines, delimiter: str, quote: str) -> Record:
    line, text = lines.taken[0]
    if len(text) < MAX_LINE:  # one line alone would do: the record ran away over many
        lines.give_back()
        return _broken(lines, delimiter, quote)
    return Record(line, [], "long", max(len(_loose(text, delimiter, quote)) - 1, 0))


def _broken(lines: Lines, delimiter: str, quote: str) -> Record:
    line, text = lines.taken[0]
    cells = _loose(text, delimiter, quote)
    mark, sign = re.escape(quote), re.escape(delimiter)
    inside = re.search(f"{mark}[^{mark}]*{mark}(?!{mark}|{sign}|[\r\n]|$)", text)
    if inside:  # `"one" two`: the cells before it tell its place
        at = max(len(_loose(text[: inside.start()], delimiter, quote)) - 1, 0)
    else:
        at = next((n for n, cell in enumerate(cells) if "\n" in cell), len(cells) - 1)
    return Record(line, cells, "quote", at)


def _loose(text: str, delimiter: str, quote: str) -> list[str]:
    """Return the cells of one line as well as they can be told."""
    return next(csv.reader([text], delimiter=delimiter, quotechar=quote), [])
