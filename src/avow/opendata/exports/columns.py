# ruff: noqa: E501  a row of the table stays a row
"""The columns of a commitment in files: exports write them, imports read them, a page explains them.

The first ones are fixed by docs/addresses.md; others may be added at the end.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.directory.models import Entry
from avow.directory.money import NEWNESS, Sum, read, sum_of
from avow.forums.regions import region_name

Cell = str | int | Decimal | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it takes from an entry, its type, and a sentence about it.

    `several`: holds several values with `;` between them. `needed`: an import can't do without it.
    """

    name: str
    getter: Callable[[Entry], Cell]
    type: str  # text, code, number, date, instant
    help: str | Promise
    needed: bool = False
    several: bool = False


def _joined(values: Iterable[object]) -> str:
    return ";".join(str(value) for value in values)


def _instant(value: datetime | None) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z") if value else ""


def _region(entry: Entry) -> str:
    # Files are data: their words do not change with the reader's language.
    with translation.override("en"):
        return region_name(entry.region)


def _detail(name: str) -> Callable[[Entry], Cell]:
    return lambda entry: entry.body.details.get(name) or ""


def _details(name: str, key: str = "") -> Callable[[Entry], Cell]:
    def values(entry: Entry) -> Cell:
        rows: list[Any] = entry.body.details.get(name) or []
        return _joined(str(row[key]).replace(";", "%3B") if key else row for row in rows)

    return values


def _said(value: object) -> str:
    """Return a part of a row with none of the signs that separate rows and parts."""
    return "" if value is None else str(value).translate(_SIGNS)


_SIGNS = {ord(sign): f"%{ord(sign):02X}" for sign in ";:%"} | dict.fromkeys(map(ord, "\r\n\t"), " ")


def _rows(name: str, *keys: str) -> Callable[[Entry], Cell]:
    """Return a getter of rows as text: parts with `:` between them, rows with `;`."""

    def values(entry: Entry) -> Cell:
        rows: list[Any] = entry.body.details.get(name) or []
        return _joined(":".join(_said(row.get(key)) for key in keys) for row in rows)

    return values


def _finance(entry: Entry) -> Cell:
    rows: list[Any] = entry.body.details.get("finance") or []
    return _joined(
        ":".join(
            (
                _said(row.get("year")),
                row["currency"],
                plain(Decimal(row["amount"])),
                row.get("source") or "",
                {True: "new", False: "announced"}.get(row.get("is_new"), ""),
                {True: "oda", False: "not_oda"}.get(row.get("is_oda"), ""),
                _said(row.get("gender_marker")),
                plain(Decimal(row["amount_usd"])) if row.get("amount_usd") else "",
            )
        )
        for row in rows
    )


def _sum(entry: Entry) -> Sum:
    details = entry.body.details
    return sum_of(map(read, details.get("finance") or []), details.get("uncounted", 0))


def _known_usd(entry: Entry) -> Cell:
    found = _sum(entry)
    return found.usd if found.has_usd else None


def _newness(answer: str) -> Callable[[Entry], Cell]:
    """Return a getter of the dollars of the lines that give this answer to new or announced."""

    def usd(entry: Entry) -> Cell:
        rows = map(read, entry.body.details.get("finance") or [])
        found = sum_of(row for row in rows if row.get("is_new") is NEWNESS[answer])
        return found.usd if found.has_usd else None

    return usd


def _capacity(entry: Entry) -> Cell:
    row = entry.body.details.get("capacity")
    if not row:
        return ""
    return f"{row['kind']}:{row['year']}:{row['currency']}:{plain(Decimal(row['amount']))}"


def _makers(entry: Entry) -> list[Any]:
    return entry.body.details.get("makers") or []


def _plain_name(name: str) -> str:
    return name.replace(";", "%3B")


def _day(value: date) -> str:
    return value.isoformat()


