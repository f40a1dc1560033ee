"""The map: the same figures as the directory's, for every country, without a look at anybody at risk."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.http import QueryDict

from avow.directory import facets, mapping
from avow.directory.query import understand
from avow.directory.services import publish
from avow.directory.vocabulary import Vocabulary
from avow.forums.regions import COUNTRIES
from tests.directory.making import public_entry, publish_some

MAP = "/en/generation-equality/commitments/map/"
ROWS = "/en/generation-equality/commitments/"

pytestmark = pytest.mark.usefixtures("world")
TUVALU = {"country": "TV", "region": "061"}
PROTECTED = {
    "organisation_slug": None, "organisation_name": "An organisation", "country": "", "region": "",
}  # fmt: skip


def text_of(response):
    return response.content.decode()


def svg_of(page):
    picture = page[page.index('<svg class="map"') :]
    return ET.fromstring(picture[: picture.index("</svg>") + 6])


def links_of(page):
    """Return {address: what it says} of the picture."""
    return {one.get("href"): one.get("aria-label") for one in svg_of(page).iter("a")}


def test_a_country_leads_to_its_commitments_in_the_picture_and_in_the_table(client, forum):
    publish_some(forum, 2)
    page = text_of(client.get(MAP))
    assert links_of(page) == {f"{ROWS}?country=MX": "Mexico: 2 commitments"}
    assert 'href="/en/generation-equality/countries/MX/">Mexico</a>' in page
    assert page.count(f'href="{ROWS}?country=MX"') == 2


def test_an_empty_forum_says_that_nothing_is_published_yet(client):
    page = text_of(client.get(MAP))
    assert "No commitment is published yet" in page
    assert '<svg class="map"' not in page


def test_filters_that_find_nothing_say_so(client, forum):
    publish_some(forum, 1)
    assert "No commitment fits" in text_of(client.get(MAP, {"type": "financial"}))


def test_a_small_island_state_is_a_point_that_is_seen(client, forum):
    publish_some(forum, 1, **TUVALU)
    (link,) = svg_of(text_of(client.get(MAP))).iter("a")
    assert [one.get("class") for one in link.iter("path")] == ["map-dot"]


def test_filters_of_the_directory_choose_what_is_counted_and_stay_in_the_links(client, forum):
    publish_some(forum, 2)
    publish_some(forum, 1, types=("financial",), **TUVALU)
    page = text_of(client.get(MAP, {"type": "financial"}))
    assert links_of(page) == {f"{ROWS}?type=financial&country=TV": "Tuvalu: 1 commitment"}


def test_a_chosen_country_leaves_the_others_on_the_map(client, forum):
    publish_some(forum, 1)
    publish_some(forum, 1, **TUVALU)
    page = text_of(client.get(MAP, {"country": "TV"}))
    assert set(links_of(page)) == {f"{ROWS}?country=MX", f"{ROWS}?country=TV"}
    assert page.count('<tr aria-current="true"') == 1


def test_the_figures_are_those_of_the_directory_s_own_facet(forum):
    publish_some(forum, 3)
    publish_some(forum, 2, **TUVALU)
    vocabulary = Vocabulary(forum)
    query = QueryDict("coalition=gender_based_violence")
    question = understand(query, vocabulary)
    found = mapping.map_of(question, vocabulary, query, ROWS)
    numbers = {place.code: place.number for place in found.places}
    assert numbers == facets.counts(question)["country"] == {"MX": 3, "TV": 2}


def test_protected_makers_are_counted_under_no_country(client, forum):
    publish_some(forum, 2, **PROTECTED)
    publish_some(forum, 1)
    page = text_of(client.get(MAP))
    assert 'Country not shown</th><td class="numeric">2</td>' in page
    assert list(links_of(page).values()) == ["Mexico: 1 commitment"]


def test_every_country_of_m49_has_a_place_inside_the_map():
    earth = mapping.world()
    assert set(earth.countries) == set(COUNTRIES)
    for one in earth.countries.values():
        assert 0 <= one.x <= earth.width
        assert 0 <= one.y <= earth.height
    assert [
        code for code, one in earth.countries.items() if not one.path and not one.is_small
    ] == []


@pytest.mark.parametrize(
    ("code", "west", "east", "north", "south"),
    [("MX", 150, 340, 130, 260), ("NZ", 1030, 1180, 430, 520), ("TV", 1150, 1200, 300, 360),
     ("NO", 590, 720, 0, 80), ("GF", 400, 470, 250, 320), ("KE", 690, 780, 260, 340)],
)  # fmt: skip
def test_countries_stand_where_they_are(code, west, east, north, south):
    one = mapping.world().countries[code]
    assert west <= one.x <= east
    assert north <= one.y <= south


def test_the_geometry_is_small():
    assert Path(mapping._SOURCE).stat().st_size < 200_000
    assert json.loads(Path(mapping._SOURCE).read_text())["width"] == 1200


def test_shades_have_steps_of_equal_ratio_and_the_most_is_the_darkest():
    bounds = mapping.bounds_of([1, 32])
    assert bounds == (2, 4, 8, 16)
    assert [mapping.shade_of(number, bounds) for number in (1, 2, 3, 16, 17, 32)] == [
        1, 1, 2, 4, 5, 5,
    ]  # fmt: skip
    assert mapping.legend([1]) == [(1, 1, 1)]
    assert mapping.legend([1, 32])[-1] == (5, 17, 32)
    assert mapping.legend([]) == []


def test_unknown_filters_are_left_out_with_a_notice(client, forum):
    publish_some(forum, 1)
    page = client.get(MAP, {"country": "<script>", "type": "x" * 3000})
    assert page.status_code == 200
    assert "were left out" in text_of(page)
    assert "<script>&" not in text_of(page)


def test_words_that_are_markup_stay_text_in_the_picture_s_links(client, forum):
    publish(public_entry(forum, title="Shelter", text="shelter"))
    page = text_of(client.get(MAP, {"q": 'shelter "><script>alert(1)</script>'}))
    assert "<script>alert" not in page


def test_all_countries_of_the_world_fit_in_a_page_of_150_kb(client, forum):
    for code in COUNTRIES:
        publish_some(forum, 1, country=code, region="")
    page = client.get(MAP)
    assert len(links_of(text_of(page))) == len(COUNTRIES)
    assert len(page.content) < 150_000


@pytest.mark.parametrize("number", [1, 30])
def test_thirty_countries_cost_as_many_queries_as_one(
    client, forum, number, django_assert_num_queries
):
    for code in COUNTRIES[:number]:
        publish_some(forum, 1, country=code, region="")
    client.get(MAP)
    with django_assert_num_queries(7):
        client.get(MAP)


def test_who_holds_the_page_gets_it_again_only_after_a_change(client, forum):
    publish_some(forum, 1)
    first = client.get(MAP)
    again = client.get(MAP, headers={"If-None-Match": first["ETag"]})
    publish_some(forum, 1)
    later = client.get(MAP, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, later.status_code) == (304, 200)
