"""One file with all that goes wrong in real ones: each bad row gives one message, nothing else."""

import csv
import io
import tracemalloc
from datetime import UTC, datetime
from io import StringIO

import pytest
from django.apps import apps

from avow.commitments.models import Commitment, Revision
from avow.kernel.formulas import neutralise
from avow.opendata.imports.registry import kind_of
from avow.opendata.imports.running import run
from tests.opendata.making import ROW, write_csv

NOW = datetime(2026, 7, 1, tzinfo=UTC)
NAMES = [*ROW, "links", "sdg_targets", "places", "description"]
HERE = {"id": "here", "title": "A commitment that is here"}

# What stands in the row: the column of the message, and words of what is wrong.
CELLS: list[tuple[dict[str, str], str, str]] = [
    ({"coalition": "world_peace"}, "coalition", "Not a code we know"),
    ({"action": "GBV-9"}, "action", "Not a code we know"),
    ({"action": "EJR-1"}, "action", "belongs to the coalition economic_justice"),
    ({"commitment_type": "dance"}, "commitment_type", "Not a code we know"),
    ({"country": "XX"}, "country", "Not a code we know"),
    ({"organisation_type": "army"}, "organisation_type", "Not a type of organisation"),
    ({"language": "zz"}, "language", "Not a language"),
    ({"status": "great"}, "status", "Not a code we know"),
    ({"currency": "KSH"}, "currency", "Not a currency"),
    ({"start": "2021-02-30"}, "start", "that month has 28"),
    ({"start": "2021-13-01"}, "start", "no month 13"),
    ({"end": "2020-01-01"}, "end", "ends before it starts"),
    ({"end": "03/04/2024"}, "end", "could be 2024-03-04 or 2024-04-03"),
    ({"end": "soon"}, "end", "Not a day"),
    ({"end": "3024-01-01"}, "end", "outside 1990 to 2100"),
    ({"published_at": "yesterday"}, "published_at", "Not a time"),
    ({"amount": "-5"}, "amount", "above zero"),
    ({"amount": "0"}, "amount", "above zero"),
    ({"amount": "a lot"}, "amount", "Not an amount"),
    ({"amount": "1,250"}, "amount", "two amounts"),
    ({"amount": "1" * 17}, "amount", "More than 15 digits"),
    ({"amount": "10.5", "currency": "JPY", "amount_usd": ""}, "amount", "JPY has 0 decimals"),
    ({"amount": "1;2", "currency": "EUR"}, "currency", "2 amounts, 1 currencies"),
    ({"amount": "=1+1"}, "amount", "A formula"),
    ({"country": "=HYPERLINK(1)"}, "country", "A formula"),
    ({"action": "@SUM(A1)"}, "action", "A formula"),
    ({"start": "+A1"}, "start", "A formula"),
    ({"title": ""}, "title", "empty"),
    ({"organisation": " "}, "organisation", "empty"),
    ({"title": "x" * 301}, "title", "301 characters"),
    ({"links": "javascript:alert(1)"}, "links", "Not an address"),
    ({"links": "https://"}, "links", "Not an address"),
    ({"sdg_targets": "5.9"}, "sdg_targets", "Not a code we know"),
    ({"places": "KE;Mars"}, "places", "Not a code we know"),
    ({"organisation": "House \u202egnihtyna"}, "organisation", "right-to-left override"),
    ({"title": "Shel\u200bters"}, "title", "zero width space"),
    ({"title": "\ufeffShelters"}, "title", "U+FEFF"),
    ({"summary": "a\x07b"}, "summary", "U+0007"),
    ({"summary": "a\x00b"}, "summary", "NUL"),
    ({"description": "y" * 200_001}, "description", "too long"),
    ({"id": "x" * 81}, "id", "81 characters"),
    ({"id": "good-1"}, "id", "The same id stands on line 2"),
    ({"id": "here"}, "id", "here already, with another title"),
]


def line_of(cells: dict[str, str]) -> bytes:
    out = io.StringIO()
    csv.DictWriter(out, NAMES, restval="", lineterminator="\n").writerow({**ROW, **cells})
    return out.getvalue().encode()


def raw_rows() -> list[tuple[bytes, str, str]]:
    """Rows that no writer of CSV makes."""
    row = line_of({"id": "raw"})
    return [
        (row.replace(b"Shelters in every city", b"Les \xe9toiles"), "title", "cannot be read"),
        (row.replace(b"Shelters in every city", b"\xed\xa0\x80"), "title", "cannot be read"),
        (row.replace(b"We will open", b'"We will open'), "summary", "quotation mark"),
        (row.replace(b"We will open twenty shelters.", b'"We" will'), "summary", "quotation mark"),
        (b"short,row\n", "", "cells fewer than the header"),
        (row[:-1] + b",one,two\n", "", "2 cells more than the header"),
        (
            row.replace(b"We will open twenty shelters.", b"z" * 10_000_000),
            "summary",
            "too long",
        ),
    ]


