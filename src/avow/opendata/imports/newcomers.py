"""Insert the organisations of a file that nobody knows yet, many at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from avow.kernel import bulk
from avow.kernel.text import fold
from avow.people import matching
from avow.people.matching import Known
from avow.people.models import Alias, Organisation
from avow.people.slugs import slug_of

if TYPE_CHECKING:
    from avow.opendata.imports.houses import House


def added_meanwhile(houses: Sequence["House"]) -> list[tuple[Known, str]]:
    """Return the shapes and names of organisations that have one of these names by now.

    Somebody may have added them since the run began, in the browser or by the same import.
    """
    if not houses:
        return []
    names = {fold(house.name) for house in houses}
    aliases = Alias.objects.filter(folded_name__in=names).order_by()
    others = list(aliases.values_list("organisation_id", flat=True))
    rows = Organisation.objects.living().prefetch_related("aliases").order_by("pk")
    found = rows.filter(Q(folded_name__in=names) | Q(pk__in=others))
    return [
        (
            matching.known(
                row.pk,
                row.name,
                [alias.name for alias in row.aliases.all()],
                row.country,
                row.website,
            ),
            row.name,
        )
        for row in found
    ]


def insert(houses: Sequence["House"], slugs: set[str], now: datetime) -> list[tuple["House", int]]:
    """Insert organisations with their other names; return each with its key.

    `slugs` are the addresses known to be taken; those given are added.
    """
    if not houses:
        return []
    addresses = _free_addresses(houses, slugs)
    keyed = list(zip(bulk.keys(Organisation, len(houses)), houses, strict=True))
    bulk.insert_mappings(
        Organisation,
        [
            {
                "id": key,
                "slug": address,
                "name": house.name,
                "folded_name": fold(house.name)[:250],
                "language": house.language,
                "kind": house.kind,
                "country": house.country,
                "website": house.website,
                "summary": house.summary,
                "principles": house.principles,
                "contact_email": house.contact_email,
                "created_at": now,
                "updated_at": now,
            }
            for (key, house), address in zip(keyed, addresses, strict=True)
        ],
    )
    bulk.insert(
        Alias,
        ("organisation_id", "name", "folded_name"),
        [(key, alias, fold(alias)) for key, house in keyed for alias in house.aliases],
        ignore_conflicts=True,
    )
    return [(house, key) for key, house in keyed]


def _free_addresses(houses: Sequence["House"], slugs: set[str]) -> list[str]:
    """Return an address for each, with a number where one is taken, also in the database by now."""
    while True:
        given: dict[str, None] = {}
        for house in houses:
            base = slug = slug_of(house.name, house.aliases)
            number = 2
            while slug in slugs or slug in given:
                slug, number = f"{base}-{number}", number + 1
            given[slug] = None
        taken = set(Organisation.objects.filter(slug__in=given).values_list("slug", flat=True))
        slugs |= taken
        if not taken:
            slugs.update(given)
            return list(given)
