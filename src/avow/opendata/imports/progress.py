"""How far a run is, told on standard error: a line that moves, or a line every ten seconds."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Protocol

QUIET = 10  # seconds between two lines where nobody watches
_PIECE = 1 << 20


class Stream(Protocol):
    """What Django's commands write to."""

    def write(self, msg: str, *, ending: str) -> None:
        """Write a text."""

    def isatty(self) -> bool:
        """Return whether a person watches."""


class Progress:
    """Tells rows, rows a second and the rest of the time; `clock` gives seconds."""

    def __init__(self, stream: Stream, total: int, clock: Callable[[], float]) -> None:
        self._stream, self._total, self._clock = stream, total, clock
        self._begin = self._told = clock()

    def __call__(self, done: int) -> None:
        """Tell that so many rows are done."""
        now = self._clock()
        if self._stream.isatty():
            self._stream.write(f"\r\x1b[K{self._line(done, now)}", ending="")
        elif now - self._told >= QUIET:
            self._told = now
            self._stream.write(self._line(done, now), ending="\n")

    def end(self) -> None:
        """Take the moving line away."""
        if self._stream.isatty():
            self._stream.write("\r\x1b[K", ending="")

    def _line(self, done: int, now: float) -> str:
        rate = done / max(now - self._begin, 0.001)
        if not done or done > self._total:
            return f"{done:,} rows, {rate:,.0f} a second"
        rest = timedelta(seconds=round((self._total - done) / rate))
        return f"{done:,} of about {self._total:,} rows, {rate:,.0f} a second, {rest} left"


def rows_about(path: Path) -> int:
    """Return about how many rows a text file has: its line ends outside quotation marks, less one.

    0 for a workbook, whose rows cannot be counted without reading it.
    """
    count, within = 0, 0
    with path.open("rb") as file:
        if file.read(2) == b"PK":
            return 0
        file.seek(0)
        while piece := file.read(_PIECE):
            parts = piece.split(b'"')
            count += sum(part.count(b"\n") for part in parts[within::2])
            within = (within + len(parts) - 1) % 2
    return max(count - 1, 0)
