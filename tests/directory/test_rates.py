"""Rates are public and dated; what has none is said, on the page, on the desk, beside each figure."""

from datetime import date
from decimal import Decimal

import pytest

from avow.commitments import guard
from avow.commitments.models import FinanceLine
from avow.directory.models import Entry
from avow.directory.services import publish
from tests.commitments.conftest import maker, write  # noqa: F401  fixtures
from tests.commitments.test_publication import publish as to_the_public
from tests.directory.making import public_entry

RATES = "/en/generation-equality/rates/"


def test_the_page_of_rates_shows_each_with_day_and_source(client, forum):
    page = client.get(RATES).content.decode()
    assert "0.001864" in page  # every digit, not three
    assert "January 2021" in page
    assert "illustrative, to be confirmed by the secretariat" in page


def test_a_figure_leads_to_the_rates_of_its_currency(client, forum):
    page = client.get(RATES, {"currency": "EUR"}).content.decode()
    assert "Only EUR is shown." in page
    assert "KWD" not in page.split("<main", 1)[1]


@pytest.mark.parametrize("wrong", ["ZZZ", "<script>", "EUR EUR"])
def test_a_currency_of_no_meaning_shows_them_all(client, forum, wrong):
    page = client.get(RATES, {"currency": wrong})
    assert page.status_code == 200
    assert "KWD" in page.content.decode()


def test_a_currency_without_a_rate_is_named(client, forum):
    forum.pack["currencies"].append("XAF")
    forum.save()
    page = client.get(RATES).content.decode()
    assert "Without a rate" in page
    assert "XAF" in page


def money(amount, currency, usd, **more):
    row = {"amount": amount, "currency": currency, "amount_usd": usd, "source": "own"}
    return row | {"year": 2021, "is_new": None, "is_oda": None, "gender_marker": None} | more


def shown(client, forum, *finance, **details):
    publish(public_entry(forum, ref="GE-7", details={"finance": list(finance)} | details))
    page = client.get("/en/generation-equality/commitments/GE-7/").content.decode()
    return " ".join(page.split())


def test_a_missing_rate_is_at_least_so_much_and_what_is_missing(client, forum):
    page = shown(
        client,
        forum,
        money("100", "EUR", "122.30", rate="1.223", rate_day="2021-01-01", rate_source="A bank")
        | {"is_new": True},
        money("5000", "XAF", None),
    )
    assert "at least <bdi>US$122.30</bdi>, without 1 line in XAF (no rate known)" in page
    assert "about <bdi>US$122.30</bdi>" in page  # of the euros alone
    assert "(A bank)" in page
    assert f'href="{RATES}?currency=EUR"' in page
    assert "US$0" not in page


def test_money_without_any_rate_is_no_dollars_at_all(client, forum):
    page = shown(client, forum, money("5000", "XAF", None))
    assert "US dollars not known, without 1 line in XAF" in page
    assert "US$0" not in page


def test_an_older_line_finds_its_source_in_the_forums_rates(client, forum):
    page = shown(
        client, forum, money("100", "EUR", "122.30", rate="1.22300000", rate_day="2021-01-01")
    )
    assert "1 EUR = US$ 1.223</bdi>" in page
    assert "(illustrative, to be confirmed by the secretariat)" in page


def test_the_kinds_of_newness_stand_apart(client, forum):
    page = shown(
        client,
        forum,
        money("1", "USD", "1.00", is_new=True),
        money("2", "USD", "2.00", is_new=False, is_oda=True),
        money("4", "USD", "4.00"),
    )
    for words in ("New money", "Already announced elsewhere", "Not said whether it is new"):
        assert words in page
    assert "Of this, official development assistance" in page


def test_a_line_that_was_published_without_a_rate_is_told_to_the_desk(
    write,  # noqa: F811
    maker,  # noqa: F811
    ana,
    sofia,
    sign_in,
    forum,
):
    rows = {"finance": [{"amount": "900", "currency": "MXN", "source": "own"}]}
    commitment = to_the_public(write(rows=rows), ana, sofia)
    desk = "/en/generation-equality/desk/commitments/"
    assert "Public money without a rate" not in sign_in(sofia).get(desk).content.decode()
    guard.remove()
    FinanceLine.objects.filter(revision=commitment.public).update(
        amount_usd=None, rate=None, rate_day=None
    )
    page = sign_in(sofia).get(desk).content.decode()
    assert "MXN: 1 line is not counted in US dollars." in page


def test_a_line_keeps_who_says_its_rate(write, maker, ana, sofia):  # noqa: F811
    rows = {"finance": [{"amount": "900", "currency": "MXN", "source": "own"}]}
    commitment = to_the_public(write(rows=rows), ana, sofia)
    line = commitment.public.finance_lines.get()
    assert (line.rate, line.rate_day) == (Decimal("0.0502"), date(2021, 1, 1))
    assert line.rate_source == "illustrative, to be confirmed by the secretariat"
    (row,) = Entry.objects.get(ref=commitment.ref).body.details["finance"]
    assert row["rate_source"] == line.rate_source
