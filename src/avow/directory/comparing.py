"""Commitments side by side: what the address asks for, and where they differ."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from avow.directory import money, showing
from avow.directory.models import Entry
from avow.directory.showing import Card
from avow.directory.states import Group
from avow.directory.vocabulary import FACETS, Vocabulary
from avow.forums.formats import area_words, day_words, money_words, number_words
from avow.forums.models import Forum
from avow.kernel.clock import day_of

MOST = 4
_LONGEST = 200  # characters of what is typed: a reference, or an address that holds one
_SAID = 10  # of those that are named back
_REF = re.compile(r"[A-Za-z]{1,12}-\d{1,12}(?!\d)")


@dataclass(frozen=True, slots=True)
class Asked:
    """`refs` to compare, at most four; `over` are too many, `unclear` hold no reference."""

    refs: tuple[str, ...]
    over: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One commitment, and the address of the comparison without it."""

    card: Card
    without: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one commitment says, in lines; `language` is that of words somebody wrote."""

    lines: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One thing of all of them."""

    title: str
    cells: tuple[tuple[str, Cell], ...]  # reference, what it says
    differs: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The commitments that can be compared, line by line, and those that cannot."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unknown: tuple[str, ...]
    withdrawn: tuple[str, ...]

    @property
    def differing(self) -> int:
        """Return in how many rows they differ."""
        return sum(row.differs for row in self.rows)


def asked_of(values: Iterable[str]) -> Asked:
    """Return what parameters `ref` ask for: references, or addresses that end in one; each once."""
    found: dict[str, None] = {}
    unclear: dict[str, None] = {}
    for value in values:
        typed = value.strip()[:_LONGEST]
        named = _REF.findall(typed)
        if named:
            found[named[-1].upper()] = None
        elif typed:
            unclear[typed[:40]] = None
    refs = tuple(found)
    return Asked(refs[:MOST], refs[MOST : MOST + _SAID], tuple(unclear)[:_SAID])


def comparison(forum: Forum, asked: Asked, vocabulary: Vocabulary) -> Comparison:
    """Return the commitments asked for beside each other; one query beyond the vocabulary's."""
    rows = Entry.objects.filter(forum=forum, ref__in=asked.refs).select_related("body")
    known = {entry.ref: entry for entry in rows}
    entries = [known[ref] for ref in asked.refs if ref in known and known[ref].is_listed]
    refs = [entry.ref for entry in entries]
    columns = tuple(
        Column(showing.card(entry, vocabulary), query_of(one for one in refs if one != entry.ref))
        for entry in entries
    )
    return Comparison(
        columns,
        tuple(_rows(columns, vocabulary)),
        tuple(ref for ref in asked.refs if ref not in known),
        tuple(ref for ref in asked.refs if ref in known and not known[ref].is_listed),
    )


def query_of(refs: Iterable[str]) -> str:
    """Return the query string that asks for these, with its "?"."""
    query = urlencode([("ref", ref) for ref in refs])
    return f"?{query}" if query else ""


def _rows(columns: Iterable[Column], vocabulary: Vocabulary) -> Iterable[Row]:
    """Yield the rows of which anybody says anything."""
    cards = [column.card for column in columns]
    for title, say in _lines(vocabulary):
        cells = tuple(say(card) for card in cards)
        if any(cell.lines for cell in cells):
            differs = len({tuple(sorted(cell.lines)) for cell in cells}) > 1
            refs = (card.entry.ref for card in cards)
            yield Row(title, tuple(zip(refs, cells, strict=True)), differs)


