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
from django.utils.translation import gettext as _

from avow.forums.models import Forum
from avow.kernel import bulk
from avow.opendata.exports.formulas import neutralise
from avow.opendata.imports.problems import HEADER, Problem, problem
from avow.opendata.imports.reading import MAX_CELL, Row, Table
from avow.opendata.imports.registry import Checker, Kind
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
    is_dry: bool = False
    is_refused: bool = False  # all or nothing, and something was wrong
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    ignored_columns: list[str] = field(default_factory=list)
    encoding: str = ""

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
) -> Report:
    """Import a file and return what happened. Raises FileProblem for a file that is no such table.

    `dry` only checks. `all_or_nothing` checks first, and takes nothing if one row is bad. `advance`
    is told how many rows are done, inside the transaction of each batch. `by` is who uploaded
    and confirmed it (users' keys): a row does not let them decide on their own organisation either.
    """
    rows = Representation.objects.filter(user__in=[one for one in by if one])
    own = frozenset(rows.values_list("organisation_id", flat=True))
    names = [name for name, _needed, _help in kind.columns]
    table = Table(
        path, known=names, needed=[name for name, needed, _help in kind.columns if needed]
    )
    if all_or_nothing and not dry:
        report = _check_only(kind, table, forum, errors, own)
        if report.bad:
            report.is_refused = True
            return report
        with transaction.atomic():
            return _take_all(kind, table, forum, now, None, own, advance)
    if dry:
        report = _check_only(kind, table, forum, errors, own, advance)
        report.is_dry = True
        return report
    return _take_all(kind, table, forum, now, errors, own, advance)


def _begin(table: Table) -> Report:
    return Report(ignored_columns=table.unknown, encoding=table.encoding)


def _check_only(
    kind: Kind,
    table: Table,
    forum: Forum | None,
    errors: TextIO | None,
    own: frozenset[int],
    advance: Advance = lambda _done: None,
) -> Report:
    report, file, checker = _begin(table), ErrorsFile(errors), kind.checker(forum)
    checker.own = own
    for batch in _batches(table):
        _sort_out(batch, checker, report, file)
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
    advance: Advance,
) -> Report:
    report, file, checker = _begin(table), ErrorsFile(errors), kind.checker(forum)
    checker.own = own
    for batch in _batches(table):
        here = checker.here(batch)
        report.rows += len(here)
        report.good += len(here)
        report.known += len(here)
        rest = [row for row in batch if row.line not in here]
        with bulk.without_collecting():
            good = _sort_out(rest, checker, report, file)
            with transaction.atomic():
                new, known = checker.take(good, now)
                advance(report.rows)
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


def _sort_out(batch: list[Row], checker: Checker, report: Report, file: ErrorsFile) -> list[Any]:
    """Return what the good rows mean; note what is wrong with the others."""
    good = []
    for row in batch:
        thing, problems = None, shape_problems(row)
        if not problems:
            thing, problems = checker.check(row)
        report.rows += 1
        if problems:
            report.bad += 1
            report.problems += problems[: max(KEPT - len(report.problems), 0)]
            file.add(problems)
        else:
            report.good += 1
            good.append(thing)
    return good


def shape_problems(row: Row) -> list[Problem]:
    """Return what is wrong with a row before anybody asks what it means."""
    found = []
    if row.surplus:
        wrong = (
            _("The row has %(number)s cells more than the header.")
            if row.surplus > 0
            else _("The row has %(number)s cells fewer than the header.")
        )
        mend = _("Put cells that hold a comma or a line break in quotation marks.")
        found.append(problem(row.line, "", "", wrong % {"number": abs(row.surplus)}, mend))
    for name, value in row.cells.items():
        if "\x00" in value:
            found.append(
                problem(
                    row.line,
                    name,
                    value,
                    _("A sign that cannot be kept (NUL)."),
                    _("Delete the sign."),
                )
            )
        if len(value) > MAX_CELL:
            found.append(
                problem(row.line, name, value, _("The cell is too long."), _("Shorten it."))
            )
    return found
