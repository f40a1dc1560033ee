"""Where the names of the columns stand in a file, and between which signs its cells. Pure."""

import csv
from collections import Counter
from collections.abc import Collection, Iterable
from functools import lru_cache

from django.utils.translation import gettext as _

from avow.kernel.text import fold
from avow.opendata.imports.lines import Record
from avow.opendata.imports.problems import FileProblem, readable
from avow.opendata.imports.synonyms import SYNONYMS

DELIMITERS = ",;\t|"
MAX_COLUMNS = 2_000


class Heading:
    """The header among the first records of a file. Raises FileProblem: empty, too wide.

    The line with the most names that we know; else the first with more than one cell, as wide as
    most of the others.
    """

    def __init__(self, first: Iterable[Record], wanted: Collection[str]) -> None:
        known = _folded(frozenset(wanted))
        rows = [one for one in first if any(cell.strip() for cell in one.cells)]
        if not rows:
            raise FileProblem(_("This file is empty."))
        rated = [(_score(row.cells, known), row) for row in rows]
        self.score = max(score for score, _row in rated)
        best = next(row for score, row in rated if score == self.score)
        if self.score == 0:
            best = _by_width(rows)
        if len(best.cells) > MAX_COLUMNS:
            raise FileProblem(_("This file has more than 2,000 columns."))
        self.line = best.line
        names = [cell.strip().lstrip("\ufeff").strip() for cell in best.cells]
        while names and not names[-1]:
            names.pop()
        self.names, self.twice = _apart([" ".join(readable(name).split()) for name in names])


def _apart(names: list[str]) -> tuple[list[str], list[str]]:
    """Return names that are each there once, and those that were there twice."""
    seen: Counter[str] = Counter()
    found, twice = [], []
    for name in names:
        seen[name.lower()] += 1
        again = name and seen[name.lower()] > 1
        if again and seen[name.lower()] == 2:
            twice.append(name)
        found.append(f"{name} ({seen[name.lower()]})" if again else name)
    return found, twice


def _by_width(rows: list[Record]) -> Record:
    widths = Counter(len([cell for cell in row.cells if cell.strip()]) for row in rows)
    usual = max(width for width, times in widths.items() if times == max(widths.values()))
    wide = (row for row in rows if len([c for c in row.cells if c.strip()]) >= max(usual * 0.6, 2))
    return next(wide, rows[0])


@lru_cache(maxsize=32)
def _folded(wanted: frozenset[str]) -> frozenset[str]:
    return frozenset(fold(name.replace("_", " ")) for name in wanted) | _elsewhere()


@lru_cache(maxsize=1)
def _elsewhere() -> frozenset[str]:
    return frozenset(fold(word) for words in SYNONYMS.values() for word in words)


def _score(cells: Iterable[str], known: frozenset[str]) -> int:
    names = {fold(cell[:200].replace("_", " ")) for cell in cells}
    return len(names & known)


def delimiter_of(head: str, wanted: Collection[str]) -> str:
    """Return the sign between the cells: the one by which most names are known, rows are even."""
    known = _folded(frozenset(wanted))
    lines = [line for line in head.splitlines()[:40] if line.strip()]
    best, most = ",", (-1, -1, -1)
    for sign in DELIMITERS:
        rows = [next(csv.reader([line], delimiter=sign), []) for line in lines]
        widths = Counter(len(row) for row in rows if len(row) > 1)
        width, times = widths.most_common(1)[0] if widths else (0, 0)
        score = max((_score(row, known) for row in rows if len(row) > 1), default=0)
        if (score, times, width) > most:
            best, most = sign, (score, times, width)
    return best


def quote_of(head: str, delimiter: str) -> str:
    """Return the quotation mark: a single one only where it stands around every name."""
    first = next((line for line in head.splitlines() if line.strip()), "")
    cells = [cell.strip() for cell in first.split(delimiter)]
    single = len(cells) > 1 and all(len(cell) > 1 and cell[0] == cell[-1] == "'" for cell in cells)
    return "'" if single else '"'
