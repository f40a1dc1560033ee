"""The few figures of a forum's front pages, from published entries only: nothing protected."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from avow.directory.attribution import OPEN_SHARE
from avow.directory.models import Entry, EntryTag, Part
from avow.forums.models import Coalition, Forum
from avow.forums.regions import region_codes, region_name
from avow.kernel.localised import pick


@dataclass(frozen=True, slots=True)
class Figures:
    """How much is published in a forum."""

    commitments: int
    organisations: int
    countries: int
    by_coalition: dict[str, int]


@dataclass(frozen=True, slots=True)
class Share:
    """How many organisations of one type or region a coalition has; none is a gap to be seen."""

    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Composition:
    """Who makes commitments in a coalition, by type and by region, with the gaps."""

    types: tuple[Share, ...]
    regions: tuple[Share, ...]
    missing_regions: tuple[str, ...]
    organisations: int

    @property
    def missing_types(self) -> list[str]:
        """Return the organisation types that nobody of this coalition belongs to."""
        return [share.name for share in self.types if not share.number]


def figures_of(forum: Forum) -> Figures:
    """Return the forum's figures; four queries.

    A commitment counts once, however many coalitions it is in; so the coalitions' numbers add up to
    more. Organisations that publish under a protected name count as one for each such name.
    """
    listed = Entry.objects.filter(forum=forum, is_listed=True).order_by()
    total = listed.aggregate(
        commitments=Count("pk"),
    )
    made = Part.objects.filter(forum=forum).exclude(maker=OPEN_SHARE).order_by()
    total |= made.aggregate(
        organisations=Count("maker", distinct=True),
        countries=Count("country", distinct=True),
    )
    tags = EntryTag.objects.filter(forum=forum, facet="coalition", entry__is_listed=True).order_by()
    rows = tags.values_list("value").annotate(number=Count("entry"))
    blank = made.filter(country="").exists()
    return Figures(
        commitments=total["commitments"],
        organisations=total["organisations"],
        countries=total["countries"] - int(blank),
        by_coalition=dict(rows),
    )


def composition_of(forum: Forum, coalition: Coalition, language: str) -> Composition:
    """Return who makes commitments in the coalition; two queries.

    Every organisation type of the pack and every region of the world is named, so that a gap shows.
    """
    made = Part.objects.filter(forum=forum, coalition=coalition.code).exclude(maker=OPEN_SHARE)
    makers = set(made.order_by().values_list("maker", "organisation_type", "region"))
    types = _count(kind for _name, kind, _region in makers)
    regions = _count(region for _name, _kind, region in makers if region)
    names = {kind.code: pick(kind.names, language) for kind in forum.settings.organisation_types}
    return Composition(
        types=tuple(Share(name, types.get(code, 0)) for code, name in names.items()),
        regions=tuple(
            Share(str(region_name(code)), regions[code])
            for code in sorted(regions, key=lambda code: -regions[code])
        ),
        missing_regions=tuple(
            sorted(str(region_name(code)) for code in region_codes() if code not in regions)
        ),
        organisations=len(makers),
    )


def _count(values: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found
