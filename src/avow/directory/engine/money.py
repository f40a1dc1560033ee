"""The money of what was found: exact sums by currency, by whether it is new and has a rate."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from pyroaring import BitMap

from avow.directory.engine.kinds import Array

_LIMB = 10**9  # sums in two halves: one of many large figures could overflow 64 bits


@dataclass(frozen=True, slots=True, order=True)
class Group:
    """One kind of money; `is_new` None: not said."""

    currency: str
    has_rate: bool
    is_new: bool | None = field(compare=False)
    new: str = ""

    @classmethod
    def of(cls, currency: str, is_new: bool | None, *, has_rate: bool) -> "Group":
        """Return the group of a part of money."""
        return cls(currency, has_rate, is_new, {True: "new", False: "old", None: ""}[is_new])

    @property
    def term(self) -> str:
        """Return it as the stock names it."""
        return f"{self.currency}|{self.new}|{'rate' if self.has_rate else ''}"

    @classmethod
    def from_term(cls, term: str) -> "Group":
        """Return the group that a stock names so."""
        currency, new, rate = term.split("|")
        return cls.of(currency, {"new": True, "old": False, "": None}[new], has_rate=bool(rate))


@dataclass(frozen=True, slots=True)
class Column:
    """The money of one group: which entries have some, thousandths of it, cents of the dollar."""

    numbers: Array
    thousandths: Array
    cents: Array

    def to_bytes(self) -> bytes:
        """Return it as a stock keeps it."""
        return self.numbers.tobytes() + self.thousandths.tobytes() + self.cents.tobytes()

    @classmethod
    def from_bytes(cls, data: bytes, size: int) -> "Column":
        """Return it as a process counts with it."""
        at = size * 4
        return cls(
            np.frombuffer(data[:at], np.uint32),
            np.frombuffer(data[at : at + size * 8], np.int64),
            np.frombuffer(data[at + size * 8 :], np.int64),
        )


@dataclass(slots=True)
class Sum:
    """What was added up of a group: thousandths, cents, of how many entries."""

    thousandths: int = 0
    cents: int = 0
    entries: int = 0

    def add(self, other: "Sum") -> None:
        """Add another sum of other entries."""
        self.thousandths += other.thousandths
        self.cents += other.cents
        self.entries += other.entries


@dataclass(frozen=True, slots=True)
class Money:
    """Sums by group, and how many entries have money of a currency without a rate."""

    sums: Mapping[Group, Sum]
    without_rate: Mapping[str, int]


def of_columns(columns: Mapping[Group, Column], hits: BitMap, size: int) -> Money:
    """Add up the money of some entries of a stock of `size`."""
    mask = np.zeros(size, np.bool_)
    mask[hits.to_array()] = True
    sums: dict[Group, Sum] = {}
    missing: dict[str, list[Array]] = defaultdict(list)
    for group, column in columns.items():
        some = mask[column.numbers]
        number = int(np.count_nonzero(some))
        if number:
            sums[group] = Sum(_exact(column.thousandths[some]), _exact(column.cents[some]), number)
            if not group.has_rate:
                missing[group.currency].append(column.numbers[some])
    return Money(
        sums, {code: len(np.unique(np.concatenate(some))) for code, some in missing.items()}
    )


def of_rows(rows: Iterable[tuple[int, Mapping[Group, tuple[int, int]]]]) -> Money:
    """Add up the money of single entries: (number, {group: (thousandths, cents)})."""
    sums: dict[Group, Sum] = defaultdict(Sum)
    missing: dict[str, set[int]] = defaultdict(set)
    for number, own in rows:
        for group, (thousandths, cents) in own.items():
            sums[group].add(Sum(thousandths, cents, 1))
            if not group.has_rate:
                missing[group.currency].add(number)
    return Money(sums, {code: len(numbers) for code, numbers in missing.items()})


def together(parts: Iterable[Money]) -> Money:
    """Return the sums of parts that have no entry in common."""
    sums: dict[Group, Sum] = defaultdict(Sum)
    missing: dict[str, int] = defaultdict(int)
    for part in parts:
        for group, one in part.sums.items():
            sums[group].add(one)
        for code, number in part.without_rate.items():
            missing[code] += number
    return Money(sums, missing)


def gathered(rows: Iterable[tuple[Any, ...]]) -> dict[int, dict[Group, tuple[int, int]]]:
    """Return {entry: {group: (thousandths, cents)}} of rows of parts, see `fresh.money_rows`."""
    found: dict[int, dict[Group, tuple[int, int]]] = defaultdict(dict)
    for entry, currency, is_new, thousandths, cents in rows:
        group = Group.of(currency, is_new, has_rate=cents is not None)
        before = found[entry].get(group, (0, 0))
        found[entry][group] = (before[0] + thousandths, before[1] + (cents or 0))
    return found


def _exact(values: Array) -> int:
    high, low = np.divmod(values, _LIMB)
    return int(high.sum()) * _LIMB + int(low.sum())
