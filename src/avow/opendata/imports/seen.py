"""On which line an id stood first, in some thirty bytes for each id. Standard library only."""

from array import array
from hashlib import blake2b


class Seen:
    """Remembers ids and their lines. A dictionary of a million ids would take six times as much.

    It keeps eight bytes of each id's digest, in a table with a free place after every full one:
    two different ids of a million are taken for one with a probability of three in a hundred
    million.
    """

    def __init__(self) -> None:
        self._count, self._size = 0, 1 << 12
        self._marks, self._lines = _empty(self._size)

    def first(self, value: str, line: int) -> int:
        """Return the line on which the id was first told; remembers this one if it is new."""
        mark = int.from_bytes(blake2b(value.encode(), digest_size=8).digest(), "big") or 1
        place = self._place(mark)
        if self._marks[place] == mark:
            return self._lines[place]
        self._marks[place], self._lines[place] = mark, line
        self._count += 1
        if self._count * 2 > self._size:
            self._grow()
        return line

    def _place(self, mark: int) -> int:
        place = mark % self._size
        while self._marks[place] not in {0, mark}:
            place = (place + 1) % self._size
        return place

    def _grow(self) -> None:
        marks, lines = self._marks, self._lines
        self._size *= 2
        self._marks, self._lines = _empty(self._size)
        for mark, line in zip(marks, lines, strict=True):
            if mark:
                place = self._place(mark)
                self._marks[place], self._lines[place] = mark, line


def _empty(size: int) -> tuple["array[int]", "array[int]"]:
    return array("Q", bytes(8 * size)), array("L", bytes(8 * size))
