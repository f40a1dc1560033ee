"""Comments of a consultation as CSV or XLSX: what the public reads, and nothing more."""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from typing import Any

import xlsxwriter
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.blueprints.models import Version, VersionSection
from avow.consultation.models import Comment
from avow.kernel.formulas import neutralise

Getter = Callable[[Comment, dict[str, VersionSection]], Any]


def _section(field: str) -> Getter:
    def value(one: Comment, sections: dict[str, VersionSection]) -> Any:
        found = sections.get(one.section_key)
        return getattr(found, field) if found else ""

    return value


def _answer(field: str) -> Getter:
    def value(one: Comment, _sections: dict[str, VersionSection]) -> Any:
        answer = getattr(one, "answer", None)
        return getattr(answer, field) if answer is not None and answer.published_in_id else ""

    return value


def _quote(one: Comment, _sections: dict[str, VersionSection]) -> str:
    return one.quote if one.text.shown else ""


def _organisation(one: Comment, _sections: dict[str, VersionSection]) -> str:
    return one.organisation.shown_name if one.organisation else ""


# fmt: off
COLUMNS: tuple[tuple[str, Getter, str | Promise], ...] = (
    ("id",            lambda one, _s: one.pk, _("The number of the comment")),
    ("section",       _section("number"), _("The section's number; empty for the whole plan")),
    ("section_title", _section("title"), _("The section's title")),
    ("quote",         _quote, _("The words it is about")),
    ("text",          lambda one, _s: one.text.shown, _("The comment; empty where it was removed")),
    ("language",      lambda one, _s: one.text.language, _("Its language")),
    ("organisation",  _organisation, _("For whom its author speaks")),
    ("author",        lambda one, _s: one.text.author_name, _("The name its author shows")),
    ("source",        lambda one, _s: one.source, _("web, spreadsheet or workshop")),
    ("source_name",   lambda one, _s: one.source_name, _("Name of the workshop or file")),
    ("supported",     lambda one, _s: one.supported, _("How many people support it")),
    ("written_at",    lambda one, _s: one.text.written_at.isoformat(), _("When it was written")),
    ("removed",       lambda one, _s: one.text.reason, _("Why it was removed, if it was")),
    ("verdict",       _answer("verdict"), _("taken_up, partly or not; empty before it is public")),
    ("answer",        _answer("text"), _("Why")),
)
# fmt: on


def rows(version: Version) -> Iterator[list[Any]]:
    """Yield a row for each public comment on a version."""
    sections = {one.key: one for one in version.sections.all()}
    found = Comment.objects.public().filter(version=version).order_by("pk")
    found = found.select_related("text__author__organisation", "organisation", "answer")
    for one in found.iterator(chunk_size=500):
        yield [get(one, sections) for _name, get, _help in COLUMNS]


class _Echo:
    def write(self, line: str) -> str:
        return line


def as_csv(table: Iterable[list[Any]]) -> Iterator[bytes]:
    """Yield the header and a line for each row; no cell is read as a formula."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    yield str(writer.writerow([name for name, _get, _help in COLUMNS])).encode()
    for row in table:
        yield str(writer.writerow([neutralise(str(cell)) for cell in row])).encode()


def as_xlsx(table: Iterable[list[Any]]) -> bytes:
    """Return a workbook with one sheet; texts are never formulas."""
    out = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("comments")
        sheet.write_row(0, 0, [name for name, _get, _help in COLUMNS])
        for number, row in enumerate(table, 1):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell if isinstance(cell, int) else str(cell))
    return out.getvalue()
