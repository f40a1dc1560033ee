"""The workbook that a maker fills in: a row for each answer, lists to choose from, no formulas."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from avow.opendata.reporting.lines import Line, lines_of
from avow.progress.models import Report

COLUMNS = ("field", "commitment", "question", "pledged", "now", "answer")
SHEET = "Reports"
_WIDTHS = (18, 22, 48, 18, 28, 48)
_MOST_LIST = 255  # letters of a list to choose from, as XLSX has it


def workbook(reports: Iterable[Report], *, rtl: bool = False) -> bytes:
    """Return an XLSX of all answers of these reports; only the last column is to be filled in."""
    out = BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        _explain(book, rtl=rtl)
        sheet = book.add_worksheet(SHEET)
        bold = book.add_format({"bold": True, "bottom": 1})
        calm = book.add_format({"font_color": "#5f4d66", "text_wrap": True, "valign": "top"})
        open_cell = book.add_format(
            {"locked": False, "text_wrap": True, "valign": "top", "bg_color": "#fdf0d5"}
        )
        sheet.write_row(0, 0, COLUMNS, bold)
        for place, width in enumerate(_WIDTHS):
            sheet.set_column(place, place, width)
        sheet.freeze_panes(1, 3)
        row = 0
        for report in reports:
            name = f"{report.commitment.ref} · {report.organisation.name}"
            for line in lines_of(report):
                row += 1
                cells = (line.field, name, line.question, line.pledged, line.shown)
                for place, cell in enumerate(cells):
                    sheet.write_string(row, place, cell, calm)
                sheet.write_blank(row, 5, None, open_cell)
                if rule := _rule(line):
                    sheet.data_validation(row, 5, row, 5, rule)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        if rtl:
            sheet.right_to_left()
        sheet.activate()
    return out.getvalue()


def _explain(book: Any, *, rtl: bool) -> None:
    sheet = book.add_worksheet("Help")
    sheet.set_column(0, 0, 100)
    wrapped = book.add_format({"text_wrap": True})
    texts = (
        _("Write in the last column, “answer”. What you leave empty stays; – makes it empty."),
        _("“now” is what the report said when you got this file. Do not change the other columns."),
        _("Days as 2026-07-31, numbers with a point: 1250.5."),
        _("Then send the file on the page where you got it: all lines are checked, then saved."),
    )
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, text, wrapped)
    if rtl:
        sheet.right_to_left()


def _rule(line: Line) -> dict[str, Any] | None:
    """Return what the spreadsheet itself checks in a cell."""
    labels = [label for _code, label in line.choices]
    if labels:
        return (
            {"validate": "list", "source": labels} if len(",".join(labels)) <= _MOST_LIST else None
        )
    if line.kind == "number":
        return {
            "validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15,
            "error_title": _("A number"), "error_message": _("Write a number here."),
        }  # fmt: skip
    return None
