"""Each format, read back with its own reader: the rows of the directory, exact and typed."""

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pyarrow.parquet as pq
import pytest
from django.core.management import call_command
from lxml import etree
from openpyxl import load_workbook

from avow.directory.models import Entry
from avow.directory.query import Question
from avow.directory.services import publish, withdraw
from avow.kernel.formulas import restore
from avow.opendata.exports import FORMATS, export, xlsx
from avow.opendata.exports.columns import COLUMNS
from avow.opendata.exports.rows import batches_for
from tests.directory.making import public_entry, publish_some
from tests.opendata.richest import protected, rich

BASE = "/en/generation-equality/commitments"


def read_csv(content):
    return [row["ref"] for row in csv.DictReader(StringIO(content.decode(), newline=""))]


def read_xlsx(content):
    sheet = load_workbook(BytesIO(content), read_only=True).active
    rows = list(sheet.iter_rows(values_only=True))
    return [row[rows[0].index("ref")] for row in rows[1:]]


def read_json(content):
    return [row["ref"] for row in json.loads(content)["commitments"]]


def read_lines(content):
    return [json.loads(line)["ref"] for line in content.splitlines()]


def read_parquet(content):
    return pq.read_table(BytesIO(content), columns=["ref"])["ref"].to_pylist()


def read_iati(content):
    names = etree.fromstring(content).iterfind("iati-activity/iati-identifier")
    return [one.text.removeprefix("127.0.0.1-") for one in names]


READERS = {"csv": read_csv, "xlsx": read_xlsx, "json": read_json, "jsonl": read_lines}
READERS |= {"parquet": read_parquet, "xml": read_iati}


def test_every_format_has_a_reader_here():
    assert set(READERS) == set(FORMATS)


@pytest.mark.parametrize("code", READERS)
@pytest.mark.parametrize(
    "query", ["", "?country=KE", "?sort=title", "?q=shelters&status=delayed", "?country=FR"]
)
def test_a_file_holds_what_the_directory_shows_in_its_order(client, forum, code, query):
    publish(rich(forum, title="Zebra"))
    publish(protected(forum, title="Apple", status="delayed"))
    publish(public_entry(forum, ref="GE-000003", title="Mango", country="KE", region="014"))
    publish(public_entry(forum, ref="GE-000004", title="Gone", country="KE", region="014"))
    withdraw(forum, "GE-000004")
    expected = {
        "": ["GE-000003", "GE-000002", "GE-000001"],
        "?country=KE": ["GE-000003"],
        "?sort=title": ["GE-000002", "GE-000003", "GE-000001"],
        "?q=shelters&status=delayed": ["GE-000002"],
        "?country=FR": [],
    }[query]
    content = client.get(f"{BASE}.{code}{query}").getvalue()
    assert READERS[code](content) == expected


def test_a_row_of_csv_holds_each_column_as_its_dictionary_says(client, forum):
    publish(rich(forum))
    (row,) = csv.DictReader(StringIO(client.get(f"{BASE}.csv").getvalue().decode(), newline=""))
    assert list(row) == [column.name for column in COLUMNS]
    expected = {
        "id": "17",
        "title": '\'=SUM("a") <b> & ⚘, عنوان',
        "summary": "Line one\nline; two",
        "amount": "1000.5;7",
        "currency": "EUR;XAF",
        "amount_usd": "1223",
        "start": "2021-07-01",
        "revision": "1",
        "description": "We build.\nThen we stay.",
        "co_makers": "",
        "shares": "60;40",
        "amount_usd_known": "1223",
        "amount_usd_new": "1223",
        "currencies_without_rate": "XAF",
        "beneficiary_number": "4000",
        "links": "https://example.org/a%3Bb",
    }
    assert {name: row[name] for name in expected} == expected


def test_a_workbook_has_numbers_and_texts_that_are_no_formulas(client, forum):
    publish(rich(forum, summary="tab\tand _x0041_ and \ud7ff"))
    book = load_workbook(BytesIO(client.get(f"{BASE}.xlsx").getvalue()))
    header, row = list(book.active.iter_rows())
    line = dict(zip([cell.value for cell in header], row, strict=True))
    assert line["title"].data_type == "s"
    assert line["title"].value == '=SUM("a") <b> & ⚘, عنوان'
    # Spreadsheets read _x005F_ as the line that keeps _x0041_ from being read as A.
    assert line["summary"].value == "tab\tand _x005F_x0041_ and \ud7ff"
    assert (line["amount_usd"].value, line["beneficiary_number"].value) == (1223, 4000)
    assert line["amount"].value == "1000.5;7"
    assert header[0].font.bold
    assert book.active.freeze_panes == "B2"


def test_a_full_sheet_is_followed_by_another(forum, monkeypatch):
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    publish_some(forum, 7)
    batches = batches_for(Question(forum.pk), step=2)
    book = load_workbook(BytesIO(b"".join(export("xlsx", forum, batches))))
    assert [sheet.max_row for sheet in book] == [4, 4, 2]
    found = [row[0].value for sheet in book for row in sheet.iter_rows(min_row=2)]
    assert found == list(Entry.objects.values_list("ref", flat=True))


