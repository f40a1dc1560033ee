"""Downloads: what goes out comes in again; no text is run by a spreadsheet; memory stays small."""

import csv
import json
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from avow.commitments import guard
from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.directory.services import publish, rebuild
from avow.kernel.formulas import neutralise, restore
from avow.opendata.exports.columns import COLUMNS, SHARED
from avow.opendata.imports.registry import kind_of
from avow.opendata.imports.running import run
from avow.review.models import Maker
from tests.directory.making import public_entry, publish_some
from tests.opendata.making import write_csv

NOW = datetime(2026, 7, 1, tzinfo=UTC)
CSV = "/en/generation-equality/commitments.csv"


def rows_of(response):
    return list(csv.DictReader(StringIO(response.getvalue().decode())))


def test_a_visitor_downloads_what_the_filters_show(client, forum):
    publish(
        public_entry(
            forum,
            ref="A",
            country="MX",
            amounts=(("USD", Decimal("5.50")),),
            amount_usd=Decimal("5.50"),
        )
    )
    publish(public_entry(forum, ref="B", country="KE", region="014"))
    rows = rows_of(client.get(CSV, {"country": "MX"}))
    assert [(row["id"], row["amount"], row["currency"], row["region"]) for row in rows] == [
        ("A", "5.5", "USD", "Central America")
    ]
    assert list(rows[0])[: len(SHARED)] == [
        "id", "title", "summary", "language", "organisation", "organisation_type", "country", "region", "coalition",
        "action", "commitment_type", "amount", "currency", "amount_usd", "start", "end", "status", "submitted_at",
        "published_at",
    ]  # fmt: skip


def test_what_goes_out_and_comes_in_goes_out_the_same(client, forum, tmp_path):
    wild = [
        {
            "title": '=HYPERLINK("x")',
            "summary": "-1+1\nsecond line; with ; signs",
            "links": "https://example.org/a%3Bb",
        },
        {"title": "'=quoted", "amount": "10;20.5", "currency": "EUR;KWD", "amount_usd": ""},
        {
            "title": "عنوان",
            "language": "ar",
            "amount": "",
            "currency": "",
            "amount_usd": "",
            "status": "completed",
        },
        {
            "title": "@home",
            "description": "\tTabbed",
            "places": "KE;UG",
            "sdg_targets": "5.2;5.a",
            "status": "ended",
        },
    ]
    run(kind_of("commitments"), write_csv(tmp_path, *wild), forum, now=NOW)
    first = client.get(CSV, {"sort": "title"}).getvalue()
    out = tmp_path / "out.csv"
    out.write_bytes(first)
    guard.remove()  # as if nothing had ever been published here
    for model in (Maker, Commitment):
        if model is Commitment:
            Commitment.objects.update(public=None, current=None, state="draft", over_on=None)
        model.objects.all().delete()
    rebuild(forum)
    assert not Entry.objects.exists()
    report = run(kind_of("commitments"), out, forum, now=NOW)
    assert (report.problems, report.new) == ([], 4)
    again = client.get(CSV, {"sort": "title"}).getvalue()
    names = [column.name for column in SHARED] + ["description", "places", "sdg_targets", "links"]
    assert [[row[name] for name in names] for row in csv.DictReader(StringIO(again.decode()))] == [
        [row[name] for name in names] for row in csv.DictReader(StringIO(first.decode()))
    ]


def test_no_text_is_run_by_a_spreadsheet(client, forum):
    publish(public_entry(forum, title="=1+1", summary="+SUM(A1)"))
    row = rows_of(client.get(CSV))[0]
    assert (row["title"], row["summary"]) == ("'=1+1", "'+SUM(A1)")


@given(st.text())
def test_undoing_what_keeps_formulas_from_running_is_exact(text):
    assert restore(neutralise(text)) == text


@pytest.mark.parametrize("number", ["-5", "+1.5", "12"])
def test_numbers_stay_numbers(number):
    assert neutralise(number) == number


def test_json_and_xlsx_hold_the_same(client, forum):
    publish(
        public_entry(
            forum,
            ref="A",
            title="=1+1",
            amounts=(("EUR", Decimal("5.50")),),
            details={"places": ["MX"]},
        )
    )
    found = json.loads(client.get(CSV.replace("csv", "json")).getvalue())
    assert found["licence"] == "CC-BY-4.0"
    assert (found["commitments"][0]["title"], found["commitments"][0]["amount"]) == (
        "=1+1",
        ["5.5"],
    )
    assert found["commitments"][0]["coalition"] == ["gender_based_violence"]
    book = load_workbook(BytesIO(client.get(CSV.replace("csv", "xlsx")).getvalue()))
    header, row = list(book.active.iter_rows(values_only=True))
    line = dict(zip(header, row, strict=True))
    assert (line["title"], line["amount"], line["places"]) == ("=1+1", 5.5, "MX")


@pytest.mark.parametrize("code", ["iati", "exe", "CSV"])
def test_a_format_that_is_not_offered_is_not_found(client, forum, code):
    assert client.get(f"/en/generation-equality/commitments.{code}").status_code == 404


def test_the_command_writes_a_file_and_names_the_formats(forum, tmp_path):
    publish_some(forum, 3)
    target = tmp_path / "out.csv"
    call_command(
        "export", "commitments", "--forum", forum.slug, "-o", str(target), stderr=StringIO()
    )
    assert len(list(csv.reader(target.open()))) == 4
    with pytest.raises(CommandError, match="not offered"):
        call_command("export", "commitments", "--forum", forum.slug, "--format", "exe")
    with pytest.raises(CommandError, match="no forum"):
        call_command("export", "commitments", "--forum", "nowhere")


@pytest.mark.parametrize("rows", [10, 200])
def test_a_download_costs_the_same_for_ten_and_for_two_hundred(
    client, forum, rows, django_assert_num_queries
):
    publish_some(forum, rows)
    with django_assert_num_queries(5):
        assert len(rows_of(client.get(CSV))) == rows


def test_the_data_page_explains_every_column(client, world):
    page = client.get("/en/generation-equality/data/").content.decode()
    assert all(f"<code>{column.name}</code>" in page for column in COLUMNS)
    assert "CC-BY-4.0" in page
