"""The figures of a forum or a part of it: counted once, exact, fresh, and led back to their rows."""

import csv
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from avow.directory.figures import CHARTS
from avow.directory.models import Entry
from avow.directory.services import publish, withdraw
from avow.directory.statistics import figures_of
from avow.directory.totals import Scope
from tests.directory.making import public_entry, publish_some

PAGE = "/en/generation-equality/progress/"
OSLO = {
    "organisation_slug": "oslo-fund", "organisation_name": "Oslo Fund", "country": "NO",
    "region": "154", "organisation_type": "philanthropy",
}  # fmt: skip


@pytest.fixture
def some(forum):
    """Three commitments: two of Mexico, one of them in two coalitions, and one of Norway."""
    publish(public_entry(forum))
    publish(
        public_entry(
            forum, coalitions=("gender_based_violence", "economic_justice"), status="achieved"
        )
    )
    publish(public_entry(forum, types=("financial",), **OSLO))


def figures(forum, **scope):
    return figures_of(forum, Scope(forum.pk, **scope))


def test_a_commitment_of_two_coalitions_counts_in_both_and_once_in_the_whole(forum, some):
    found = figures(forum)
    assert found.commitments == 3
    assert found.commitments_by["coalition"] == {"gender_based_violence": 3, "economic_justice": 1}
    assert found.commitments_by["status"] == {"on_track": 2, "achieved": 1}


def test_a_maker_counts_once_however_many_commitments_it_has(forum, some):
    found = figures(forum)
    assert found.makers == 2
    assert found.makers_by["organisation_type"] == {"philanthropy": 1, "womens_rights_org": 1}
    assert found.makers_by["coalition"] == {"gender_based_violence": 2, "economic_justice": 1}


def test_the_pack_says_which_countries_are_the_global_south(forum, some):
    publish(public_entry(forum, organisation_slug=None, country="", region=""))
    found = figures(forum)
    assert found.makers_sides == {"south": 1, "north": 1, "": 1}
    assert found.commitments_sides == {"south": 2, "north": 1, "": 1}


def test_the_part_of_one_coalition_holds_its_own_only(forum, some):
    found = figures(forum, coalition="economic_justice")
    assert (found.commitments, found.makers) == (1, 1)
    assert found.commitments_by["status"] == {"achieved": 1}


def test_figures_are_kept_and_never_older_than_the_last_change(
    forum, some, django_assert_num_queries
):
    figures(forum)
    with django_assert_num_queries(1):
        figures(forum)
    publish(public_entry(forum))
    assert figures(forum).commitments == 4


def test_a_figure_is_gone_with_what_was_withdrawn(forum, some):
    entry = Entry.objects.first()
    withdraw(forum, entry.ref)
    assert figures(forum).commitments == 2


@pytest.mark.parametrize("query", ["", "?coalition=economic_justice", "?of_maker=oslo-fund"])
def test_more_commitments_cost_no_more_queries(client, forum, some, query):
    def cost():
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            assert client.get(f"{PAGE}{query}").status_code == 200
        return len(seen)

    first = cost()
    publish_some(forum, 30)
    publish_some(forum, 30, **OSLO)
    assert cost() == first <= 50


def test_an_empty_forum_says_so(client, forum):
    page = client.get(PAGE).content.decode()
    assert "There is nothing to show yet" in page
    assert '<svg class="chart"' not in page


def test_every_bar_leads_to_as_many_rows_as_it_says(client, forum, some):
    for query in (
        "",
        "?coalition=gender_based_violence",
        "?country=MX",
        "?of_coalition=economic_justice",
    ):
        page = client.get(f"{PAGE}{query}")
        for chart, _drawn, _file in page.context["charts"]:
            for category, marks in chart.rows:
                if category.url and len(chart.series) == 1:
                    found = client.get(category.url)
                    assert found.context["page"].paginator.count == marks[0].number, category.url


def test_what_the_address_chooses_is_shown_and_can_be_taken_off(client, forum, some):
    page = client.get(f"{PAGE}?coalition=economic_justice&country=XX").content.decode()
    assert 'aria-label="Only these"' in page
    assert "left out" in page  # XX is no country
    assert '<meta name="robots" content="noindex,follow">' in page


@pytest.mark.parametrize("key", CHARTS)
def test_each_chart_is_downloaded_as_data_and_as_a_picture(client, forum, some, key):
    answer = client.get(f"{PAGE}{key}.csv?coalition=gender_based_violence")
    assert answer["Content-Type"].startswith("text/csv")
    head, *rows = list(csv.reader(answer.content.decode().splitlines()))
    assert head[:2] == ["code", "name"]
    assert all(len(row) == len(head) for row in rows)
    picture = client.get(f"{PAGE}{key}.svg")
    assert picture["Content-Type"].startswith("image/svg+xml")
    assert ET.fromstring(picture.content).tag.endswith("svg")


def test_no_other_file_is_there(client, forum):
    for name in ("commitments-by-coalition.pdf", "nothing.csv"):
        assert client.get(f"{PAGE}{name}").status_code == 404


def test_money_adds_up_over_coalitions_and_years_exactly(client, forum):
    finance = [
        {"amount": "100.01", "currency": "EUR", "amount_usd": "122.31", "source": "own",
         "year": 2021, "is_new": True, "is_oda": None, "gender_marker": None},
        {"amount": "5000", "currency": "XAF", "amount_usd": None, "source": "own",
         "year": 2022, "is_new": False, "is_oda": None, "gender_marker": None},
    ]  # fmt: skip
    two = ("gender_based_violence", "economic_justice")
    publish(public_entry(forum, coalitions=two, details={"finance": finance}))
    assert figures(forum).money.money.usd == Decimal("122.31")
    for key in ("money-by-coalition", "money-by-year"):
        answer = client.get(f"{PAGE}{key}.csv").content.decode()
        rows = list(csv.DictReader(answer.splitlines()))
        column = "all" if "all" in rows[0] else "n"
        assert sum(Decimal(row[column] or 0) for row in rows) == Decimal("122.31")
    francs = [row for row in rows if row["code"] == "2022"]
    assert [row["n"] for row in francs] == [""]  # not known is not zero


def test_in_arabic_bars_begin_at_the_right(client, forum, some):
    assert 'direction="rtl"' in client.get(PAGE.replace("/en/", "/ar/")).content.decode()


def test_whoever_holds_the_current_page_is_told_so(client, forum, some):
    first = client.get(PAGE)
    assert client.get(PAGE, headers={"If-None-Match": first["ETag"]}).status_code == 304
    publish(public_entry(forum))
    assert client.get(PAGE, headers={"If-None-Match": first["ETag"]}).status_code == 200
