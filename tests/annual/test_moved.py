"""Figures by place follow protection; all can be counted again from the tables of the package."""

import csv
import io
import zipfile
from decimal import Decimal

import pytest
from django.utils import translation

from avow.annual import figures, services
from avow.annual.document import Document
from avow.annual.models import AnnualReport, Section
from avow.annual.moved import moved
from avow.annual.package import write
from avow.annual.states import Kind
from avow.commitments import services as commitments
from avow.commitments.publication import organisation_changed
from avow.progress.models import Cycle
from tests.annual.conftest import NOW

pytestmark = pytest.mark.django_db
PAGE = "/en/generation-equality/reports/2023/"


@pytest.fixture
def edition(told, together, sofia):
    """The report of 2023 of three commitments from Mexico, and one of Mexico and Nigeria."""
    report = services.freeze(Cycle.objects.whole().get(year=2023), NOW)
    outlook = Section.objects.get(report=report, kind=Kind.OUTLOOK)
    services.write(outlook, "en", "From Mexico: {{ commitments.country.MX }}", by=sofia, now=NOW)
    return services.publish(report, by=sofia, now=NOW)


def protect(organisation, *, on=True):
    organisation.is_protected, organisation.protected_name = on, "A network" if on else ""
    organisation.save()
    organisation_changed(organisation, NOW)


def document_of(edition):
    return Document(AnnualReport.objects.get(pk=edition.report_id), edition.content, edition)


def tables_of(edition):
    """Return the tables of the data package, each a list of {column: text}."""
    out = io.BytesIO()
    with translation.override("en"):
        write(document_of(edition), out)
    with zipfile.ZipFile(out) as package:
        return {
            name.removesuffix(".csv"): list(
                csv.DictReader(io.StringIO(package.read(name).decode()))
            )
            for name in package.namelist()
            if name.endswith(".csv")
        }


def cents(text):
    return int(Decimal(text) * 100) if text else None


def rows_again(tables):
    """Make the rows anew from the tables, as a reader would."""
    for one in tables["commitments"]:
        own = {
            name: [row for row in tables[name] if row["ref"] == one["ref"]]
            for name in ("money", "reports", "cycles", "spending")
        }
        facets = ("coalition", "action", "type", "organisation_type", "country", "region")
        yield {
            "ref": one["ref"],
            "is_listed": one["counted"] == "true",
            "tags": {name: one[name].split(";") for name in facets if one[name]}
            | {"language": one["languages"].split(";")},
            "parts": [
                {
                    **{key: row[key] for key in row if key not in {"ref", "amount", "usd"}},
                    "maker": row["maker"] or f"hidden {one['ref']} {number}",
                    "year": int(row["year"]) if row["year"] else None,
                    "thousandths": int(Decimal(row["amount"] or 0) * 1000),
                    "cents": cents(row["usd"]),
                    "is_new": {"true": True, "false": False, "": None}[row["new"]],
                }
                for number, row in enumerate(own["money"])
            ],
            "statuses": {row["year"]: row["status"] for row in own["cycles"] if row["status"]},
            "reported_in": int(one["reported_in"]) if one["reported_in"] else None,
            "spent": cents(one["spent_usd"]),
            "spent_in": {row["coalition"]: cents(row["spent_usd"]) for row in own["spending"]},
            "spent_unrated": one["spent_unrated"] == "true",
            "reports": [
                row | {"differs": row["differs"] == "true", "is_late": row["late"] == "true"}
                for row in own["reports"]
            ],
            "owed": {
                row["year"]: [int(row[name]) for name in ("owed", "handed_in", "on_time")]
                for row in own["cycles"]
            },
        }


def counted_again(edition, tables):
    """Return each figure, counted from the tables alone."""
    south = {row["country"] for row in tables["money"] if row["side"] == "south"}
    years = tuple(sorted({int(row["year"]) for row in tables["cycles"]}))
    facts = figures.Facts(edition.report.year, years, frozenset(south))
    scale = {"cents": Decimal(100), "thousandths": Decimal(1000)}
    return {
        name: None
        if one.value is None
        else one.value / scale.get(figures.unit_of(name), Decimal(1))
        for name, one in figures.compute(rows_again(tables), facts).items()
    }


def test_each_figure_can_be_counted_again_from_the_tables_alone(edition):
    tables = tables_of(edition)
    again = counted_again(edition, tables)
    assert len(tables["figures"]) > 100
    for row in tables["figures"]:
        found = again.get(row["name"], None if row["name"].startswith("rate") else 0)
        assert (Decimal(row["value"]) if row["value"] else None) == found, row["name"]


