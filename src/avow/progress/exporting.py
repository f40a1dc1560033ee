"""Who has not reported, as CSV or XLSX: what the list at the desk shows, and nothing more."""

import csv
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

import xlsxwriter
from django.db.models import QuerySet

from avow.kernel.formulas import neutralise
from avow.people.models import Organisation
from avow.progress import rules
from avow.progress.models import Cycle, Report

COLUMNS = (
    "organisation", "type", "country", "not_begun", "begun", "returned", "references", "due_on",
    "reminded_at",
)  # fmt: skip
Cells = list[str | int]


def rows(cycle: Cycle, organisations: QuerySet[Organisation]) -> Iterator[Cells]:
    """Yield a row for each organisation of `listing.silent`; of one at risk no place."""
    waiting = Report.objects.filter(cycle=cycle).waiting_for_maker().order_by("commitment__ref")
    refs: dict[int, list[str]] = {}
    for organisation, ref in waiting.values_list("organisation_id", "commitment__ref"):
        refs.setdefault(organisation, []).append(ref)
    due = rules.due_on(cycle.closes_at)
    one: Any  # an organisation with what `listing.silent` counts
    for one in organisations.iterator(chunk_size=500):
        own = one.granted_until and rules.due_on(one.granted_until.astimezone(cycle.zone))
        yield [
            one.shown_name,
            one.kind,
            "" if one.is_protected else one.country,
            one.not_begun or 0,
            one.begun or 0,
            one.returned or 0,
            " ".join(refs.get(one.pk, [])),
            max(own or due, due).isoformat(),
            one.reminded_at.isoformat() if one.reminded_at else "",
        ]


class _Echo:
    def write(self, line: str) -> str:
        return line


def as_csv(table: Iterable[Cells]) -> Iterator[bytes]:
    """Yield the header and a line for each row; no cell is read as a formula."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield str(writer.writerow(COLUMNS)).encode()
    for row in table:
        yield str(writer.writerow([neutralise(str(cell)) for cell in row])).encode()


def as_xlsx(table: Iterable[Cells]) -> bytes:
    """Return a workbook with one sheet; texts are never formulas."""
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("not reported")
        sheet.write_row(0, 0, COLUMNS)
        for number, row in enumerate(table, 1):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
    return out.getvalue()
