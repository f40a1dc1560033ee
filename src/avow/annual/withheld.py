"""What may be shown of a report's commitments today: titles and names, read anew each time.

Figures are frozen, words are not: a maker that asks for protection after the freeze, or a
commitment that was withdrawn, is withheld here from that moment on, in pages and in files.
"""

import hashlib
import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import cache

from avow.annual.figures import NOBODY
from avow.annual.models import AnnualReport, Edition
from avow.annual.rows import PartRow, Row, drawn_key
from avow.commitments.safety import Scrubber, scrubber
from avow.directory.attribution import UNNAMED
from avow.directory.models import Dataset, Entry, EntryTag, Part
from avow.learning.publication import practices_of
from avow.people.models import Organisation

T = TypeVar("T")
NO_CURRENCY = "XXX"  # ISO 4217; of money without a rate whose currency is not told
_SHAPE = 2  # of files; a new one forgets those of an older release
KEPT = 3600  # seconds; the version in the key forgets it long before


@dataclass(frozen=True, slots=True)
class Shown:
    """A commitment as everybody may see it today. `places` are the countries that may be named.

    `named` are the keys of the makers that have a part today; None: nobody is withheld.
    """

    ref: str
    title: str
    language: str
    maker: str
    slug: str
    is_withdrawn: bool
    places: frozenset[str]
    named: frozenset[str] | None = None


def shown(report: AnnualReport, refs: Sequence[str]) -> dict[str, Shown]:
    """Return what may be shown of commitments; three queries. One without a page is left out."""
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
    named = _named(report, {key for key, *_words in entries})
    return {
        ref: Shown(
            ref,
            title,
            language,
            "" if not listed else maker,
            slug if listed else "",
            not listed,
            frozenset(places.get(key, ())),
            named.get(key) if listed else frozenset(),
        )
        for key, ref, title, language, maker, slug, listed in entries
    }


def _named(report: AnnualReport, entries: Collection[int]) -> dict[int, frozenset[str]]:
    """Return {entry: keys of its makers} where one of them is withheld: others stay as they are.

    A maker may change its address, as when two organisations become one: that withholds nothing.
    """
    makers: dict[int, set[str]] = {}
    rows = Part.objects.filter(entry__in=entries).order_by().values_list("entry_id", "maker")
    for key, maker in rows.distinct():
        makers.setdefault(key, set()).add(maker)
    return {
        key: frozenset(drawn_key(report.salt, one) for one in found)
        for key, found in makers.items()
        if any(one.startswith(UNNAMED) for one in found)
    }


def with_places(row: Row, today: Shown | None) -> Row:
    """Return a row without the places that may not be named any more.

    As on the page of a protected maker, such a part of the money is in dollars: its own currency
    would name the country.
    """
    allowed = today.places if today else frozenset()
    if not any(is_veiled(one, today) for one in row["parts"]):
        return row
    parts = [_elsewhere(one) if is_veiled(one, today) else one for one in row["parts"]]
    tags = dict(row["tags"])
    tags["country"] = [one for one in tags.get("country", []) if one in allowed]
    regions = {one["region"] for one in parts}
    tags["region"] = [one for one in tags.get("region", []) if one in regions]
    return {**row, "parts": parts, "tags": tags}


def is_veiled(part: PartRow, today: Shown | None) -> bool:
    """Return whether nobody may read any more whose a part of the money is, or where."""
    named = today.named if today else frozenset()
    return named is not None and part["maker"] not in {NOBODY, *named}


def _elsewhere(part: PartRow) -> PartRow:
    found: PartRow = {**part, "country": "", "region": ""}
    if not part["currency"]:
        return found
    if part["cents"] is None:
        return {**found, "currency": NO_CURRENCY, "thousandths": 0}
    return {**found, "currency": "USD", "thousandths": part["cents"] * 10}


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
    key = f"{_SHAPE}:{edition.pk}"
    return while_unchanged(edition.report, key, lambda: _state_key(edition))


def while_unchanged(report: AnnualReport, key: str, make: Callable[[], T]) -> T:
    """Return what `make` gives, made anew once anything in the report's forum changes; one query.

    `key` says of what it is: no two things have the same.
    """
    rows = Dataset.objects.filter(forum=report.forum_id)
    version = rows.values_list("version", flat=True).first()
    if not version:
        return make()
    whole = f"annual:{key}:{version}"
    kept: T | None = cache.get(whole)
    if kept is None:
        kept = make()
        cache.set(whole, kept, KEPT)
    return kept


def _state_key(edition: Edition) -> str:
    report = edition.report
    digest = hashlib.sha256(f"{_SHAPE}:{edition.digest}:".encode())
    refs = list(report.rows.order_by("place").values_list("ref", flat=True))
    for start in range(0, len(refs), 500):
        for ref, one in sorted(shown(report, refs[start : start + 500]).items()):
            words = [ref, one.title, one.language, one.maker, one.slug, one.is_withdrawn]
            named = None if one.named is None else sorted(one.named)
            digest.update(json.dumps([*words, sorted(one.places), named]).encode())
    practices = practices_of(report.forum, report.year)
    digest.update(json.dumps([[one.number, one.digest, one.maker] for one in practices]).encode())
    at_risk = Organisation.objects.at_risk().order_by("pk").values_list("pk", "protected_name")
    digest.update(json.dumps(list(at_risk)).encode())
    names = report.forum.coalitions.order_by("pk").values_list("names", flat=True)
    digest.update(json.dumps([report.forum.names, list(names)], sort_keys=True).encode())
    return digest.hexdigest()
