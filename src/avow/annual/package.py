"""An annual report as a data package: tables of what was frozen, each figure, and how to read it.

A Frictionless Data Package (specs.frictionlessdata.io): `datapackage.json` describes each table.
The same edition gives the same bytes. Names are those of today, as on the pages (withheld.py).
"""

import csv
import hashlib
import io
import json
import zipfile
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any, NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.annual import withheld
from avow.annual.document import Document
from avow.annual.figures import Facts, side, unit_of
from avow.annual.models import AnnualReport
from avow.annual.naming import label
from avow.annual.rows import NOT_DUE, Row
from avow.annual.withheld import Shown
from avow.kernel.formulas import neutralise

BATCH = 500
Cells = Sequence[object]
_TAGS = ("coalition", "action", "type", "organisation_type", "country", "region", "language")
_UNITS = {"cents": -2, "thousandths": -3}  # how far the point stands from the end


class Column(NamedTuple):
    """One column: its name, its type in the descriptor, what it holds."""

    name: str
    type: str
    help: str | Promise


class Table(NamedTuple):
    """One table: its file's name, what it holds, its columns, and the cells of a commitment."""

    name: str
    help: str | Promise
    columns: tuple[Column, ...]
    cells: Callable[[Row, Shown | None, Facts], Iterator[Cells]]


def _usd(cents: int | None) -> str:
    return "" if cents is None else format(Decimal(cents).scaleb(-2), "f")


def _commitment(row: Row, today: Shown | None, facts: Facts) -> Iterator[Cells]:
    tags = withheld.with_places(row, today)["tags"]
    rated = [one["cents"] for one in row["parts"] if one["cents"] is not None]
    yield (
        row["ref"],
        today.title if today else "",
        today.language if today else "",
        today.maker if today else "",
        today is None or today.is_withdrawn,
        row["is_listed"],
        *(";".join(tags.get(one, [])) for one in _TAGS),
        row["statuses"].get(str(facts.year), NOT_DUE) if row["is_listed"] else "",
        row["reported_in"] or "",
        _usd(sum(rated)) if rated else "",
        _usd(row["spent"]),
        row["spent_unrated"],
    )


def _parts(row: Row, today: Shown | None, facts: Facts) -> Iterator[Cells]:
    shown = withheld.with_places(row, today)["parts"]
    for was, one in zip(row["parts"], shown, strict=True):
        told = one["currency"] not in {"", withheld.NO_CURRENCY}
        amount = format(Decimal(one["thousandths"]).scaleb(-3), "f") if told else ""
        new = "" if one["is_new"] is None else one["is_new"]
        yield (
            row["ref"],
            "" if withheld.is_veiled(was, today) else one["maker"],
            *(one["organisation_type"], one["country"], one["region"], side(one["country"], facts)),
            *(one["coalition"], one["action"], one["type"], one["year"] or "", one["currency"]),
            *(amount, _usd(one["cents"]), new),
        )


def _spending(row: Row, _today: Shown | None, _facts: Facts) -> Iterator[Cells]:
    for code, cents in sorted(row["spent_in"].items()):
        yield row["ref"], code, _usd(cents)


def _reports(row: Row, _today: Shown | None, _facts: Facts) -> Iterator[Cells]:
    for one in row["reports"]:
        yield (
            *(row["ref"], one["share"], one["state"], one["check"], one["status"]),
            *(one["computed"], one["differs"], one["is_late"], one["on"]),
        )


def _statuses(row: Row, _today: Shown | None, _facts: Facts) -> Iterator[Cells]:
    for year in sorted({*row["statuses"], *row["owed"]}):
        numbers = row["owed"].get(year, [0, 0, 0])
        yield (row["ref"], year, row["statuses"].get(year, ""), *numbers)


