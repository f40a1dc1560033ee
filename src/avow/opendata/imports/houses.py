"""Which organisation a row means: found by name, country and other names, or to be made.

What is only near is never taken for the same: it is noted, for a person to decide.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.utils.translation import gettext as _

from avow.kernel.text import fold
from avow.opendata.imports import newcomers
from avow.opendata.near_names import decided_names
from avow.people import matching
from avow.people.duplicates import all_known
from avow.people.matching import Known
from avow.people.models import Organisation

NEAREST = 5  # candidates that a person chooses among
NOTES = 1000  # near-duplicates that one run notes


@dataclass(frozen=True, slots=True)
class House:
    """What a row says about an organisation."""

    name: str
    kind: str
    country: str
    language: str = "en"
    website: str = ""
    summary: str = ""
    principles: str = ""
    contact_email: str = ""
    aliases: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """Return what makes two rows mean the same organisation."""
        return _folded(self.name), self.country


@lru_cache(maxsize=4096)
def _folded(name: str) -> str:
    return fold(name)  # an organisation stands in many rows, each asked several times


class Houses:
    """All organisations of the installation, in memory: read once for a run."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self._by_name: dict[str, dict[str, int]] = defaultdict(dict)  # folded: {country: key}
        shown = Organisation.objects.living().filter(is_protected=False)
        self._names: dict[int, str] = dict(shown.values_list("pk", "name"))
        self._keys: dict[int, set[tuple[str, str]]] = defaultdict(set)
        self._near: dict[str, list[Known]] = defaultdict(list)
        self._slugs = set(Organisation.objects.values_list("slug", flat=True))
        for known in all_known():
            self._remember(known)
        self._decided = decided_names()

    def find(self, name: str, country: str) -> int | None:
        """Return the organisation of this name and country; no country fits any country.

        What a person decided about a name that was only near comes first.
        """
        folded = _folded(name)
        if self._decided and (pk := self._decided.get((folded[:250], country))) is not None:
            return pk
        countries = self._by_name.get(folded, {})
        if country in countries:
            return countries[country]
        if "" in countries:
            return countries[""]
        if not country and len(countries) == 1:
            return next(iter(countries.values()))
        return None

    def candidates(self, house: House) -> list[tuple[int, matching.Near]]:
        """Return the organisations that a new one is near, with how near; the nearest first."""
        asked = matching.known(0, house.name, house.aliases, house.country, house.website)
        others: dict[int, Known] = {}
        for key in matching.keys_of(asked):
            crowd = self._near.get(key, ())
            if len(crowd) <= matching.CROWDED:
                others.update((one.pk, one) for one in crowd)
        near = [(pk, how) for pk, one in others.items() if (how := matching.compare(asked, one))]
        return sorted(near, key=lambda pair: (-pair[1].score, pair[0]))[:NEAREST]

    def keys_of(self, pk: int) -> set[tuple[str, str]]:
        """Return the (folded name, country) pairs by which an organisation is known."""
        return self._keys[pk]

    def look_near(self, house: House) -> None:
        """Note the organisations that are near a new one."""
        if len(self.notes) >= NOTES:  # the page of duplicates, made at the end, has all of them
            return
        for pk, near in self.candidates(house)[:3]:
            # A note stands in logs and files: it never says whose name an organisation at risk has.
            if len(self.notes) < NOTES and pk in self._names:
                words = _(
                    "%(name)s (%(country)s) is near %(other)s: %(reason)s. A person should look."
                )
                self.notes.append(
                    words
                    % {
                        "name": house.name,
                        "country": house.country or "–",
                        "other": self._names[pk],
                        "reason": near.reason.label,
                    }
                )

    def make(self, houses: Iterable[House], now: datetime) -> dict[tuple[str, str], int]:
        """Insert those that are not here; return {(folded name, country): key} of all."""
        wanted = {house.key: house for house in houses}
        found = {
            key: pk for key, house in wanted.items() if (pk := self.find(house.name, house.country))
        }
        missing = [house for key, house in wanted.items() if key not in found]
        for known, name in newcomers.added_meanwhile(missing):
            if known.pk not in self._names:
                self._names[known.pk] = name
                self._remember(known)
        found |= {one.key: pk for one in missing if (pk := self.find(one.name, one.country))}
        fresh = [house for house in missing if house.key not in found]
        for house in fresh:
            self.look_near(house)
        for house, pk in newcomers.insert(fresh, self._slugs, now):
            self._names[pk] = house.name
            self._remember(
                matching.known(pk, house.name, house.aliases, house.country, house.website)
            )
            found[house.key] = pk
        return found

    def _remember(self, known: Known) -> None:
        for name in known.names:
            self._by_name[name].setdefault(known.country, known.pk)
            self._keys[known.pk].add((name, known.country))
        for key in set(matching.keys_of(known)):
            self._near[key].append(known)