def _lines(vocabulary: Vocabulary) -> list[tuple[str, Callable[[Card], Cell]]]:
    """Return the rows in their order: a title, and what a commitment says."""
    words = vocabulary.label
    return [
        (_("In short"), lambda one: _written(one, one.entry.summary)),
        (_("Made by"), lambda one: Cell(tuple(_makers(one)))),
        (
            str(FACETS["organisation_type"]),
            lambda one: Cell(tuple(filter(None, [one.organisation_type]))),
        ),
        (str(FACETS["country"]), lambda one: _named("country", [one.entry.country], words)),
        (str(FACETS["status"]), lambda one: Cell((one.status,))),
        (
            str(FACETS["coalition"]),
            lambda one: Cell(tuple(name for _code, _place, name in one.coalitions)),
        ),
        (str(FACETS["action"]), lambda one: _named("action", one.entry.actions, words)),
        (str(FACETS["type"]), lambda one: Cell(tuple(one.types))),
        (
            _("Term"),
            lambda one: Cell(
                (f"{day_words(one.entry.starts_on)} – {day_words(one.entry.ends_on)}",)
            ),
        ),
        (
            _("Money pledged"),
            lambda one: Cell(tuple(money_words(sum_, code) for sum_, code in one.amounts)),
        ),
        (_("In US dollars"), _dollars),
        (_("What changes"), lambda one: _written(one, _kept(one).get("change", ""))),
        (_("For whom"), lambda one: Cell(tuple(_groups(one)))),
        (_("Targets"), lambda one: Cell(tuple(_targets(one)), one.entry.language)),
        (_("Carried out in"), lambda one: Cell(tuple(_places(one, vocabulary)))),
        (_("Partners"), lambda one: Cell(tuple(_partners(one)))),
        (
            _("Sustainable Development Goal targets"),
            lambda one: Cell(tuple(_kept(one).get("sdg_targets", []))),
        ),
        (str(FACETS["language"]), lambda one: _named("language", [one.entry.language], words)),
        (
            _("Published"),
            lambda one: Cell((day_words(day_of(one.entry.published_at, vocabulary.forum.zone)),)),
        ),
    ]


def _kept(card: Card) -> Mapping[str, Any]:
    kept: Mapping[str, Any] = card.entry.body.details
    return kept


def _written(card: Card, text: str) -> Cell:
    lines = tuple(line for line in text.splitlines() if line.strip())
    return Cell(lines, card.entry.language)


def _named(facet: str, codes: Iterable[str], label: Callable[[str, str], str]) -> Cell:
    return Cell(tuple(label(facet, code) for code in codes if code))


def _makers(card: Card) -> Iterable[str]:
    yield card.entry.organisation_name
    for maker in _kept(card).get("makers", []):
        if not (maker.get("is_lead") or maker.get("left_on")):
            yield maker["name"] or _("A maker not named for safety")


def _dollars(card: Card) -> Cell:
    """Return the sum in dollars; that of a line without a rate is never taken for nothing."""
    total = money.table_of(_kept(card), card.entry.starts_on, card.entry.ends_on).total
    if total.lines and not total.has_usd:
        return Cell((_("US dollars not known"),))
    if not total.has_usd:
        return Cell(())
    words = money_words(total.usd, "USD")
    return Cell((words if total.is_complete else _("at least %(amount)s") % {"amount": words},))


def _groups(card: Card) -> Iterable[str]:
    kept = _kept(card)
    for code in kept.get("beneficiary_groups", []):
        if code in Group.values:
            yield str(Group(code).label)
    if number := kept.get("beneficiary_number"):
        yield _("%(number)s people") % {"number": number_words(number)}


def _targets(card: Card) -> Iterable[str]:
    for target in _kept(card).get("targets", []):
        figures = " → ".join(one for one in (target.get("baseline"), target.get("value")) if one)
        yield f"{target.get('indicator', '')}: {figures} {target.get('unit', '')}".strip(": ")


def _places(card: Card, vocabulary: Vocabulary) -> Iterable[str]:
    kept = _kept(card)
    for code in kept.get("regions", []):
        yield area_words(code)
    for code in kept.get("places", []):
        yield vocabulary.label("country", code)


def _partners(card: Card) -> Iterable[str]:
    return (row["name"] for row in _kept(card).get("partners", []) if row.get("name"))
