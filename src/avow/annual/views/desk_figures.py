"""Every figure of an annual report, with the reference that puts it into a text."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from avow.annual.figures import unit_of
from avow.annual.models import AnnualReport
from avow.annual.naming import NAMES, label, said
from avow.annual.views.common import report_of
from avow.directory.vocabulary import Vocabulary
from avow.kernel.formulas import neutralise
from avow.kernel.pagination import page_of
from avow.kernel.text import fold
from avow.people.access import RoleRequest, for_roles
from avow.people.roles import Role

WHOLE = "-"  # the forum's figures alone
LONGEST_QUERY = 200
COLUMNS = ("name", "label", "unit", "value", "said", "about", "reference")


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure as the desk lists it; `about` only where it says something else (money)."""

    name: str
    label: str
    unit: str
    value: int | None
    said: str
    about: str

    @property
    def reference(self) -> str:
        """Return what puts the figure into a text."""
        return f"{{{{ {self.name} }}}}"

    @property
    def about_reference(self) -> str:
        """Return what puts it there rounded, in words."""
        return f"{{{{ {self.name} | about }}}}"


@for_roles(Role.SECRETARIAT)
@require_safe
def figures(request: RoleRequest, year: int) -> HttpResponse:
    """List a report's figures, narrowed by words and by coalition."""
    report = report_of(request, year)
    context = {
        "report": report,
        "page": page_of(request, _rows(request, report), 50),
        "q": _asked(request, "q"),
        "coalition": _asked(request, "coalition"),
        "coalitions": request.forum.coalitions.all(),
        "whole": WHOLE,
    }
    return render(request, "annual/desk_figures.html", context)


@for_roles(Role.SECRETARIAT)
@require_safe
def file(request: RoleRequest, year: int) -> StreamingHttpResponse:
    """Hand out the same list as CSV."""
    report = report_of(request, year)
    lines = _lines(_rows(request, report))
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    name = f"{request.forum.slug}-{year}-figures.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _asked(request: RoleRequest, name: str) -> str:
    return request.GET.get(name, "")[:LONGEST_QUERY]


def _rows(request: RoleRequest, report: AnnualReport) -> list[FigureRow]:
    """Return the figures asked for; three queries."""
    vocabulary = Vocabulary(report.forum)
    words, coalition = fold(_asked(request, "q")).split(), _asked(request, "coalition")
    found = []
    for name, value in report.figures.values_list("name", "value"):
        scope = name.partition("@")[2]
        if coalition and scope != coalition.removeprefix(WHOLE):
            continue
        called = label(name, vocabulary)
        if not all(word in fold(f"{called} {name}") for word in words):
            continue
        full, about = said(name, value), said(name, value, "about")
        about = "" if about == full else about
        found.append(FigureRow(name, called, unit_of(name), value, full, about))
    return sorted(found, key=_order)


def _order(one: FigureRow) -> tuple[str, bool, int, str]:
    """Put the forum before its coalitions, and figures of its own name before single values."""
    stem, _at, scope = one.name.partition("@")
    return scope, stem not in NAMES, list(NAMES).index(stem) if stem in NAMES else 0, one.name


class _Echo:
    def write(self, line: str) -> str:
        return line


def _lines(rows: list[FigureRow]) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield str(writer.writerow(COLUMNS))
    for one in rows:
        cells = (one.name, one.label, one.unit, one.value, one.said, one.about, one.reference)
        row = ["" if cell is None else neutralise(str(cell)) for cell in cells]
        yield str(writer.writerow(row))
