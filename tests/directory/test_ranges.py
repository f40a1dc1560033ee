"""Ranges of money and days: understood from the address, shown, and taken away again."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.http import QueryDict

from avow.directory import ranges
from avow.directory.services import publish
from tests.directory.making import public_entry

COMMITMENTS = "/en/generation-equality/commitments/"
pytestmark = pytest.mark.usefixtures("world")


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("amount_from=1000&amount_to=50000", {"amount": (Decimal(1000), Decimal(50000))}),
        ("amount_to=1 000.5", {"amount": (None, Decimal("1000.50"))}),
        ("published_from=2021-07-01", {"published": (date(2021, 7, 1), None)}),
        ("runs_from=&runs_to=", {}),
        ("runs_to=2026-12-31", {"runs": (None, date(2026, 12, 31))}),
    ],
)
def test_an_address_says_ranges(address, found):
    assert ranges.ranges_of(QueryDict(address)) == (found, [])
    again = QueryDict("&".join(f"{name}={value}" for name, value in ranges.parameters(found)))
    assert ranges.ranges_of(again)[0] == found


@pytest.mark.parametrize(
    "address",
    [
        "amount_from=many", "amount_from=-1", "amount_to=NaN", "amount_to=1e99", "amount_from=Infinity",
        "published_from=2021-13-01", "published_to=tomorrow", "runs_from=0001-01-01", "runs_to=99999-01-01",
    ],
)  # fmt: skip
def test_what_is_no_number_or_day_is_named_and_left_out(address):
    name, _sign, value = address.partition("=")
    assert ranges.ranges_of(QueryDict(address)) == ({}, [(name, value)])


def test_a_reader_narrows_the_list_by_money_and_days(client, forum):
    publish(public_entry(forum, ref="GE-1", title="Small", amount_usd=Decimal(10)))
    publish(public_entry(forum, ref="GE-2", title="Large", amount_usd=Decimal(5000)))
    publish(public_entry(forum, ref="GE-3", title="Unknown", amount_usd=None))
    page = client.get(COMMITMENTS + "?amount_from=100&runs_to=2022-01-01").content.decode()
    assert "Large" in page
    assert "Small" not in page
    assert "Unknown" not in page
    assert 'name="amount_from" value="100"' in page
    assert "from 100" in page  # and the way back:
    assert 'href="?runs_to=2022-01-01"' in page


def test_the_end_of_a_day_counts_in_the_forum_s_own_zone(client, forum):
    noon = datetime(2021, 6, 30, 12, tzinfo=UTC)
    publish(public_entry(forum, title="Published at noon", published_at=noon))
    for last, is_shown in (("2021-06-29", False), ("2021-06-30", True)):
        page = client.get(COMMITMENTS, {"published_to": last}).content.decode()
        assert ("Published at noon" in page) == is_shown


def test_a_wrong_range_is_told_and_shows_everything(client, forum):
    publish(public_entry(forum, title="Always shown"))
    page = client.get(COMMITMENTS + "?amount_from=<b>").content.decode()
    assert "Always shown" in page
    assert "amount_from: &lt;b&gt;" in page


def test_words_that_nobody_says_are_answered_with_what_comes_close(client, forum):
    publish(public_entry(forum, title="Ending violence"))
    page = client.get(COMMITMENTS, {"q": "voilence"}).content.decode()
    assert "No commitment says voilence." in page
    assert "Ending <mark>violence</mark>" in page