@pytest.fixture
def load(forum):
    return lambda path, **options: run(kind_of("commitments"), path, forum, now=NOW, **options)


@pytest.fixture
def bad_file(tmp_path, load):
    """A file with two good rows, and the bad ones between and after them."""
    load(write_csv(tmp_path, HERE))
    path = tmp_path / "bad.csv"
    bad = [line_of({"id": f"bad-{n}"} | cells) for n, (cells, *_rest) in enumerate(CELLS)]
    bad += [row for row, *_rest in raw_rows()]
    # Letters of other scripts in good rows: the file is UTF-8, whatever one row holds.
    good = [
        line_of({"id": "good-1", "title": "Des étoiles, дома, بيوت"}),
        line_of({"id": "good-2", "summary": "=1+1 is what\nwe “promise” 每年 каждый год"}),
    ]
    path.write_bytes(
        b"".join([line_of(dict(zip(NAMES, NAMES, strict=True))), good[0], *bad, good[1]])
    )
    return path


def everything() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_each_bad_row_gives_one_clear_message_and_the_good_ones_go_in(bad_file, load):
    wanted = [(column, words) for _cells, column, words in [*CELLS, *raw_rows()]]
    assert len(wanted) >= 30
    errors = StringIO()
    report = load(bad_file, errors=errors)
    told = [(one.column, one.wrong) for one in report.problems]
    assert len(told) == len(wanted), told
    wrong = [
        (want, got)
        for want, got in zip(wanted, told, strict=True)
        if want[0] != got[0] or want[1] not in got[1]
    ]
    assert wrong == []
    assert [one.line for one in report.problems] == list(range(3, 3 + len(wanted)))
    assert all(one.mend and len(one.value) <= 81 for one in report.problems)
    assert (report.new, report.bad) == (2, len(wanted))
    kept = Revision.objects.get(commitment__source_id="good-2").summary
    assert kept == "=1+1 is what\nwe “promise” 每年 каждый год"
    rows = list(csv.reader(StringIO(errors.getvalue())))
    assert len(rows) == len(wanted) + 1
    told_cells = [cell for row in rows for cell in row]
    assert all(cell[:1] not in "=+@\t\r" for cell in told_cells if cell)
    assert [cell for cell in told_cells if cell.startswith("-")] == ["-5"]  # a number runs nothing
    assert neutralise("=1+1") in told_cells


def test_nothing_changes_while_one_row_is_bad_and_all_or_nothing_is_asked(bad_file, load):
    before = everything()
    assert load(bad_file, all_or_nothing=True).is_refused
    assert everything() == before
    assert load(bad_file, dry=True).is_dry
    assert everything() == before


def test_what_is_here_stays_as_it_is(bad_file, load):
    load(bad_file)
    again = load(bad_file)
    assert (again.new, again.known) == (0, 2)
    assert Commitment.objects.get(source_id="here").public.title == HERE["title"]
    assert not Commitment.objects.filter(source_id__startswith="bad").exists()


def test_an_endless_cell_costs_no_memory(load, tmp_path):
    path = tmp_path / "endless.csv"
    with path.open("wb") as file:
        file.write(line_of(dict(zip(NAMES, NAMES, strict=True))))
        file.write(b"1,")
        for _piece in range(60):
            file.write(b"x" * 1_000_000)
        file.write(b"\n" + line_of({"id": "after"}))
    tracemalloc.start()
    report = load(path, dry=True)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(one.line, one.column) for one in report.problems] == [(2, "title")]
    assert report.good == 1
    assert most < 40_000_000


def test_a_quotation_mark_that_is_never_closed_swallows_only_its_row(load, tmp_path):
    path = write_csv(tmp_path, *({} for _row in range(300)))
    lines = path.read_text().splitlines()
    lines[5] = lines[5].replace("We will open", '"We will open')
    path.write_text("\n".join(lines))
    report = load(path, dry=True)
    assert [(one.line, one.column) for one in report.problems] == [(6, "summary")]
    assert report.good == 299


def test_a_row_that_differs_after_an_amendment_here_is_no_clash(load, tmp_path):
    path = write_csv(tmp_path, {"id": "7"})
    load(path)
    first = Commitment.objects.get(source_id="7").public
    fields = {
        name: getattr(first, name)
        for name in ("language", "summary", "main_type", "types", "starts_on", "ends_on")
    }
    second = Revision.objects.create(
        commitment=first.commitment, number=2, title="Amended", created_at=NOW, **fields
    )
    Commitment.objects.filter(pk=first.commitment_id).update(public=second)
    report = load(path)
    assert (report.bad, report.known) == (0, 1)


def test_a_reference_in_a_file_is_left_aside(load, tmp_path):
    load(write_csv(tmp_path, HERE))
    ref = Commitment.objects.get(source_id="here").ref
    report = load(write_csv(tmp_path, {"id": "other", "ref": ref}))
    assert (report.new, report.bad) == (1, 0)
    assert Commitment.objects.get(source_id="other").ref != ref