_REF = Column("ref", "string", gettext_lazy("Reference of the commitment"))
_CODES = gettext_lazy("Codes, with ; between several")
_DOLLARS = gettext_lazy("US dollars; empty where there is no rate")
TABLES = (
    Table(
        "commitments",
        gettext_lazy("Every commitment of the report, a row each"),
        (
            _REF,
            Column("title", "string", gettext_lazy("Title as it is public today")),
            Column("language", "string", gettext_lazy("Language of the title (BCP 47)")),
            Column("maker", "string", gettext_lazy("Maker as it is named in public today")),
            Column("withdrawn", "boolean", gettext_lazy("Withdrawn before or since")),
            Column("counted", "boolean", gettext_lazy("Public when the data was frozen")),
            Column("coalition", "string", _CODES),
            Column("action", "string", _CODES),
            Column("type", "string", _CODES),
            Column("organisation_type", "string", _CODES),
            Column("country", "string", gettext_lazy("ISO 3166-1 codes of the makers")),
            Column("region", "string", gettext_lazy("UN M49 codes of the makers")),
            Column("languages", "string", _CODES),
            Column("status", "string", gettext_lazy("Status in the cycle")),
            Column("reported_in", "year", gettext_lazy("The last cycle that was reported in")),
            Column("pledged_usd", "number", _DOLLARS),
            Column("spent_usd", "number", _DOLLARS),
            Column("spent_unrated", "boolean", gettext_lazy("Spent money without a rate")),
        ),
        _commitment,
    ),
    Table(
        "reports",
        gettext_lazy("Every report owed in the cycle, a row each"),
        (
            _REF,
            Column("share", "number", gettext_lazy("Its maker’s share, in per cent")),
            Column("state", "string", gettext_lazy("published or not_reported")),
            Column("check", "string", gettext_lazy("verified or self_reported")),
            Column("status", "string", gettext_lazy("Status that its maker declares")),
            Column("computed", "string", gettext_lazy("Status that follows from the figures")),
            Column("differs", "boolean", gettext_lazy("The two are not the same")),
            Column("late", "boolean", gettext_lazy("Handed in after the due date")),
            Column("handed_in_on", "date", gettext_lazy("Day on which it was handed in")),
        ),
        _reports,
    ),
    Table(
        "money",
        gettext_lazy("The parts of each commitment; the sum of their money is the whole"),
        (
            _REF,
            Column("maker", "string", gettext_lazy("Key of the maker in this report")),
            Column("organisation_type", "string", gettext_lazy("Type of the maker")),
            Column("country", "string", gettext_lazy("ISO 3166-1 code of the maker")),
            Column("region", "string", gettext_lazy("UN M49 code of the maker")),
            Column("side", "string", gettext_lazy("south, north or unknown")),
            Column("coalition", "string", gettext_lazy("Code of the coalition")),
            Column("action", "string", gettext_lazy("Code of the action")),
            Column("type", "string", gettext_lazy("Main type of the commitment")),
            Column("year", "year", gettext_lazy("Year of the money")),
            Column("currency", "string", gettext_lazy("ISO 4217 code; empty without money")),
            Column("amount", "number", gettext_lazy("In its own currency")),
            Column("usd", "number", _DOLLARS),
            Column("new", "boolean", gettext_lazy("New money; empty where it is not said")),
        ),
        _parts,
    ),
    Table(
        "spending",
        gettext_lazy("What was spent, divided between the coalitions"),
        (
            _REF,
            Column("coalition", "string", gettext_lazy("Code of the coalition")),
            Column("spent_usd", "number", _DOLLARS),
        ),
        _spending,
    ),
    Table(
        "cycles",
        gettext_lazy("Each commitment in each cycle so far"),
        (
            _REF,
            Column("year", "year", gettext_lazy("Year of the cycle")),
            Column("status", "string", gettext_lazy("Status in that cycle")),
            Column("owed", "integer", gettext_lazy("Reports owed")),
            Column("handed_in", "integer", gettext_lazy("Reports handed in")),
            Column("on_time", "integer", gettext_lazy("Reports on time")),
        ),
        _statuses,
    ),
)
FIGURES = (
    Column("name", "string", gettext_lazy("Name of the figure, as texts refer to it")),
    Column("label", "string", gettext_lazy("What it is called")),
    Column("value", "number", gettext_lazy("Its value; empty where it is not known")),
    Column("unit", "string", gettext_lazy("What it counts")),
    Column("rows", "integer", gettext_lazy("Commitments that it comes from")),
)