# fmt: off
SHARED = (
    Column("id", lambda e: e.source_id or e.ref, "text", _("The commitment's number where it was first registered, else its reference here"), needed=True),
    Column("title", lambda e: e.title, "text", _("Its title, in its own language"), needed=True),
    Column("summary", lambda e: e.summary, "text", _("Its summary, in its own language"), needed=True),
    Column("language", lambda e: e.language, "code", _("The language it is written in (BCP 47)"), needed=True),
    Column("organisation", lambda e: e.organisation_name, "text", _("Who made it; a name to show where the real one is withheld for safety"), needed=True),
    Column("organisation_type", lambda e: e.organisation_type, "code", _("The type of the organisation"), needed=True),
    Column("country", lambda e: e.country, "code", _("The country of the organisation (ISO 3166-1 alpha-2); empty where withheld"), needed=True),
    Column("region", _region, "text", _("The region of that country (United Nations M49), in English; an import works it out from the country")),
    Column("coalition", lambda e: _joined(e.coalitions), "code", _("The coalitions that accepted it"), needed=True, several=True),
    Column("action", lambda e: _joined(e.actions), "code", _("The actions it serves"), needed=True, several=True),
    Column("commitment_type", lambda e: _joined(e.types), "code", _("Financial, advocacy, policy, programme; the main one first"), needed=True, several=True),
    Column("amount", lambda e: _joined(plain(Decimal(value)) for _code, value in e.amounts) if len(e.amounts) != 1 else Decimal(e.amounts[0][1]), "number", _("The money pledged, summed for each currency"), several=True),
    Column("currency", lambda e: _joined(code for code, _value in e.amounts), "code", _("The currency of each amount (ISO 4217), in the same order"), several=True),
    Column("amount_usd", lambda e: e.amount_usd, "number", _("The same in US dollars; empty where a rate is missing")),
    Column("start", lambda e: _day(e.starts_on), "date", _("Its first day"), needed=True),
    Column("end", lambda e: _day(e.ends_on), "date", _("Its last day"), needed=True),
    Column("status", lambda e: e.status, "code", _("What its last report says, or that it is completed or ended")),
    Column("submitted_at", lambda e: _instant(e.submitted_at), "instant", _("When it was handed in (UTC)")),
    Column("published_at", lambda e: _instant(e.published_at), "instant", _("When it was first published (UTC)")),
)
MORE = (
    Column("ref", lambda e: e.ref, "text", _("Its reference here, part of its address")),
    Column("revision", lambda e: e.revision, "number", _("The number of the revision shown")),
    Column("updated_at", lambda e: _instant(e.updated_at), "instant", _("When what is shown was last changed (UTC)")),
    Column("description", _detail("description"), "text", _("What will be done")),
    Column("change", _detail("change"), "text", _("What changes")),
    Column("beneficiaries", _detail("beneficiaries"), "text", _("For whom")),
    Column("baseline", _detail("baseline"), "text", _("Where it starts")),
    Column("intersectionality", _detail("intersectionality"), "text", _("How it takes account of those discriminated against in several ways")),
    Column("leadership", _detail("leadership"), "text", _("How those concerned lead it")),
    Column("sdg_targets", _details("sdg_targets"), "code", _("Targets of the Sustainable Development Goals"), several=True),
    Column("places", _details("places"), "code", _("The countries it is carried out in (ISO 3166-1 alpha-2)"), several=True),
    Column("links", _details("links", "url"), "text", _("Addresses that say more"), several=True),
    Column("also_registered_in", _detail("also_registered_in"), "text", _("Where else it is registered")),
    Column("iati_identifier", _detail("iati_identifier"), "text", _("Its IATI activity")),
    Column("co_makers", lambda e: _joined(_plain_name(one["name"]) for one in _makers(e)[1:]), "text", _("Who makes it together with the organisation; empty between two semicolons where withheld for safety"), several=True),
    Column("shares", lambda e: _joined(plain(Decimal(one["share"])) for one in _makers(e)), "number", _("The share of each maker in per cent, the organisation first; empty where it makes it alone"), several=True),
    Column("coalition_split", lambda e: _joined(f"{code}={plain(Decimal(part))}" for code, part in e.body.details.get("coalition_split") or []), "text", _("The part of each coalition in per cent, where the makers say it; else they are equal"), several=True),
)
# Exports only: an import leaves these aside.
DERIVED = (
    Column("regions", _details("regions"), "code", _("The regions of the world it is carried out in (United Nations M49)"), several=True),
    Column("beneficiary_groups", _details("beneficiary_groups"), "code", _("The groups it is for"), several=True),
    Column("beneficiary_number", lambda e: e.body.details.get("beneficiary_number"), "number", _("How many people it is for, as its maker says")),
    Column("beneficiary_note", _detail("beneficiary_note"), "text", _("How they are counted")),
    Column("targets", _rows("targets", "indicator", "unit", "baseline", "value", "due_on"), "text", _("Its targets, each as indicator:unit:from:to:day"), several=True),
    Column("plan_targets", lambda e: _joined(row["plan_target"] for row in e.body.details.get("targets") or [] if row.get("plan_target")), "code", _("The targets of the coalitions’ plans that they answer to, by key: the end of a section’s address in a plan"), several=True),
    Column("milestones", _rows("steps", "due_on", "title"), "text", _("Its milestones, each as day:title"), several=True),
    Column("partners", _rows("partners", "name", "role"), "text", _("Its partners who may be named, each as name:role"), several=True),
    Column("finance", _finance, "text", _("Its lines of money, each as year:currency:amount:source:new or announced:oda or not_oda:gender marker:US dollars; what is not said is empty"), several=True),
    Column("amount_usd_known", _known_usd, "number", _("What is known of its money in US dollars: without the lines that have no rate")),
    Column("currencies_without_rate", lambda e: _joined(code for code, _number in _sum(e).missing), "code", _("The currencies that are not in that sum"), several=True),
    Column("amount_usd_new", _newness("new"), "number", _("The new money in US dollars, as far as rates are known")),
    Column("amount_usd_announced", _newness("announced"), "number", _("The money already announced elsewhere in US dollars, as far as rates are known")),
    Column("amount_usd_unsaid", _newness("unsaid"), "number", _("The money of which nobody said whether it is new, in US dollars, as far as rates are known")),
    Column("capacity", _capacity, "text", _("What the maker is able to give in a year, as kind:year:currency:amount")),
    Column("supersedes", _detail("supersedes"), "text", _("The reference of the commitment that it takes the place of")),
    Column("files", _rows("files", "name", "key"), "text", _("Its files, each as name:key; the key stands in the file's address"), several=True),
)
# fmt: on
COLUMNS = SHARED + MORE + DERIVED
# What an export says about the platform's own bookkeeping; an import leaves it aside.
OURS = frozenset(
    {"ref", "revision", "updated_at", "region", "co_makers", "shares", "coalition_split"}
) | {one.name for one in DERIVED}


def cells(entry: Entry) -> list[Cell]:
    """Return an entry's row."""
    return [column.getter(entry) for column in COLUMNS]


def text(cell: Cell) -> str:
    """Return a cell as text: a number without exponent or needless zeros, nothing for None."""
    if cell is None:
        return ""
    return plain(cell) if isinstance(cell, Decimal) else str(cell)


def plain(value: Decimal) -> str:
    """Return a number in digits, without needless zeros after the point."""
    found = format(value, "f")
    return found.rstrip("0").rstrip(".") if "." in found else found
