"""IATI 2.03: valid by the official schema, and what it says of a commitment."""

import os
from decimal import Decimal
from pathlib import Path

import pytest
from lxml import etree

from avow.directory.services import publish
from avow.directory.states import Status
from tests.directory.making import public_entry
from tests.opendata.richest import DETAILS, MONEY, protected, rich

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = Path(os.environ.get("AVOW_STANDARDS") or ROOT / "var/standards")
XML = "/en/generation-equality/commitments.xml"


@pytest.fixture(scope="module")
def schema():
    file = STANDARDS / "iati-activities-schema.xsd"
    if not file.exists():
        pytest.skip(f"the IATI 2.03 schemas are not in {STANDARDS} (AVOW_STANDARDS says where)")
    return etree.XMLSchema(etree.parse(file, etree.XMLParser(no_network=True)))


def read(client, query=""):
    return etree.fromstring(
        client.get(XML + query).getvalue(), etree.XMLParser(no_network=True, resolve_entities=False)
    )


def activity(client):
    (found,) = read(client)
    return found


def test_a_file_of_every_kind_of_commitment_is_valid(client, forum, schema):
    publish(rich(forum))
    publish(protected(forum))
    for number, status in enumerate(Status.values, 10):
        publish(public_entry(forum, ref=f"GE-0000{number}", status=status, summary=""))
    root = read(client)
    assert len(root) == 2 + len(Status.values)
    assert schema.validate(root), schema.error_log


def test_a_file_without_commitments_is_an_empty_list(client, forum):
    assert len(read(client, "?country=FR")) == 0


def test_an_activity_says_who_what_where_and_when(client, forum, settings):
    settings.IATI_ORGANISATION, settings.IATI_ORGANISATION_TYPE = "XM-DAC-41146", "40"
    publish(rich(forum))
    one = activity(client)
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    assert one.get(language) == "es"
    assert one.findtext("iati-identifier") == "XM-DAC-41146-GE-000001"
    assert dict(one.find("reporting-org").attrib) == {
        "ref": "XM-DAC-41146", "type": "40", "secondary-reporter": "1",
    }  # fmt: skip
    assert one.findtext("title/narrative") == '=SUM("a") <b> & ⚘, عنوان'
    assert [(row.get("role"), row.findtext("narrative")) for row in one.findall("participating-org")] == [
        ("2", "Red de Mujeres"), ("2", "Name withheld for safety"), ("4", "Casa Norte"),
    ]  # fmt: skip
    assert one.find("activity-status").get("code") == "2"
    assert [(row.get("type"), row.get("iso-date")) for row in one.findall("activity-date")] == [
        ("1", "2021-07-01"), ("3", "2024-06-30"),
    ]  # fmt: skip
    places = one.findall("recipient-country") + one.findall("recipient-region")
    assert [row.get("code") for row in places] == ["MX", "GT", "HN", "029"]
    assert sum(Decimal(row.get("percentage")) for row in places) == 100
    assert [row.get("code") for row in one.findall("tag")] == ["5.2", "5.a"]
    assert one.find("related-activity").get("ref") == "MX-RFC-1-7"


def test_money_is_budgets_and_transactions_in_its_own_currency(client, forum):
    publish(rich(forum))
    one = activity(client)
    assert one.find("policy-marker").get("significance") == "2"
    (budget,) = one.findall("budget")
    assert budget.find("period-start").get("iso-date") == "2022-01-01"
    assert (budget.findtext("value"), budget.find("value").get("currency")) == ("1000.5", "EUR")
    kinds = [
        (
            row.find("transaction-type").get("code"),
            row.findtext("value"),
            row.find("value").get("currency"),
        )
        for row in one.findall("transaction")
    ]
    assert kinds == [("2", "1000.5", "EUR"), ("11", "7", "XAF")]


def test_a_budget_lies_within_the_term(client, forum):
    line = MONEY | {"amount": "5", "currency": "USD", "amount_usd": "5", "year": 2021}
    publish(rich(forum, details=DETAILS | {"finance": [line]}))
    budget = activity(client).find("budget")
    assert budget.find("period-start").get("iso-date") == "2021-07-01"


def test_three_places_make_a_hundred_per_cent(client, forum):
    publish(rich(forum, details={"places": ["MX", "GT", "HN"]}))
    parts = [
        Decimal(row.get("percentage")) for row in activity(client).findall("recipient-country")
    ]
    assert sorted(parts) == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


def test_a_protected_maker_has_neither_name_nor_place(client, forum):
    publish(protected(forum))
    one = activity(client)
    assert one.findtext("participating-org/narrative") == "A women’s network"
    assert one.findall("recipient-country") == []
    assert b"mujeres" not in etree.tostring(one)
