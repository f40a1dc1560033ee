"""`avow import commitments`: every row is checked, good ones are published, twice changes nothing."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from openpyxl import Workbook

from avow.commitments.models import Commitment, FinanceLine
from avow.directory.models import Entry
from avow.ledger.models import Entry as LedgerEntry
from avow.ledger.services import verify
from avow.opendata.imports.problems import FileProblem
from avow.opendata.imports.registry import kind_of
from avow.opendata.imports.running import run
from avow.people.models import Organisation
from avow.review.models import Maker
from tests.opendata.making import ROW, write_csv

NOW = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.fixture
def load(forum):
    return lambda path, **options: run(kind_of("commitments"), path, forum, now=NOW, **options)


def test_a_good_row_becomes_a_published_commitment(load, forum, tmp_path):
    report = load(write_csv(tmp_path, {}))
    assert (report.rows, report.new, report.known, report.bad) == (1, 1, 0, 0)
    row = Commitment.objects.get(source_id="1")
    assert (row.state, row.progress_status) == ("published", "on_track")
    assert row.public.title == "Shelters in every city"
    assert sorted(row.public.actions.values_list("code", flat=True)) == ["GBV-1", "GBV-3"]
    line = FinanceLine.objects.get(revision=row.public)
    assert (line.amount, line.currency, line.amount_usd) == (
        Decimal("1250000.5"),
        "KES",
        Decimal(11450),
    )
    entry = Entry.objects.get(forum=forum, ref=row.ref)
    assert (entry.organisation_name, entry.region, entry.year) == ("House of Shelters", "014", 2021)
    assert Maker.objects.filter(
        organisation=row.organisation, coalition__code="gender_based_violence"
    ).exists()


def test_a_batch_is_one_entry_of_a_ledger_that_holds(load, tmp_path):
    load(write_csv(tmp_path, {}, {}, {}))
    entry = LedgerEntry.objects.get(verb="commitments.imported")
    assert entry.data["count"] == 3
    assert len(entry.data["digest"]) == 64
    assert verify().fault is None


def test_twice_changes_nothing(load, tmp_path):
    path = write_csv(tmp_path, {}, {"organisation": "Another house"})
    load(path)
    before = (Commitment.objects.count(), Organisation.objects.count(), LedgerEntry.objects.count())
    report = load(path)
    assert (report.new, report.known) == (0, 2)
    assert (
        Commitment.objects.count(),
        Organisation.objects.count(),
        LedgerEntry.objects.count(),
    ) == before


BAD = [
    ({"title": ""}, "title"),
    ({"title": "x" * 301}, "title"),
    ({"language": "english!"}, "language"),
    ({"organisation": " "}, "organisation"),
    ({"organisation_type": "army"}, "organisation_type"),
    ({"country": "Kenya"}, "country"),
    ({"coalition": "world_peace"}, "coalition"),
    ({"coalition": ""}, "coalition"),
    ({"action": "GBV-9"}, "action"),
    ({"action": "EJR-1"}, "action"),
    ({"commitment_type": "dance"}, "commitment_type"),
    ({"amount": "1,250"}, "amount"),
    ({"amount": "-5"}, "amount"),
    ({"amount": "NaN"}, "amount"),
    ({"amount": "1e9"}, "amount"),
    ({"amount": "1.2345"}, "amount"),
    ({"currency": "KSH"}, "currency"),
    ({"currency": ""}, "currency"),
    ({"amount_usd": "many"}, "amount_usd"),
    ({"start": "01/07/2021"}, "start"),
    ({"start": "2021-02-30"}, "start"),
    ({"end": "2020-01-01"}, "end"),
    ({"status": "great"}, "status"),
    ({"published_at": "yesterday"}, "published_at"),
    ({"places": "KE;Mars"}, "places"),
    ({"links": "javascript:alert(1)"}, "links"),
    ({"id": "x" * 81}, "id"),
    ({"id": ""}, "id"),
    ({"summary": "a\x00b"}, "summary"),
]


@pytest.mark.parametrize(("cells", "column"), BAD)
def test_a_bad_cell_is_told_with_line_column_value_and_mend(load, tmp_path, cells, column):
    report = load(write_csv(tmp_path, {"summary": "On\ntwo lines"}, cells))
    assert [(one.line, one.column) for one in report.problems] == [(4, column)]
    assert report.problems[0].wrong
    assert report.problems[0].mend
    assert (report.new, report.bad) == (1, 1)


def test_the_errors_file_holds_every_problem_and_runs_no_formula(load, tmp_path):
    errors = StringIO()
    load(write_csv(tmp_path, {"country": "=1+1"}, {"country": "XX", "status": "?"}), errors=errors)
    rows = list(csv.reader(StringIO(errors.getvalue())))
    assert rows[0] == ["line", "column", "value", "problem", "mend"]
    assert [row[:3] for row in rows[1:]] == [
        ["2", "country", "'=1+1"],
        ["3", "country", "XX"],
        ["3", "status", "?"],
    ]


def test_the_same_id_twice_in_a_file_is_told(load, tmp_path):
    report = load(write_csv(tmp_path, {"id": "7"}, {"id": "7"}))
    assert (report.new, [one.column for one in report.problems]) == (1, ["id"])
    assert "line 2" in report.problems[0].wrong


def test_a_dry_run_changes_nothing(load, tmp_path):
    report = load(write_csv(tmp_path, {}, {"country": "XX"}), dry=True)
    assert (report.is_dry, report.good, report.bad) == (True, 1, 1)
    assert not Commitment.objects.exists()


def test_all_or_nothing_imports_nothing_when_one_row_is_bad(load, tmp_path):
    report = load(write_csv(tmp_path, {}, {"country": "XX"}), all_or_nothing=True)
    assert (report.is_refused, report.new) == (True, 0)
    assert not Commitment.objects.exists()
    assert load(write_csv(tmp_path, {}, {}), all_or_nothing=True).new == 2


def test_an_organisation_is_found_by_name_country_and_other_names(load, world, tmp_path):
    house = {"country": "MX", "organisation_type": "womens_rights_org"}
    load(
        write_csv(
            tmp_path, {**house, "organisation": "RED DE MUJERES"}, {**house, "organisation": "RedM"}
        )
    )
    red = world.organisation("red-de-mujeres")
    assert set(Commitment.objects.values_list("organisation", flat=True)) == {red.pk}


def test_a_near_organisation_is_noted_and_not_merged(load, world, tmp_path):
    cells = {
        "organisation": "Red de las Mujeres",
        "country": "MX",
        "organisation_type": "womens_rights_org",
    }
    report = load(write_csv(tmp_path, cells))
    assert Organisation.objects.filter(name="Red de las Mujeres").exists()
    assert any("Red de Mujeres" in note for note in report.notes)


def test_the_same_name_in_another_country_is_another_organisation(load, world, tmp_path):
    load(write_csv(tmp_path, {"organisation": "Red de Mujeres", "country": "PE"}))
    assert Organisation.objects.filter(name="Red de Mujeres").count() == 2


def test_dollars_that_the_file_lacks_come_from_the_dated_rate(load, forum, tmp_path):
    load(write_csv(tmp_path, {"amount": "1000", "currency": "EUR", "amount_usd": ""}))
    line = FinanceLine.objects.get()
    assert line.rate_day is not None
    assert line.amount_usd == (line.amount * line.rate).quantize(Decimal("0.01"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_recognised(load, tmp_path, encoding):
    load(write_csv(tmp_path, {"title": "Été à Ségou – œuvre"}, encoding=encoding))
    assert Commitment.objects.get().public.title == "Été à Ségou – œuvre"


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_of_columns_are_recognised(load, tmp_path, delimiter):
    assert load(write_csv(tmp_path, {}, delimiter=delimiter)).new == 1


def test_xlsx_is_read_as_well(load, tmp_path):
    book = Workbook()
    book.active.append(list(ROW))
    book.active.append(
        [
            1250000.5 if name == "amount" else date(2021, 7, 1) if name == "start" else value
            for name, value in ROW.items()
        ]
    )
    book.save(tmp_path / "file.xlsx")
    assert load(tmp_path / "file.xlsx").problems == []
    assert Commitment.objects.get().public.starts_on.isoformat() == "2021-07-01"


FILES = {
    "empty": b"",
    "no header": b"1,2,3\n",
    "wrong header": b"titel,summary\na,b\n",
    "no text": bytes(range(256)) * 40,
    "unknown letters": b"id,title\n" + b"\x81\x8d\xff\n",
    "utf-16 without mark": "id,title,summary".encode("utf-16-le"),
    "no workbook": b"PK\x03\x04 not a zip",
    "columns twice": (",".join([*ROW, "title"]) + "\n").encode(),
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_file_that_is_no_such_table_is_refused_in_one_line(load, tmp_path, content):
    path = tmp_path / "file"
    path.write_bytes(content)
    with pytest.raises(FileProblem) as refusal:
        load(path)
    assert str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_a_row_with_too_many_or_too_few_cells_is_told(load, tmp_path):
    path = write_csv(tmp_path, {}, {})
    lines = path.read_text().splitlines()
    path.write_text("\n".join([lines[0], lines[1] + ",extra", "1,2", "", ",,,", lines[2]]))
    report = load(path)
    assert [one.line for one in report.problems] == [2, 3]
    assert report.new == 1


def test_the_command_says_what_it_did_and_fails_in_one_line(forum, tmp_path):
    out = StringIO()
    path = str(write_csv(tmp_path, {}, {"country": "XX"}))
    call_command(
        "import", "commitments", path, "--forum", forum.slug, stdout=out, stderr=StringIO()
    )
    assert "1 of 2 rows are bad." in out.getvalue()
    assert "1 imported, 0 were here already." in out.getvalue()
    with pytest.raises(CommandError, match="no file"):
        call_command("import", "commitments", "nowhere.csv", "--forum", forum.slug)
    with pytest.raises(CommandError, match="no forum nowhere"):
        call_command("import", "commitments", path, "--forum", "nowhere")


def test_organisations_come_in_with_other_names_and_twice_changes_nothing(forum, world, tmp_path):
    path = tmp_path / "organisations.csv"
    path.write_text(
        "name,organisation_type,country,aliases,website\n"
        "House of Shelters,ngo,KE,HoS;Shelters,https://example.org\n"
        "Red de Mujeres,womens_rights_org,MX,,\n"
        "Bad one,ngo,KE,,example\n"
    )
    report = run(kind_of("organisations"), path, forum, now=NOW)
    assert (report.new, report.known, report.bad) == (1, 1, 1)
    house = Organisation.objects.get(name="House of Shelters")
    assert (house.kind, sorted(house.aliases.values_list("name", flat=True))) == (
        "civil_society",
        ["HoS", "Shelters"],
    )
    assert run(kind_of("organisations"), path, forum, now=NOW).new == 0
