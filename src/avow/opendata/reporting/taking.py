"""Take a filled-in sheet: every line is checked, then all are saved, or none."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.kernel.words import sentences
from avow.opendata.imports.problems import FileProblem, Problem, problem
from avow.opendata.imports.reading import Row, Table
from avow.opendata.imports.shape import shape_problems
from avow.opendata.reporting.lines import YES, Line, code_of, lines_of, written_by
from avow.opendata.reporting.sheet import COLUMNS
from avow.people.models import User
from avow.progress import services
from avow.progress.models import Report

MOST_LINES = 10_000
SHOWN = 100  # problems on a page
_WORDS = frozenset(COLUMNS) - {"field"}  # people's words, in which a sign may turn the line
EMPTIES = frozenset({"–", "-"})  # what makes an answer empty


@dataclass(slots=True)
class Taken:
    """What a file held: how many answers are new, in how many reports, and every bad line."""

    answers: int = 0
    reports: set[int] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Change:
    row: Row
    line: Line
    value: str


def take(path: Path, forum: Forum, *, by: User, now: datetime) -> Taken:
    """Save the answers of a sheet, all or none: with one bad line nothing is changed.

    The same file again changes nothing. Raises FileProblem for what is no such sheet.
    """
    table = Table(path, known=COLUMNS)
    table.check(("field", "now", "answer"))
    reports = {one.pk: one for one in written_by(by, forum)}
    lines = {line.field: line for one in reports.values() for line in lines_of(one)}
    taken, changes = Taken(), list[_Change]()
    for row in _rows(table):
        found = _checked(row, lines)
        if isinstance(found, Problem):
            taken.problems.append(found)
        elif found is not None:
            changes.append(found)
    first: dict[str, _Change] = {}
    for change in changes:
        first.setdefault(change.line.field, change)
    taken.problems += _twice(changes, first)
    with transaction.atomic():
        for change in sorted(first.values(), key=_order):
            _save(change, reports, taken, by, now)
        if taken.problems:
            transaction.set_rollback(True)
    taken.problems.sort(key=lambda one: one.line)
    return taken


def _twice(changes: list[_Change], first: dict[str, _Change]) -> Iterator[Problem]:
    """Yield the lines that give another answer to what an earlier line answers."""
    for change in changes:
        before = first[change.line.field]
        if before.value != change.value:
            wrong = _("Line %(line)s gives another answer to this.") % {"line": before.row.line}
            mend = _("Leave one of the two.")
            yield problem(change.row.line, "answer", change.value, wrong, mend)


def _rows(table: Table) -> Iterator[Row]:
    for number, row in enumerate(table.rows(), 1):
        if number > MOST_LINES:
            raise FileProblem(
                _("The file has more than %(n)s lines. Send it in parts.") % {"n": MOST_LINES}
            )
        yield row


def _checked(row: Row, lines: dict[str, Line]) -> _Change | Problem | None:
    """Return what a row changes, what is wrong with it, or nothing."""
    if found := shape_problems(row, _WORDS):
        return found[0]
    answer = nfc(row.cells.get("answer", "")).strip()
    name = row.cells.get("field", "").strip()
    line = lines.get(name)
    if not answer:
        return None
    if line is None:
        wrong = _("It is of no report that you are writing now.")
        return problem(row.line, "field", name, wrong, _("Get the sheet anew, and fill that in."))
    if line.kind == "number":
        answer = "".join(answer.split())  # thousands with spaces between, as on the page
    value = "" if answer in EMPTIES else code_of(answer, line) if line.kinds else answer
    if value is None:
        fits = ", ".join(label for _code, label in line.choices)
        mend = _("Write one of: %(labels)s.") % {"labels": fits}
        return problem(row.line, "answer", answer, _("This is no answer here."), mend)
    return _compared(row, line, value)


def _compared(row: Row, line: Line, value: str) -> _Change | Problem | None:
    """Return the change, if it is one and nobody changed the answer since the sheet was made."""
    if value == line.now:
        return None
    seen = nfc(row.cells.get("now", "")).strip()
    if code_of(seen, line) == line.now if line.kinds and seen else seen == line.now.strip():
        return _Change(row, line, value)
    wrong = _("It was changed since you got the sheet: it says “%(now)s” now.")
    mend = _("Get the sheet anew, or leave this answer empty.")
    return problem(row.line, "answer", value, wrong % {"now": line.shown[:80]}, mend)


def _order(change: _Change) -> tuple[bool, int]:
    """Days come after what they are of, and consent after its text: saving those sets them anew."""
    return _follows(change.line), change.row.line


def _follows(line: Line) -> bool:
    return line.key.endswith((":as_of", ":met_on")) or line.key == "may_share"


def _save(
    change: _Change, reports: dict[int, Report], taken: Taken, by: User, now: datetime
) -> None:
    report, key = reports[change.line.report], change.line.key
    seen: Any
    value, seen = _read(change.value, change.line), _read(change.line.now, change.line)
    if _follows(change.line) and report.pk in taken.reports:
        seen = services.stands(report, key)  # this sheet has set it just now; the row is locked
    try:
        services.save(report, key, value, seen=seen, by=by, now=now)
    except Refused as refusal:
        wrong, mend = _said(refusal, change.line)
        taken.problems.append(problem(change.row.line, "answer", change.value, wrong, mend))
    else:
        taken.answers += 1
        taken.reports.add(report.pk)


def _read(words: str, line: Line) -> bool | str | None:
    """Return an answer as it is saved; an empty number or day is none."""
    if line.kinds is YES:
        return words == "true"
    return words or None if line.kind in {"number", "day"} else words


def _said(refusal: Refused, line: Line) -> tuple[str, str]:
    """Return what is wrong with an answer, and how to mend it."""
    codes = refusal.reasons
    if line.kind == "number" and "report_value_wrong" in codes:
        codes = ("report_number_wrong",)
    wrong = " ".join(sentences(codes))
    if line.kind == "day":
        return wrong, _("Write the day as 2026-07-31.")
    if line.kind == "number":
        return wrong, _("Write a number with a point, such as 1250.5.")
    if "answer_too_long" in codes:
        return wrong, _("Write it shorter, or on the report's page.")
    return wrong, _("Get the sheet anew, or leave this answer empty.")
