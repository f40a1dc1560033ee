"""What may be shown of a report's commitments today: titles and names, read anew each time.

Figures are frozen, words are not: a maker that asks for protection after the freeze, or a
commitment that was withdrawn, is withheld here from that moment on, in pages and in files.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

from avow.annual.models import AnnualReport, Edition
from avow.annual.rows import Row
from avow.commitments.safety import Scrubber, scrubber
from avow.directory.models import Dataset, Entry, EntryTag
from avow.learning.publication import practices_of
from avow.people.models import Organisation

_SHAPE = 1  # of files; a new one forgets those of an older release
_KEPT = 3600  # seconds; the version in the key forgets it long before


@dataclass(frozen=True, slots=True)
class Shown:
    """A commitment as everybody may see it today. `places` are the countries that may be named."""

    ref: str
    title: str
    language: str
    maker: str
    slug: str
    is_withdrawn: bool
    places: frozenset[str]


def shown(report: AnnualReport, refs: Sequence[str]) -> dict[str, Shown]:
    """Return what may be shown of commitments; two queries. One without a page is left out."""
    rows = Entry.objects.filter(forum=report.forum_id, ref__in=refs).order_by()
    entries = list(
        rows.values_list(
            *("pk", "ref", "title", "language", "organisation_name", "organisation_slug"),
            "is_listed",
        )
    )
    tags = EntryTag.objects.filter(entry__in=[one[0] for one in entries], facet="country")
    places: dict[int, set[str]] = {}
    for key, country in tags.values_list("entry_id", "value"):
        places.setdefault(key, set()).add(country)
    return {
        ref: Shown(
            ref,
            title,
            language,
            "" if not listed else maker,
            slug if listed else "",
            not listed,
            frozenset(places.get(key, ())),
        )
        for key, ref, title, language, maker, slug, listed in entries
    }


def with_places(row: Row, today: Shown | None) -> Row:
    """Return a row without the places that may not be named any more."""
    allowed = today.places if today else frozenset()
    parts = [
        one if one["country"] in allowed else {**one, "country": "", "region": ""}
        for one in row["parts"]
    ]
    tags = {name: values for name, values in row["tags"].items() if name != "country"}
    countries = [one for one in row["tags"].get("country", []) if one in allowed]
    if countries:
        tags["country"] = countries
    regions = {one["region"] for one in parts}
    if "region" in tags:
        tags["region"] = [one for one in tags["region"] if one in regions]
    return {**row, "parts": parts, "tags": tags}  # type: ignore[typeddict-item]  # as they were


def names_out() -> Scrubber:
    """Return what takes the names of all protected organisations out of people's texts."""
    return scrubber(
        *(
            ([one.name, *(alias.name for alias in one.aliases.all())], one.protected_name)
            for one in Organisation.objects.at_risk()
        )
    )


def state_key(edition: Edition) -> str:
    """Return what a file of an edition is kept under: another one once anything it shows changes.

    One query while nothing in the forum changes.
    """
    forum_id = edition.report.forum_id
    version = Dataset.objects.filter(forum=forum_id).values_list("version", flat=True).first()
    key = f"annual:{_SHAPE}:{edition.pk}:{version}"
    kept: str | None = cache.get(key) if version else None
    if kept is None:
        kept = _state_key(edition)
        if version:
            cache.set(key, kept, _KEPT)
    return kept


def _state_key(edition: Edition) -> str:
    report = edition.report
    digest = hashlib.sha256(f"{_SHAPE}:{edition.digest}:".encode())
    refs = list(report.rows.order_by("place").values_list("ref", flat=True))
    for start in range(0, len(refs), 500):
        for ref, one in sorted(shown(report, refs[start : start + 500]).items()):
            words = [ref, one.title, one.language, one.maker, one.slug, one.is_withdrawn]
            digest.update(json.dumps([*words, sorted(one.places)]).encode())
    practices = practices_of(report.forum, report.year)
    digest.update(json.dumps([[one.number, one.digest, one.maker] for one in practices]).encode())
    at_risk = Organisation.objects.at_risk().order_by("pk").values_list("pk", "protected_name")
    digest.update(json.dumps(list(at_risk)).encode())
    names = report.forum.coalitions.order_by("pk").values_list("names", flat=True)
    digest.update(json.dumps([report.forum.names, list(names)], sort_keys=True).encode())
    return digest.hexdigest()
