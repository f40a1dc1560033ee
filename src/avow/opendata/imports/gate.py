"""Rows whose organisation is only near one that is here: they wait for a person, or stay out."""

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from avow.forums.models import Forum
from avow.opendata.imports.houses import House, Houses
from avow.opendata.imports.reading import Row
from avow.opendata.models import NearMiss, WaitingRow
from avow.opendata.near_names import told_apart_names
from avow.opendata.states import Decision, NearMode
from avow.people import matching

Key = tuple[str, str]


@dataclass
class Gate:
    """Lets the rows of one run in, whose organisation is surely here or surely new.

    `file_names` gives the (folded name, country) pairs of the whole file; asked at most once. Two
    names that one file holds are two organisations to whoever wrote it: they are noted as possible
    duplicates and do not wait. So a run that was cut off and begun again decides the same.
    """

    mode: NearMode
    forum: Forum
    kind: str
    houses: Houses
    file_names: Callable[[], set[Key]]
    waiting: int = 0
    skipped: int = 0
    _told_apart: frozenset[Key] = frozenset()
    _seen: dict[Key, list[tuple[int, matching.Near]]] = field(default_factory=dict)
    _candidates: dict[Key, list[tuple[int, matching.Near]]] = field(default_factory=dict)
    _names: set[Key] | None = None
    _held: list[tuple[Row, House]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._told_apart = told_apart_names()

    def look(self, things: Iterable[Any]) -> None:
        """Find what the organisations of the next rows are near, before `lets_in` asks.

        Asks nothing of the database.
        """
        self._candidates = {}
        for house in filter(None, map(self._house, things)):
            key = _key(house)
            if key in self._candidates or key in self._seen or key in self._told_apart:
                continue
            if self.houses.find(house.name, house.country) is None:
                self._candidates[key] = self.houses.candidates(house)

    def _house(self, thing: Any) -> House | None:
        """Return the organisation to look at, if any is looked at."""
        house = thing if isinstance(thing, House) else getattr(thing, "house", None)
        return house if self.mode != NearMode.NEW and isinstance(house, House) else None

    def lets_in(self, row: Row, thing: Any) -> bool:
        """Return whether a good row goes in now; else it is kept for `keep`, or left out."""
        house = self._house(thing)
        if house is None:
            return True
        if self.houses.find(house.name, house.country) is not None or not self._near(house):
            return True
        if self.mode == NearMode.SKIP:
            self.skipped += 1
        else:
            self.waiting += 1
            self._held.append((row, house))
        return False

    def keep(self, by: int | None, now: datetime) -> None:
        """Write down the rows that wait, in the caller's transaction; each waits once."""
        held, self._held = self._held, []
        misses: dict[Key, NearMiss] = {}
        for _row, house in held:
            if _key(house) not in misses:
                misses[_key(house)] = self._miss(house, now)
        WaitingRow.objects.bulk_create(
            [
                WaitingRow(
                    near_miss=misses[_key(house)],
                    kind=self.kind,
                    key=digest(row.cells),
                    line=row.line,
                    cells=row.cells,
                    by_id=by,
                    at=now,
                )
                for row, house in held
            ],
            ignore_conflicts=True,
            batch_size=500,
        )

    def forget(self) -> None:
        """Drop what waits: a check writes nothing down."""
        self._held.clear()

    def _near(self, house: House) -> list[tuple[int, matching.Near]]:
        key = _key(house)
        if key in self._told_apart:
            return []
        if key not in self._seen:
            found = self._candidates.get(key)
            if found is None:
                found = self.houses.candidates(house)
            if found and self._names is None:
                self._names = self.file_names()
            names = self._names or set()
            # A candidate that the file names as well is told apart by the file itself.
            self._seen[key] = [
                (pk, near) for pk, near in found if not self.houses.keys_of(pk) & names
            ]
        return self._seen[key]

    def _miss(self, house: House, now: datetime) -> NearMiss:
        name, country = _key(house)
        near = [[pk, one.score, one.reason.value] for pk, one in self._seen[name, country]]
        row, _made = NearMiss.objects.update_or_create(
            forum=self.forum,
            folded_name=name,
            country=country,
            defaults={"candidates": near},
            create_defaults={
                "candidates": near,
                "name": house.name,
                "found_at": now,
                "decision": Decision.OPEN,
            },
        )
        return row


def digest(cells: dict[str, str]) -> str:
    """Return what tells one waiting row from another."""
    text = json.dumps(cells, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()


def _key(house: House) -> Key:
    name, country = house.key
    return name[:250], country
