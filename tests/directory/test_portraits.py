"""The pages of a country, an action, a coalition and an organisation: figures, charts, the newest."""

from decimal import Decimal

import pytest

from avow.directory.services import publish
from avow.forums.models import Action
from tests.directory.making import public_entry, publish_some
from tests.factories import make_organisation
from tests.worlds import at

FORUM = "/en/generation-equality/"
MEXICO = f"{FORUM}countries/MX/"
ACTION = f"{FORUM}coalitions/gender-based-violence/actions/GBV-1/"
CHARTS = ["commitments-by-year", "commitments-by-type", "commitments-by-status"]

pytestmark = pytest.mark.usefixtures("world")


def text_of(response):
    return response.content.decode()


@pytest.mark.parametrize("path", [MEXICO, ACTION])
def test_a_country_and_an_action_show_figures_charts_and_the_newest(client, forum, path):
    for number in range(7):
        publish(public_entry(forum, title=f"Promise {number}", amount_usd=Decimal(10)))
    publish(public_entry(forum, title="Faraway", country="KE", region="014", actions=("GBV-2",)))
    page = text_of(client.get(path))
    assert [key for key in CHARTS if f'aria-labelledby="{key}-h"' in page] == CHARTS
    assert "Promise 6" in page
    assert ("Promise 1" in page, "Faraway" in page) == (False, False)
    assert "See 7 commitments" in page


def test_the_years_of_a_chart_are_in_their_order(client, forum):
    publish_some(forum, 2, year=2023)
    publish_some(forum, 1, year=2021)
    page = text_of(client.get(MEXICO))
    chart = page[page.index("commitments-by-year-h") :]
    assert chart.index(">2021<") < chart.index(">2023<")


def test_figures_lead_to_their_rows_within_the_country(client, forum):
    publish_some(forum, 1)
    page = text_of(client.get(MEXICO))
    assert f'href="{FORUM}commitments/?country=MX&amp;type=policy"' in page
    assert f'href="{FORUM}organisations/?country=MX"' in page
    assert f'href="{FORUM}commitments/?region=013"' in page


def test_a_country_without_commitments_says_so_and_is_not_indexed(client):
    page = text_of(client.get(f"{FORUM}countries/TV/"))
    assert "No commitment from here is published yet" in page
    assert 'content="noindex,follow"' in page


def test_a_country_in_small_letters_leads_to_its_page(client):
    answer = client.get(f"{FORUM}countries/mx/")
    assert (answer.status_code, answer["Location"]) == (301, MEXICO)


@pytest.mark.parametrize("code", ["XX", "MEX", "<script>", "ﬁ", "ß"])
def test_what_is_no_country_has_no_page(client, code):
    assert client.get(f"{FORUM}countries/{code}/").status_code == 404


def test_a_protected_maker_is_in_no_country(client, forum):
    publish_some(forum, 1)
    publish(
        public_entry(
            forum, title="Hidden", organisation_slug=None, organisation_name="An organisation",
            country="", region="",
        )
    )  # fmt: skip
    assert "Hidden" not in text_of(client.get(MEXICO))


@pytest.mark.parametrize(
    "path", ["coalitions/gender-based-violence/actions/NO-1/", "coalitions/nowhere/actions/GBV-1/"]
)
def test_an_unknown_action_or_coalition_is_not_found(client, path):
    assert client.get(FORUM + path).status_code == 404


def test_an_action_is_found_in_its_own_coalition_only(client):
    assert client.get(f"{FORUM}coalitions/economic-justice/actions/GBV-1/").status_code == 404


def test_an_old_action_leads_to_the_one_in_its_place_or_to_its_coalition(client, forum):
    old = Action.objects.get(forum=forum, code="GBV-2")
    old.retired_at = at("2022-01-01 09:00")
    old.save()
    address = f"{FORUM}coalitions/gender-based-violence/actions/GBV-2/"
    assert client.get(address)["Location"] == f"{FORUM}coalitions/gender-based-violence/"
    old.successors.add(Action.objects.get(forum=forum, code="GBV-1"))
    assert client.get(address)["Location"] == ACTION


def test_a_coalition_shows_its_charts_its_newest_and_the_pages_of_its_actions(client, forum):
    publish(public_entry(forum, title="Alpha"))
    page = text_of(client.get(f"{FORUM}coalitions/gender-based-violence/"))
    assert [key for key in CHARTS if f'aria-labelledby="{key}-h"' in page] == CHARTS
    assert "Alpha" in page
    assert f'href="{ACTION}"' in page


def test_an_organisation_shows_charts_of_its_own_part(client, forum):
    make_organisation("Red de Mujeres", country="MX")
    publish_some(forum, 2)
    page = text_of(client.get(f"{FORUM}organisations/red-de-mujeres/"))
    assert [key for key in CHARTS if f'aria-labelledby="{key}-h"' in page] == CHARTS


@pytest.mark.parametrize("path", [MEXICO, ACTION])
@pytest.mark.parametrize("number", [1, 30])
def test_thirty_commitments_cost_as_many_queries_as_one(
    client, forum, path, number, django_assert_max_num_queries
):
    publish_some(forum, number)
    client.get(path)
    with django_assert_max_num_queries(18):
        client.get(path)


@pytest.mark.parametrize("path", [MEXICO, ACTION])
def test_who_holds_the_page_gets_it_again_only_after_a_change(client, forum, path):
    publish_some(forum, 1)
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})
    publish_some(forum, 1)
    later = client.get(path, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, later.status_code) == (304, 200)


def finance(*lines):
    return {
        "finance": [
            {
                "amount": amount,
                "currency": currency,
                "year": year,
                "amount_usd": usd,
                "source": "own",
            }
            for amount, currency, year, usd in lines
        ]
    }


def chart_of(client, forum, *lines):
    """Return the chart of money on a commitment's page, or "" if it has none."""
    publish(public_entry(forum, ref="GE-000007", details=finance(*lines)))
    page = text_of(client.get(f"{FORUM}commitments/GE-000007/"))
    return page.partition('aria-labelledby="money-of-years-h"')[2].partition("</figure>")[0]


def test_a_commitment_with_money_in_several_years_has_a_chart_of_them(client, forum):
    chart = chart_of(client, forum, ("10", "EUR", 2021, "12"), ("30", "EUR", 2022, "36"))
    assert ("€10" in chart, "€30" in chart, "US$" in chart) == (True, True, False)


def test_money_of_two_currencies_is_charted_in_dollars(client, forum):
    chart = chart_of(client, forum, ("10", "EUR", 2021, "12"), ("30", "MXN", 2022, "2"))
    assert ("US$12" in chart, "US$2" in chart, "€" in chart) == (True, True, False)


@pytest.mark.parametrize(
    "lines",
    [
        (("10", "EUR", 2021, "12"), ("5", "EUR", 2021, "6")),
        (("10", "EUR", 2021, "12"), ("30", "MXN", 2022, None)),
    ],
    ids=["one year", "a currency without a rate"],
)
def test_money_that_one_unit_cannot_say_by_year_has_no_chart(client, forum, lines):
    assert chart_of(client, forum, *lines) == ""
