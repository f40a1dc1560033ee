"""Run an import: check every row, take the good ones in batches, say what happened.

Run twice it changes nothing, so a run that was cut off is simply run again: what its batches took
is skipped without a check. The rows in the database are the memory of how far it got.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from django.db import transaction

from avow.forums.models import Forum
from avow.kernel import bulk
from avow.kernel.formulas import neutralise
from avow.opendata.imports.ahead import Ahead, Checked, checked
from avow.opendata.imports.gate import Gate
from avow.opendata.imports.mapping import MapTo
from avow.opendata.imports.preparing import names_in, open_table
from avow.opendata.imports.problems import HEADER, Problem
from avow.opendata.imports.reading import Row, Table
from avow.opendata.imports.registry import Checker, Kind
from avow.opendata.states import NearMode
from avow.people.models import Representation

BATCH = 1000
KEPT = 200  # problems and notes that a report holds; the errors file holds all


@dataclass
class Report:
    """What an import did, or would do."""

    rows: int = 0
    good: int = 0
    bad: int = 0
    new: int = 0
    known: int = 0
    waiting: int = 0  # rows whose organisation a person must name
    skipped: int = 0  # such rows that were left out
    is_dry: bool = False
    is_refused: bool = False  # all or nothing, and something was wrong
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    encoding: str = ""
    reading: list[str] = field(default_factory=list)  # how the file is read, in words

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain JSON, for the job's row."""
        plain = {name: value for name, value in vars(self).items() if name != "problems"}
        return {
            **plain,
            "notes": self.notes[:KEPT],
            "problems": [one.as_row() for one in self.problems],
        }


class ErrorsFile:
    """The CSV of all problems, written as they are found."""

    def __init__(self, file: TextIO | None) -> None:
        self._writer = csv.writer(file) if file else None
        if self._writer:
            self._writer.writerow(HEADER)

    def add(self, problems: list[Problem]) -> None:
        """Write problems down; their values are neutralised, for a spreadsheet will open them."""
        if self._writer:
            self._writer.writerows(
                [[neutralise(cell) for cell in one.as_row()] for one in problems]
            )


Advance = Callable[[int], None]


def run(
    kind: Kind,
    path: Path,
    forum: Forum | None,
    *,
    now: datetime,
    errors: TextIO | None = None,
    dry: bool = False,
    all_or_nothing: bool = False,
    advance: Advance = lambda _done: None,
    by: Iterable[int | None] = (),
    mapping: MapTo | None = None,
    near: NearMode = NearMode.NEW,
) -> Report:
    """Import a file and return what happened. Raises FileProblem for a file that is no such table.

    `dry` only checks. `all_or_nothing` checks first, and takes nothing if one row is bad. `advance`
    is told how many rows are done, inside the transaction of each batch. `by` is who uploaded
    and confirmed it (users' keys): a row does not let them decide on their own organisation either.
    `mapping` says which columns are ours, if not those of the very same name; `near` what becomes
    of a row whose organisation is only near one that is here.
    """
    people = [one for one in by if one]
    rows = Representation.objects.filter(user__in=people)
    own = frozenset(rows.values_list("organisation_id", flat=True))
    table = open_table(kind, path, forum, mapping)
    if all_or_nothing and not dry:
        report = _check_only(kind, table, forum, errors, own, near)
        if report.bad:
            report.is_refused = True
            return report
        with transaction.atomic():
            return _take_all(kind, table, forum, now, None, own, near, people[:1], advance)
    if dry:
        report = _check_only(kind, table, forum, errors, own, near, advance)
        report.is_dry = True
        return report
    return _take_all(kind, table, forum, now, errors, own, near, people[:1], advance)


def _begin(table: Table) -> Report:
    return Report(ignored_columns=table.unknown, encoding=table.encoding, reading=table.notes())


def _gate(kind: Kind, table: Table, forum: Forum | None, checker: Checker, near: NearMode) -> Gate:
    assert forum is not None, "every kind of rows is a forum's"
    return Gate(
        near,
        forum,
        kind.code,
        checker.houses,
        lambda: names_in(kind, table.path, forum, table.mapping),
    )


def _check_only(
    kind: Kind,
    table: Table,
    forum: Forum | None,
    errors: TextIO | None,
    own: frozenset[int],
    near: NearMode,
    advance: Advance = lambda _done: None,
) -> Report:
    report, file, checker = _begin(table), ErrorsFile(errors), kind.checker(forum)
    checker.own = own
    gate = _gate(kind, table, forum, checker, near)
    for batch in _batches(table):
        _sort_out([checked(row, checker) for row in batch], checker, report, file, gate)
        gate.forget()
        advance(report.rows)
    report.notes = checker.notes
    return report


def _take_all(
    kind: Kind,
    table: Table,
    forum: Forum | None,
    now: datetime,
    errors: TextIO | None,
    own: frozenset[int],
    near: NearMode,
    by: list[int],
    advance: Advance,
) -> Report:
    report, file, checker = _begin(table), ErrorsFile(errors), kind.checker(forum)
    checker.own = own
    gate = _gate(kind, table, forum, checker, near)
    batches = _batches(table)
    with Ahead(checker, gate, batches) as ahead:
        batch = ahead.begin(next(batches, []))
        while batch:
            report.rows += batch.known
            report.good += batch.known
            report.known += batch.known
            with bulk.without_collecting():
                read, rows = batch.result()
                good = _sort_out(read, checker, report, file, gate)
                with transaction.atomic():
                    new, known = checker.take(good, now)
                    gate.keep(by[0] if by else None, now)
                    advance(report.rows)
                    batch = ahead.begin(rows)
            report.new += new
            report.known += known
    with transaction.atomic():
        checker.finish(now)
    report.notes = checker.notes
    return report


def _batches(table: Table) -> Iterator[list[Row]]:
    rows = table.rows()
    while batch := list(islice(rows, BATCH)):
        yield batch


def _sort_out(
    read: list[Checked], checker: Checker, report: Report, file: ErrorsFile, gate: Gate
) -> list[Any]:
    """Return what the rows mean that go in now; note what is wrong with the bad ones."""
    clashes = checker.clashes([thing for _row, thing, problems in read if not problems])
    good = []
    for row, thing, noted in read:
        problems = noted or checker.clash_of(row, thing, clashes)
        report.rows += 1
        if problems:
            report.bad += 1
            report.problems += problems[: max(KEPT - len(report.problems), 0)]
            file.add(problems)
        elif gate.lets_in(row, thing):
            report.good += 1
            good.append(thing)
    report.waiting, report.skipped = gate.waiting, gate.skipped
    return good
