"""A ZIP archive that leaves as it is made: nothing is kept in memory or in a file."""

import zipfile
from io import RawIOBase
from typing import Any


class Sink(RawIOBase):
    """Takes what a writer writes; `take` gives what has come since."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []
        self._place = 0

    def writable(self) -> bool:
        """Return that it can be written to; not that one could go back."""
        return True

    def write(self, piece: Any) -> int:
        """Keep a piece."""
        self._kept.append(bytes(piece))
        self._place += len(piece)
        return len(piece)

    def tell(self) -> int:
        """Return how much was written."""
        return self._place

    def take(self) -> bytes:
        """Return what was written since the last time."""
        found = b"".join(self._kept)
        self._kept.clear()
        return found


def archive(sink: Sink) -> zipfile.ZipFile:
    """Return an archive that writes into a sink. It presses little: a stream must not wait."""
    return zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
