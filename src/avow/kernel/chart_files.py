"""A chart as a file to keep: its data as CSV, its picture as SVG."""

import csv
import io

from django.http import HttpResponse
from django.utils.translation import get_language_bidi

from avow.kernel.charts import Chart, Kind
from avow.kernel.drawing import draw
from avow.kernel.formulas import neutralise

WIDTH = 640  # points of a picture to keep
SVG = "image/svg+xml; charset=utf-8"


def chart_file(made: Chart, code: str, name: str) -> HttpResponse:
    """Return a chart as an answer to keep: `code` is csv or svg, `name` that of the file."""
    if code == "svg":
        drawn = draw(made, rtl=get_language_bidi(), width=WIDTH)
        response = HttpResponse(drawn, content_type=SVG)
        response["Content-Security-Policy"] = "default-src 'none'"
    else:
        response = HttpResponse(as_csv(made), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.{code}"'
    return response


def as_csv(made: Chart) -> str:
    """Return a chart as CSV: code and name of each category, plain numbers, empty if unknown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    has_totals = made.kind is Kind.STACKED
    writer.writerow(["code", "name", *(one.key for one in made.series), *(["all"] * has_totals)])
    for category, marks in made.rows:
        numbers = ["" if mark.number is None else str(mark.number) for mark in marks]
        writer.writerow([neutralise(category.key), neutralise(category.label), *numbers])
    return out.getvalue()
