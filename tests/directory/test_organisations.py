"""The public list of organisations, and their profiles."""

import pytest

from avow.directory.services import publish
from avow.people.models import Organisation
from avow.review.models import Maker
from tests.directory.making import PUBLISHED, public_entry
from tests.factories import make_organisation

LIST = "/en/generation-equality/organisations/"

pytestmark = pytest.mark.usefixtures("world")


def text_of(response):
    return response.content.decode()


@pytest.fixture
def maker(forum, red, gbv):
    Maker.objects.create(forum=forum, organisation=red, coalition=gbv, since=PUBLISHED)
    publish(public_entry(forum, title="Shelters in every city"))
    return red


def names_in(client, **query):
    page = text_of(client.get(LIST, query))
    return sorted(
        row.name for row in Organisation.objects.all() if f"/organisations/{row.slug}/" in page
    )


def test_makers_and_champions_are_listed_and_nobody_else(client, maker, lagos):
    found = names_in(client)
    assert "Red de Mujeres" in found
    assert "Fundación Aurora" in found
    assert "Lagos Youth Network" not in found
    assert client.get(f"{LIST}{lagos.slug}/").status_code == 404


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"q": "redm"}, ["Red de Mujeres"]),
        ({"q": "fundacion"}, ["Fundación Aurora"]),
        ({"role": "maker"}, ["Red de Mujeres"]),
        ({"role": "maker", "coalition": "economic_justice"}, []),
        ({"role": "champion", "country": "TR"}, ["Anatolia Legal Aid"]),
        ({"coalition": "gender_based_violence", "country": "MX"}, ["Red de Mujeres"]),
        ({"organisation_type": "philanthropy"}, ["صندوق النساء للعدالة"]),
        ({"region": "013"}, ["Red de Mujeres"]),
        ({"q": "nobody of this name"}, []),
    ],
)
def test_the_list_can_be_searched_and_filtered(client, maker, query, names):
    assert names_in(client, **query) == names


def test_unknown_values_are_left_out_with_a_notice(client, maker):
    page = client.get(LIST, {"country": "XX", "role": "king"})
    assert page.status_code == 200
    assert "were left out" in text_of(page)


def test_a_profile_shows_text_roles_and_commitments(client, maker):
    page = text_of(client.get(f"{LIST}{maker.slug}/"))
    assert "Works for equality." in page
    assert "Parity on the board." in page
    assert "Commitment maker" in page
    assert "Shelters in every city" in page
    assert "office" not in page


def test_a_merged_organisation_leads_to_the_one_it_became(client, maker):
    make_organisation("Old Red", slug="old-red", merged_into=maker)
    answer = client.get(f"{LIST}old-red/")
    assert (answer.status_code, answer["Location"]) == (301, f"{LIST}{maker.slug}/")


def test_a_protected_organisation_is_nowhere(client, forum, maker):
    Organisation.objects.filter(pk=maker.pk).update(
        is_protected=True, protected_name="A group at risk"
    )
    make_organisation("Old Red", slug="old-red", merged_into=maker)
    assert "Red de Mujeres" not in names_in(client, q="red")
    assert client.get(f"{LIST}{maker.slug}/").status_code == 404
    assert client.get(f"{LIST}old-red/").status_code == 404


@pytest.mark.parametrize("slug", ["nobody", "x" * 300])
def test_an_unknown_organisation_is_not_found(client, slug):
    assert client.get(f"{LIST}{slug}/").status_code == 404


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_costs_the_same_for_ten_and_for_two_hundred(
    client, forum, gbv, rows, django_assert_num_queries
):
    houses = [make_organisation() for _ in range(rows)]
    Maker.objects.bulk_create(
        Maker(forum=forum, organisation=house, coalition=gbv, since=PUBLISHED) for house in houses
    )
    client.get(LIST)
    with django_assert_num_queries(7):
        client.get(LIST)


@pytest.mark.parametrize("rows", [10, 200])
def test_a_profile_costs_the_same_for_ten_commitments_and_for_two_hundred(
    client, forum, maker, rows, django_assert_num_queries
):
    for _ in range(rows):
        publish(public_entry(forum))
    with django_assert_num_queries(26):
        client.get(f"{LIST}{maker.slug}/")
