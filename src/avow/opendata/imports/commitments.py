"""Import of published commitments: what a row of the file means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.commitments.options import SDG_TARGETS
from avow.directory.states import Status
from avow.directory.vocabulary import Vocabulary
from avow.forums.models import Forum
from avow.forums.regions import COUNTRIES
from avow.kernel.clock import day_of
from avow.kernel.money import Rate, rate_on, to_usd
from avow.opendata.exports.columns import COLUMNS, OURS
from avow.opendata.imports import known
from avow.opendata.imports.cells import Cells
from avow.opendata.imports.fields import TEXTS
from avow.opendata.imports.houses import House, Houses
from avow.opendata.imports.making import Maker
from avow.opendata.imports.organisations import kind_of
from avow.opendata.imports.problems import Problem
from avow.opendata.imports.reading import Row
from avow.opendata.imports.registry import Kind
from avow.opendata.imports.seen import Seen
from avow.opendata.imports.taking import take

_STATUSES = tuple(Status.values)
_ADDRESS = re.compile(r"https?://[^\s/?#\"<>\\]+([/?#][^\s\"<>\\]*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Money:
    """One amount; `rate` is None when the file itself gave the dollars."""

    amount: Decimal
    currency: str
    usd: Decimal | None
    rate: Rate | None


@dataclass(frozen=True, slots=True)
class Pledge:
    """One commitment as the file tells it, checked."""

    source_id: str
    title: str
    summary: str
    language: str
    house: House
    coalitions: tuple[str, ...]
    actions: tuple[str, ...]
    types: tuple[str, ...]
    money: tuple[Money, ...]
    starts_on: date
    ends_on: date
    status: str
    submitted_at: datetime | None
    published_at: datetime | None
    texts: dict[str, str] = field(default_factory=dict)
    sdg_targets: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    also_registered_in: str = ""
    iati_identifier: str = ""


class CommitmentChecker:
    """Checks and takes rows of commitments of one forum."""

    own: frozenset[int] = frozenset()

    def __init__(self, forum: Forum | None) -> None:
        if forum is None:
            raise ValueError("a commitment belongs to a forum")
        self.forum = forum
        self.vocabulary = Vocabulary(forum)
        self.coalition_codes = tuple(self.vocabulary.coalitions)
        self.coalition_of = {
            code: action.coalition.code for code, action in self.vocabulary.actions.items()
        }
        self.type_codes = tuple(self.vocabulary.types)
        self.currencies = frozenset(forum.settings.currencies)
        self.rates = forum.settings.money_rates()
        self.houses = Houses()
        self.notes: list[str] = self.houses.notes
        self.maker = Maker(forum, self.vocabulary)
        self.made_houses = False
        self._seen = Seen()
        self.free: frozenset[str] = frozenset()  # ids of this batch that nothing had here
        self.next_number: int | None = None  # of the forum, when the last batch was taken
        self._rate = lru_cache(maxsize=10_000)(self._rate_on)

    def here(self, rows: Sequence[Row]) -> set[int]:
        """Return the lines of commitments that are public with this very text: they need no check.

        One of the same id and another text is checked, and so is an id that stood on an earlier
        line: both are told as wrong.
        """
        ids = {row.line: Cells(row).line("id") for row in rows}
        there = known.keys_of(self.forum, [one for one in ids.values() if one])
        self.free = frozenset(ids.values()) - there.keys()
        texts = known.public_texts(self.forum, there)
        same = [
            row.line
            for row in rows
            if (text := texts.get(ids[row.line])) and text == known.Told.of(Cells(row))
        ]
        return {line for line in same if self._seen.first(ids[line], line) == line}

    def check(self, row: Row) -> tuple[Pledge | None, list[Problem]]:
        """Return the commitment of a row, and what is wrong with it."""
        cells = Cells(row)
        coalitions, actions = self._aims(cells)
        starts_on, ends_on = self._term(cells)
        published_at = cells.instant("published_at")
        pledge = Pledge(
            source_id=self._source_id(cells),
            title=cells.line("title", needed=True, most=300),
            summary=cells.text("summary", needed=True),
            language=cells.language("language"),
            house=self._house(cells),
            coalitions=coalitions,
            actions=actions,
            types=tuple(cells.codes("commitment_type", self.type_codes, needed=True)),
            money=self._money(
                cells, day_of(published_at, self.forum.zone) if published_at else None
            ),
            starts_on=starts_on or date.min,
            ends_on=ends_on or date.min,
            status=cells.one_of("status", _STATUSES) or Status.NOT_REPORTED,
            submitted_at=cells.instant("submitted_at"),
            published_at=published_at,
            texts={name: text for name in TEXTS if (text := cells.text(name))},
            sdg_targets=tuple(cells.codes("sdg_targets", SDG_TARGETS)),
            places=tuple(cells.codes("places", COUNTRIES)),
            links=self._links(cells),
            also_registered_in=cells.text("also_registered_in"),
            iati_identifier=cells.line("iati_identifier", most=120),
        )
        return (None if cells.problems else pledge), cells.problems

    def clashes(self, things: Sequence[Pledge]) -> dict[str, str]:
        """Return {id: column} of commitments that are here already with other content."""
        return known.clashes(self.forum, [one for one in things if one.source_id not in self.free])

    def clash_of(self, row: Row, thing: Pledge, clashes: dict[str, str]) -> list[Problem]:
        """Return what is wrong with a row whose id is here already with other content."""
        column = clashes.get(thing.source_id) if clashes else None
        if column is None:
            return []
        cells = Cells(row)
        cells.wrong("id", *known.words(column))
        return cells.problems

    def take(self, things: Sequence[Pledge], now: datetime) -> tuple[int, int]:
        """Publish those that are not here."""
        return take(self, things, now)

    def finish(self, now: datetime) -> None:
        """Look for near-duplicates among all organisations, for the secretariat's page."""
        from avow.people.duplicates import refresh_pairs  # noqa: PLC0415  rarely needed

        if self.made_houses:
            refresh_pairs(now)

    def _source_id(self, cells: Cells) -> str:
        value = cells.line("id", needed=True, most=80)
        first = self._seen.first(value, cells.row.line) if value else cells.row.line
        if first != cells.row.line:
            cells.wrong(
                "id",
                _("The same id stands on line %(line)s.") % {"line": first},
                _("Give each commitment an id of its own, or delete one of the two rows."),
            )
        return value

    def _house(self, cells: Cells) -> House:
        house = House(
            name=cells.line("organisation", needed=True, most=250),
            kind=kind_of(cells, self.forum),
            country=cells.one_of("country", COUNTRIES),
            language=cells.row.cells.get("language", "").strip()[:10] or "en",
        )
        if self.own and self.houses.find(house.name, house.country) in self.own:
            cells.wrong(
                "organisation",
                _("You represent this organisation, so you cannot publish for it."),
                _("Ask somebody else of the secretariat to import this row."),
            )
        return house

    def _aims(self, cells: Cells) -> tuple[tuple[str, ...], tuple[str, ...]]:
        coalitions = cells.codes("coalition", self.coalition_codes, needed=True)
        actions = cells.codes("action", self.coalition_of, needed=True)
        for action in actions:
            if coalitions and self.coalition_of[action] not in coalitions:
                cells.wrong(
                    "action",
                    _("This action belongs to the coalition %(code)s, which the row does not name.")
                    % {"code": self.coalition_of[action]},
                    _("Add the coalition, or take the action away."),
                    action,
                )
        return tuple(coalitions), tuple(actions)

    def _term(self, cells: Cells) -> tuple[date | None, date | None]:
        starts_on, ends_on = cells.day("start", needed=True), cells.day("end", needed=True)
        if starts_on and ends_on and ends_on < starts_on:
            cells.wrong("end", _("It ends before it starts."), _("Correct one of the two days."))
        return starts_on, ends_on

    def _money(self, cells: Cells, day: date | None) -> tuple[Money, ...]:
        written = [one.strip() for one in cells.text("amount").split(";") if one.strip()]
        codes = [one.strip() for one in cells.text("currency").split(";") if one.strip()]
        if not written:
            return ()
        if len(written) != len(codes):
            cells.wrong(
                "currency",
                _("%(amounts)s amounts, %(currencies)s currencies.")
                % {"amounts": len(written), "currencies": len(codes)},
                _("Name a currency for each amount, in the same order."),
            )
            return ()
        told = cells.text("amount_usd")
        usd = cells.amount("amount_usd", told) if told else None
        found = []
        for value, code in zip(written, codes, strict=True):
            coin = cells.currency("currency", code)
            amount = cells.amount("amount", value, coin, converted=usd is not None)
            if amount is not None and coin:
                found.append(self._line(amount, coin, usd if len(written) == 1 else None, day))
        return tuple(found)

    def _line(self, amount: Decimal, code: str, told: Decimal | None, day: date | None) -> Money:
        """Return one amount with its dollars: those of the file, else by the forum's dated rate."""
        if told is not None:
            return Money(amount, code, told, None)
        rate = self._rate(code, day or self.forum.starts_on)
        return Money(amount, code, to_usd(amount, rate) if rate else None, rate)

    def _rate_on(self, code: str, day: date) -> Rate | None:
        return rate_on(self.rates, code, day)

    def _links(self, cells: Cells) -> tuple[str, ...]:
        links = cells.several("links")
        for link in links:
            if not _ADDRESS.fullmatch(link) or len(link) > 500:
                cells.wrong("links", _("Not an address."), _("Write it with https://"), link)
        return tuple(links)


KIND = Kind(
    "commitments",
    gettext_lazy("Published commitments"),
    tuple(
        (column.name, column.needed, column.help)
        for column in COLUMNS
        if column.name not in OURS - {"region"}
    )
    + tuple(
        (column.name, False, column.help) for column in COLUMNS if column.name in OURS - {"region"}
    ),
    CommitmentChecker,
)
