"""What a stock keeps besides facets, how large things are, and how values become numbers."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from avow.directory.vocabulary import FACETS

WORD = "word"  # entries that say a word, in title or text
TITLE = "title"  # in the title
PAIR = "pair"  # two words side by side, each of them frequent
TRIPLE = "triple"  # three
START = "start"  # entries with any word that begins so, of one or two signs
MONEY = "money"  # entries with money of one group (money.py), and how much
COLUMN = "column"  # an array over all entries, in the order of publication

FACET_NAMES = tuple(FACETS)
SMALL = 5_000  # entries that a process reads whole in an instant: no stock is needed
MANY = 20_000  # entries changed since the stock: more are not followed in memory
SHORT = 2  # signs of a beginning that is put by

_DAY_ZERO = date(1970, 1, 1)
_ZERO = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
NO_AMOUNT = -1
Array = NDArray[Any]


def frequent(size: int) -> int:
    """Return how many entries of a stock a word must stand in for its pairs to be put by."""
    return max(200, size // 1000)


def instant(value: datetime) -> int:
    """Return microseconds since 1970."""
    return (value - _ZERO) // _MICROSECOND


def day(value: date) -> int:
    """Return days since 1970."""
    return (value - _DAY_ZERO).days


def cents(value: Decimal | None) -> int:
    """Return hundredths, or NO_AMOUNT."""
    return NO_AMOUNT if value is None else int(value * 100)


def bitmap(docs: Iterable[int]) -> BitMap:
    """Return a bitmap in the form that takes least room."""
    found = BitMap(docs)
    found.run_optimize()
    return found


def numbers_of(keys: Array, wanted: Array, order: Array) -> Array:
    """Return the places in `keys` of those wanted that are there; `order` sorts the keys."""
    if not keys.size or not wanted.size:
        return np.empty(0, np.int64)
    places = np.minimum(np.searchsorted(keys, wanted, sorter=order), keys.size - 1)
    numbers = order[places]
    found: Array = numbers[keys[numbers] == wanted]
    return found


def of_mask(mask: NDArray[np.bool_]) -> BitMap:
    """Return the places where a mask is true."""
    return BitMap(np.flatnonzero(mask).astype(np.uint32))