def test_after_protection_all_but_the_makers_are_counted_again(edition, lagos):
    protect(lagos)
    tables = tables_of(edition)
    again = counted_again(edition, tables)
    for row in tables["figures"]:
        if not row["name"].startswith("makers"):
            found = again.get(row["name"], None if row["name"].startswith("rate") else 0)
            assert (Decimal(row["value"]) if row["value"] else None) == found, row["name"]


def test_a_protected_makers_place_and_currency_are_behind_no_figure(edition, client, red):
    before = document_of(edition).values
    assert before["commitments.country.MX"] == 4
    protect(red)
    after = document_of(edition).values
    assert {name: after.get(name) for name in before if name.endswith(".MX")} == dict.fromkeys(
        (name for name in before if name.endswith(".MX")), 0
    )
    assert after["commitments.side.unknown"] == 4
    assert after["makers.side.unknown"] == 2  # beside a protected lead nobody is named
    assert after["makers.country.NG"] == 0
    for name in before:
        if not figures_by_place(name):
            assert after[name] == before[name], name
    for gone in ("commitments.country.MX", "makers.country.NG", "currency.MXN", "no"):
        assert client.get(f"{PAGE}annex/?figure={gone}").status_code == 404
    page = client.get(f"{PAGE}annex/?figure=commitments.side.unknown")
    assert page.context["page"].paginator.count == 4
    assert "The places of 4 commitments of this report are not shown" in page.content.decode()
    tables = tables_of(edition)
    assert {row["currency"] for row in tables["money"] if not row["country"]} <= {"USD", "XXX", ""}
    assert {row["maker"] for row in tables["money"] if not row["country"]} == {""}
    names = {row["name"] for row in tables["figures"]}
    assert not [one for one in names if one.endswith((".MX", ".NG")) or ".MX@" in one]
    assert {"commitments.side.south", "commitments.side.unknown"} <= names
    assert "From Mexico: 0" in client.get(PAGE).content.decode().replace(
        '<span class="figure-ref">', ""
    )


def figures_by_place(name):
    words = name.partition("@")[0].split(".")
    return words[0] == "currency" or words[1:2] in (["country"], ["region"], ["side"])


def test_of_makers_together_only_the_protected_one_moves(edition, lagos):
    before = document_of(edition).values
    assert (before["commitments.country.NG"], before["makers.country.NG"]) == (1, 1)
    protect(lagos)
    after = document_of(edition).values
    assert (after["commitments.country.NG"], after["makers.country.NG"]) == (0, 0)
    assert after["commitments.country.MX"] == before["commitments.country.MX"]
    assert after["makers.country.MX"] == before["makers.country.MX"] == 1
    assert after["money.side.unknown"] > 0
    sides = [f"money.side.{one}" for one in ("south", "north", "unknown")]
    assert sum(after.get(one, 0) for one in sides) == sum(before.get(one, 0) for one in sides)


def test_when_protection_ends_the_figures_are_the_frozen_ones(edition, red):
    before = document_of(edition).values
    protect(red)
    assert document_of(edition).values != before
    protect(red, on=False)
    assert document_of(edition).values == before
    assert not moved(edition.report).rows


def test_what_is_withdrawn_has_no_place_and_its_maker_is_counted_by_the_others(edition, told, ana):
    commitments.withdraw(told["steady"], ana, NOW, "Gone")
    after = document_of(edition).values
    assert (after["commitments.country.MX"], after["makers.country.MX"]) == (3, 1)
    assert (after["commitments.side.unknown"], after["commitments"]) == (1, 4)


def test_the_frozen_figures_never_change(edition, red):
    before = list(edition.report.figures.values_list("name", "value"))
    protect(red)
    assert document_of(edition).values["commitments.country.MX"] == 0
    assert list(edition.report.figures.values_list("name", "value")) == before


def test_what_moved_is_counted_once_and_kept(edition, red, django_assert_max_num_queries):
    protect(red)
    moved(edition.report)
    with django_assert_max_num_queries(1):
        moved(edition.report)


def test_a_note_of_an_edition_names_nobody_who_is_protected(edition, client, red, sofia):
    outlook = Section.objects.get(report=edition.report, kind=Kind.OUTLOOK)
    services.write(outlook, "en", "More.", by=sofia, now=NOW)
    last = services.correct(edition.report, "Red de Mujeres was missing", by=sofia, now=NOW)
    assert "Red de Mujeres was missing" in client.get(PAGE).content.decode()
    protect(red)
    assert "Red de Mujeres" not in client.get(PAGE).content.decode()
    assert "A network was missing" in client.get(PAGE).content.decode()
    assert "Corrected: A network was missing" in document_of(last).stamp()