def test_an_amount_too_long_to_be_exact_stays_a_text(client, forum):
    publish(public_entry(forum, amounts=(("EUR", Decimal("1234567890123456.5")),)))
    book = load_workbook(BytesIO(client.get(f"{BASE}.xlsx").getvalue()))
    header, row = list(book.active.iter_rows(values_only=True))
    assert row[header.index("amount")] == "1234567890123456.5"


def test_a_text_longer_than_a_cell_is_cut_and_nothing_else(forum, client):
    publish(rich(forum, summary="𝕏" * 20_000, title="short"))
    book = load_workbook(BytesIO(client.get(f"{BASE}.xlsx").getvalue()))
    header, row = list(book.active.iter_rows(values_only=True))
    assert row[header.index("summary")] == "𝕏" * 16_383
    assert row[header.index("title")] == "short"


def test_parquet_has_types_lists_and_exact_amounts(client, forum):
    publish(rich(forum))
    table = pq.read_table(BytesIO(client.get(f"{BASE}.parquet").getvalue()))
    (row,) = table.to_pylist()
    assert table.schema.names == [column.name for column in COLUMNS]
    assert row["amount"] == [Decimal("1000.500"), Decimal("7.000")]
    assert (row["start"], row["revision"], row["places"]) == (
        date(2021, 7, 1),
        1,
        ["MX", "GT", "HN"],
    )
    assert row["published_at"] > datetime(2021, 6, 30, tzinfo=UTC)
    assert (row["amount_usd"], row["baseline"], row["title"]) == (
        Decimal(1223), None, '=SUM("a") <b> & ⚘, عنوان',
    )  # fmt: skip
    assert table.schema.metadata[b"licence"] == b"CC-BY-4.0"


def test_json_lines_are_the_objects_of_json(client, forum):
    publish(rich(forum))
    publish(protected(forum))
    lines = client.get(f"{BASE}.jsonl").getvalue().splitlines()
    whole = json.loads(client.get(f"{BASE}.json").getvalue())
    assert [json.loads(line) for line in lines] == whole["commitments"]
    one = whole["commitments"][1]
    assert (one["amount"], one["revision"], one["baseline"]) == (["1000.5", "7"], 1, None)
    assert one["details"]["steps"] == [{"title": "First, a house", "due_on": "2022-03-08"}]


@pytest.mark.parametrize("code", FORMATS)
def test_nothing_in_a_file_says_who_is_protected(client, forum, code):
    publish(protected(forum))
    content = client.get(f"{BASE}.{code}").getvalue()
    if code == "xlsx":
        book = load_workbook(BytesIO(content))
        content = str(list(book.active.iter_rows(values_only=True))).encode()
    assert b"red-de-mujeres" not in content
    assert b"Central America" not in content


@pytest.mark.parametrize("code", ["csv", "xlsx", "json", "jsonl", "parquet", "iati"])
def test_the_command_writes_what_the_page_hands_out(client, forum, code, tmp_path):
    publish(rich(forum))
    out = tmp_path / "out"
    given = ["--forum", forum.slug, "--format", code, "-o", str(out)]
    call_command("export", "commitments", *given, stderr=StringIO())
    extension = "xml" if code == "iati" else code
    assert READERS[extension](out.read_bytes()) == ["GE-000001"]
    assert not (tmp_path / "out.part").exists()


def test_what_is_withdrawn_while_a_file_is_read_is_not_in_its_rest(forum):
    publish_some(forum, 4)
    refs = list(Entry.objects.values_list("ref", flat=True))
    batches = batches_for(Question(forum.pk), step=2)
    first = next(batches)
    withdraw(forum, refs[3])
    assert [list(first.values("ref")), list(next(batches).values("ref"))] == [refs[:2], refs[2:3]]


def test_the_beginning_of_a_file_leaves_before_the_first_row_is_read(
    forum, django_assert_num_queries
):
    publish_some(forum, 2)
    for code in ("csv", "json", "xlsx", "xml"):
        pieces = export(code, forum, batches_for(Question(forum.pk)))
        with django_assert_num_queries(0):
            assert next(pieces)
        pieces.close()


def test_cells_are_quoted_only_where_the_reader_needs_it(client, forum):
    publish(rich(forum, summary='plain "quoted", text'))
    line = client.get(f"{BASE}.csv").getvalue().decode().splitlines()[1]
    assert line.startswith('17,"\'=SUM(""a"") <b> & ⚘, عنوان","plain ""quoted"", text",es,Red de')


def test_many_kinds_of_text_come_back_as_they_were(client, forum):
    texts = ["", "a\r\nb", '"', ",", "x;y", " ='1", "'", "١٢", "\u200b=1", "a\tb", "abc"]
    for number, text in enumerate(texts):
        publish(public_entry(forum, ref=f"GE-00010{number}", title="t", summary=text))
    found = csv.DictReader(StringIO(client.get(f"{BASE}.csv").getvalue().decode(), newline=""))
    assert [restore(row["summary"]) for row in found] == texts[::-1]
