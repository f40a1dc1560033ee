"""Which region of the world a country lies in."""

import pytest
from babel import Locale
from django.utils import translation

from avow.forums.regions import (
    CONTINENTS,
    COUNTRIES,
    continent_of,
    countries_in,
    region_codes,
    region_name,
    region_of,
)


@pytest.mark.parametrize(
    "country, code, name, continent",
    [
        ("SN", "011", "Western Africa", "Africa"),
        ("MX", "013", "Central America", "Americas"),
        ("HT", "029", "Caribbean", "Americas"),
        ("FR", "155", "Western Europe", "Europe"),
        ("TN", "015", "Northern Africa", "Africa"),
        ("NA", "018", "Southern Africa", "Africa"),
        ("no", "154", "Northern Europe", "Europe"),
        ("WS", "061", "Polynesia", "Oceania"),
        ("PS", "145", "Western Asia", "Asia"),
    ],
)
def test_a_country_lies_in_one_region(country, code, name, continent):
    with translation.override("en"):
        assert region_of(country) == code
        assert region_name(code) == name
        assert region_name(continent_of(code)) == continent


def test_every_country_is_there_once():
    listed = [country for code in region_codes() for country in countries_in(code)]
    assert len(listed) == len(set(listed)) == 248
    assert set(COUNTRIES) == {*listed, "AQ"}


def test_every_country_has_a_name_in_our_languages():
    for language in ("ar", "en", "es", "fr", "pt", "ru", "zh"):
        names = Locale.parse(language).territories
        assert [country for country in COUNTRIES if country not in names] == []


def test_there_are_twenty_two_regions_in_five_continents():
    assert len(region_codes()) == 22
    assert {continent_of(code) for code in region_codes()} == set(CONTINENTS)


@pytest.mark.parametrize("country", ["AQ", "XX", "", "FRA"])
def test_what_lies_nowhere_has_no_region(country):
    assert region_of(country) == ""


def test_an_unknown_region_has_no_name_and_no_countries():
    assert (region_name("999"), continent_of("999"), countries_in("999")) == ("", "", ())
