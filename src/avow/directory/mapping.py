"""The map: how many commitments each country's makers have, drawn as SVG from our own geometry.

`geometry/world.json` holds an outline and a point for every country of M49 (made once by
bench/make_world_map.py; decision 22). Small states are points that keep their size on any screen.
"""

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from django.http import QueryDict
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from avow.directory.facets import Facet, facets_of
from avow.directory.query import Question
from avow.directory.showing import filters_of
from avow.directory.tables import numbers_by
from avow.directory.totals import Scope
from avow.directory.vocabulary import Vocabulary
from avow.forums.formats import number_words

STEPS = 5  # shades
_SOURCE = Path(__file__).parent / "geometry" / "world.json"


@dataclass(frozen=True, slots=True)
class Outline:
    """A country on the map: its point, its outline ("" for none), whether it is too small."""

    x: int
    y: int
    path: str
    is_small: bool


@dataclass(frozen=True, slots=True)
class World:
    """The geometry: size, land without a code of its own, countries by their code."""

    width: int
    height: int
    land: str
    countries: Mapping[str, Outline]


@dataclass(frozen=True, slots=True)
class Place:
    """A country with commitments: `url` is the directory of them; `shade` 1 to STEPS."""

    code: str
    name: str
    number: int
    words: str
    url: str
    shade: int
    is_chosen: bool


@cache
def world() -> World:
    """Return the geometry, read once."""
    data = json.loads(_SOURCE.read_text(encoding="utf-8"))
    countries = {
        code: Outline(row["at"][0], row["at"][1], row.get("path", ""), row.get("is_small", False))
        for code, row in data["countries"].items()
    }
    return World(data["width"], data["height"], data["land"], countries)


@dataclass(frozen=True, slots=True)
class Map:
    """What a question shows on the map, its `facets`, and the ways to its rows.

    A commitment whose makers are of two countries counts in both. `hidden`: those with a maker
    whose country is not shown.
    """

    places: list[Place]
    hidden: int
    facets: list[Facet]
    legend: list[tuple[int, str, str]]  # shade, fewest, most


def map_of(question: Question, vocabulary: Vocabulary, query: QueryDict, rows: str) -> Map:
    """Return the map of a question; `rows` is the address of the directory.

    Counted as the directory's own facet: what is chosen among countries leaves none of them out.
    """
    facets = facets_of(question, vocabulary)
    country = next(facet for facet in facets if facet.name == "country")
    values = [value for value in (*country.first, *country.rest) if value.count]
    bounds = bounds_of([value.count for value in values])
    filters = filters_of(query, question)
    places = [
        Place(
            value.code,
            value.label,
            value.count,
            number_words(value.count),
            f"{rows}?{_with(filters, value.code)}",
            shade_of(value.count, bounds),
            value.is_chosen,
        )
        for value in values
    ]
    places.sort(key=lambda place: (-place.number, place.name))
    everywhere = Scope(question.forum_id, question.without("country"))
    shades = legend([place.number for place in places])
    return Map(
        places,
        numbers_by(everywhere, "country").get("", 0),
        [facet for facet in facets if facet.name not in {"country", "region"}],
        [(shade, number_words(low), number_words(high)) for shade, low, high in shades],
    )


def _with(filters: str, country: str) -> str:
    query = QueryDict(filters.removeprefix("?"), mutable=True)
    query["country"] = country
    return query.urlencode()


def shade_of(number: int, bounds: tuple[int, ...]) -> int:
    """Return which shade a number has: 1 for the fewest."""
    return 1 + sum(number > bound for bound in bounds)


def bounds_of(found: Iterable[int]) -> tuple[int, ...]:
    """Return the largest number of each shade but the last: equal steps of ratio, whole numbers."""
    most = max(found, default=0)
    steps = {round(most ** (step / STEPS)) for step in range(1, STEPS)}
    return tuple(sorted(step for step in steps if 0 < step < most))


def legend(found: Collection[int]) -> list[tuple[int, int, int]]:
    """Return (shade, fewest, most) of each shade in use."""
    most = max(found, default=0)
    if not most:
        return []
    edges = (0, *bounds_of(found), most)
    pairs = pairwise(edges)
    return [(shade, low + 1, high) for shade, (low, high) in enumerate(pairs, 1)]


def draw(
    places: list[Place], title: str, description: str, say: Callable[[Place], str], *, top: bool
) -> SafeString:
    """Return the map as an SVG element: each place a link that says itself; `top`: out of a frame.

    The world is never mirrored: east is right in every language.
    """
    earth, by_code = world(), {place.code: place for place in places}
    rest = earth.land + "".join(
        one.path for code, one in earth.countries.items() if code not in by_code
    )
    dots = "".join(
        f"M{one.x} {one.y}h0"
        for code, one in earth.countries.items()
        if one.is_small and code not in by_code
    )
    out = SafeString(' target="_top" rel="noopener"') if top else SafeString("")
    links = format_html_join(
        "",
        '<a href="{}" class="shade-{}{}" aria-label="{}"{}><title>{}</title>{}</a>',
        (
            (
                *(place.url, place.shade, " chosen" if place.is_chosen else "", say(place), out),
                *(say(place), _shape(earth.countries[place.code])),
            )
            for place in sorted(places, key=lambda one: earth.countries[one.code].is_small)
        ),
    )
    return format_html(
        '<svg class="map" role="group" viewBox="0 0 {} {}" aria-labelledby="map-t map-d">'
        '<title id="map-t">{}</title><desc id="map-d">{}</desc>'
        '<path class="map-land" d="{}"/><path class="map-dots" d="{}"/>{}</svg>',
        *(earth.width, earth.height, title, description, rest, dots, links),
    )


def _shape(one: Outline) -> SafeString:
    outline = format_html('<path d="{}"/>', one.path) if one.path else SafeString("")
    if one.is_small or not one.path:
        return outline + format_html('<path class="map-dot" d="M{} {}h0"/>', one.x, one.y)
    return outline