def write(
    document: Document, file: IO[bytes], advance: Callable[[int], None] = lambda _done: None
) -> None:
    """Write the package of a document in the active language; `advance` after each batch of rows.

    Of a hundred thousand commitments no more than a few hundred are held at once.
    """
    report = document.report
    sums: dict[str, str] = {}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for table in TABLES:
            head = [column.name for column in table.columns]
            lines = _lines(head, _cells(table, report, advance))
            sums[f"{table.name}.csv"] = _put(package, report, f"{table.name}.csv", lines)
        head = [column.name for column in FIGURES]
        lines = _lines(head, _figures(document))
        sums["figures.csv"] = _put(package, report, "figures.csv", lines)
        about = json.dumps(_descriptor(document, sums), ensure_ascii=False, indent=2)
        sums["datapackage.json"] = _put(package, report, "datapackage.json", [about.encode()])
        sums["README.md"] = _put(package, report, "README.md", [_readme(document).encode()])
        listed = "".join(f"{digest}  {name}\n" for name, digest in sorted(sums.items()))
        _put(package, report, "SHA256SUMS", [listed.encode()])


def _put(package: zipfile.ZipFile, report: AnnualReport, name: str, chunks: Iterable[bytes]) -> str:
    """Write a file of the package, dated as the data, and return its SHA-256."""
    day = report.frozen_on
    info = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    digest = hashlib.sha256()
    with package.open(info, "w") as out:
        for chunk in chunks:
            digest.update(chunk)
            out.write(chunk)
    return digest.hexdigest()


def _lines(head: Sequence[str], rows: Iterable[Cells]) -> Iterator[bytes]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(one) for one in row])
        if number % BATCH == 0:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return neutralise(str(value))


def _cells(table: Table, report: AnnualReport, advance: Callable[[int], None]) -> Iterator[Cells]:
    for start in range(0, report.number, BATCH):
        rows = report.rows.filter(place__gte=start, place__lt=start + BATCH).order_by("place")
        contents: list[Row] = list(rows.values_list("content", flat=True))
        today = withheld.shown(report, [one["ref"] for one in contents])
        for row in contents:
            one = today.get(row["ref"])
            yield from table.cells(row, one, report.facts)
        advance(min(start + BATCH, report.number))


def _figures(document: Document) -> Iterator[Cells]:
    moved, values = document.moved, document.values
    rows = document.report.figures.order_by("name").iterator(chunk_size=BATCH)
    frozen = {one.name: len(moved.places(one.name, one.places)) for one in rows}
    new = {name: len(moved.places(name, array("I"))) for name in moved.values.keys() - frozen}
    for name, number in sorted((frozen | new).items()):
        if moved.is_gone(name):
            continue
        unit, known = unit_of(name), values[name]
        value = "" if known is None else Decimal(known).scaleb(_UNITS.get(unit, 0))
        said = {"cents": "USD", "thousandths": name.partition("@")[0].partition(".")[2]}
        words = label(name, document.vocabulary)
        cell = format(value, "f") if isinstance(value, Decimal) else ""
        yield name, words, cell, said.get(unit, unit), number


def _descriptor(document: Document, sums: dict[str, str]) -> dict[str, Any]:
    report = document.report
    tables = [(table.name, table.help, table.columns) for table in TABLES]
    tables.append(("figures", _("Every figure of the report"), FIGURES))
    return {
        "profile": "tabular-data-package",
        "name": f"{report.forum.slug}-{report.year}",
        "title": _title(document),
        "created": report.frozen_at.isoformat(),
        "version": str(document.edition.number) if document.edition else "0",
        "frozen_sha256": report.digest,
        "resources": [
            {
                "name": name,
                "path": f"{name}.csv",
                "title": str(about),
                "profile": "tabular-data-resource",
                "format": "csv",
                "encoding": "utf-8",
                "hash": f"sha256:{sums[f'{name}.csv']}",
                "schema": {
                    "fields": [
                        {"name": one.name, "type": one.type, "description": str(one.help)}
                        for one in columns
                    ]
                },
            }
            for name, about, columns in tables
        ],
    }


def _title(document: Document) -> str:
    year = _("Annual report %(year)s") % {"year": document.report.year}
    return f"{document.report.forum.name}: {year}"


def _readme(document: Document) -> str:
    lines = [f"# {_title(document)}", *document.stamp()]
    lines += [f"- {table.name}.csv: {table.help}" for table in TABLES]
    lines.append("- figures.csv: " + _("Every figure of the report"))
    lines.append(
        _(
            "Each figure can be counted again from the tables, except those of makers: a maker"
            " whose name is withheld has no key. Its money is in dollars; without a rate its"
            " currency is XXX."
        )
    )
    lines.append(
        _(
            "Codes are those of the forum. Each file has its SHA-256 in SHA256SUMS; the columns are"
            " explained in datapackage.json."
        )
    )
    return "\n\n".join(lines) + "\n"
