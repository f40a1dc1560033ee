"""What a sheet of answers says: typed values, and every problem to mend before handing in."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from avow.commitments import amounts
from avow.commitments.form import key_of, type_key
from avow.commitments.joint import Joint
from avow.commitments.options import GENDER_MARKERS, SDG_TARGETS
from avow.commitments.states import MoneySource
from avow.forums.packs.schema import Pack
from avow.forums.regions import COUNTRIES
from avow.kernel import money
from avow.kernel.text import nfc
from avow.kernel.words import sentence

Values = Mapping[tuple[str, str], Any]  # (scope, key): value
Rows = Mapping[str, Sequence[str]]  # section: its rows' scopes
_MAX_TARGET = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: where (section, row, question) and a reason's code with its hint."""

    section: str
    scope: str
    key: str
    code: str
    hint: str = ""

    @property
    def words(self) -> str:
        """Return the sentence a person reads, with the ways the text could be meant."""
        said = sentence(self.code)
        if self.code in {"shares_not_whole", "split_not_whole"}:
            return f"{said} {self.hint}"
        return f"{said} ({self.hint})" if self.hint and self.code == "amount_ambiguous" else said


@dataclass(frozen=True, slots=True)
class Money:
    """One line of pledged money; `rate` is None when the forum has none for the currency."""

    scope: str
    amount: Decimal
    currency: str
    year: int | None
    source: str
    is_new: bool | None
    is_oda: bool | None
    gender_marker: int | None
    rate: money.Rate | None

    @property
    def usd(self) -> Decimal | None:
        """Return the dollar equivalent, or None where there is no rate: never zero."""
        return money.to_usd(self.amount, self.rate) if self.rate else None


@dataclass(frozen=True, slots=True)
class Goal:
    """One target."""

    indicator: str
    unit: str
    baseline: Decimal | None
    value: Decimal
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """A row of texts: milestone (title, due_on), partner (name, slug, role), link (url, title)."""

    scope: str
    title: str
    detail: str = ""
    slug: str = ""
    due_on: date | None = None


@dataclass(slots=True)
class Draft:
    """A commitment as its sheet says, whether or not it is complete."""

    texts: dict[str, str] = field(default_factory=dict)
    language: str = ""
    actions: tuple[str, ...] = ()
    types: tuple[str, ...] = ()  # the main one first
    type_fields: dict[str, dict[str, Any]] = field(default_factory=dict)
    starts_on: date | None = None
    ends_on: date | None = None
    countries: tuple[str, ...] = ()
    sdg_targets: tuple[str, ...] = ()
    finance: list[Money] = field(default_factory=list)
    targets: list[Goal] = field(default_factory=list)
    milestones: list[Row] = field(default_factory=list)
    partners: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    joint: Joint = field(default_factory=Joint)
    problems: list[Problem] = field(default_factory=list)


TEXTS = {
    "what": ("title", "summary", "description", "also_registered_in", "iati_identifier"),
    "change": ("change", "beneficiaries", "baseline"),
    "principles": ("intersectionality", "leadership"),
}


def read(values: Values, rows: Rows, pack: Pack, actions: Iterable[str]) -> Draft:
    """Return what the answers say; a row without a word in it counts for nothing.

    `rows` are the scopes of each repeating section; `actions` the codes a commitment may serve now.
    """
    draft = Draft()
    reader = _Reader(values, draft)
    for section, keys in TEXTS.items():
        for key in keys:
            draft.texts[key] = reader.text(section, "", key)
    draft.texts["title"] = " ".join(draft.texts["title"].split())
    draft.language = reader.one("what", "", "language", set()) or pack.languages[0]
    draft.actions = reader.many("where", "actions", set(actions))
    _read_types(reader, pack)
    draft.starts_on = reader.day("term", "", "starts_on")
    draft.ends_on = reader.day("term", "", "ends_on")
    draft.countries = reader.many("places", "countries", set(COUNTRIES))
    draft.sdg_targets = reader.many("principles", "sdg_targets", set(SDG_TARGETS))
    _read_rows(reader, rows, pack)
    return draft


def _read_types(reader: "_Reader", pack: Pack) -> None:
    known: set[str] = {kind.code for kind in pack.commitment_types}
    types = reader.many("where", "types", known)
    main = reader.one("where", "", "main_type", known)
    if len(types) > 1 and not main:
        reader.missing("where", "", "main_type")
    if types:
        reader.draft.types = tuple(dict.fromkeys([main or types[0], *types]))
    for kind in reader.draft.types:
        own = {
            one.code: reader.values.get(("", type_key(kind, one.code)))
            for one in pack.commitment_type(kind).questions
        }
        reader.draft.type_fields[kind] = {
            code: value for code, value in own.items() if value not in ("", None, [])
        }


def _read_rows(reader: "_Reader", rows: Rows, pack: Pack) -> None:
    draft = reader.draft
    readers: dict[str, Callable[[str], None]] = {
        "finance": lambda scope: _read_money(reader, scope, pack),
        "target": lambda scope: _read_target(reader, scope),
        "milestone": lambda scope: _read_milestone(reader, scope),
        "partner": lambda scope: _read_partner(reader, scope),
        "link": lambda scope: _read_link(reader, scope),
    }
    said = {scope for (scope, _key), value in reader.values.items() if value not in ("", None, [])}
    for section, read_row in readers.items():
        for scope in rows.get(section, ()):
            if scope in said:
                read_row(scope)
    _refuse_twice(draft)


def _read_money(reader: "_Reader", scope: str, pack: Pack) -> None:
    currency = reader.one("finance", scope, "currency", set(pack.currencies)) or reader.missing(
        "finance", scope, "currency"
    )
    source = reader.one("finance", scope, "source", set(MoneySource.values)) or reader.missing(
        "finance", scope, "source"
    )
    amount = reader.amount(scope, currency)
    year = reader.one(
        "finance",
        scope,
        "year",
        {str(n) for n in range(pack.starts_on.year, pack.ends_on.year + 1)},
    )
    is_new = reader.one("finance", scope, "is_new", {"new", "announced"})
    is_oda = reader.values.get((scope, key_of("finance", "is_oda")))
    marker = reader.one("finance", scope, "gender_marker", set(GENDER_MARKERS))
    if amount is None or not currency or not source:
        return
    # The rate of the year's middle says more about a later year's money than the day of typing.
    day = date(int(year), 7, 1) if year else pack.starts_on
    reader.draft.finance.append(
        Money(
            scope=scope,
            amount=amount,
            currency=currency,
            year=int(year) if year else None,
            source=source,
            is_new=None if not is_new else is_new == "new",
            is_oda=is_oda if isinstance(is_oda, bool) else None,
            gender_marker=int(marker) if marker else None,
            rate=money.rate_on(pack.money_rates(), currency, day),
        )
    )


def _read_target(reader: "_Reader", scope: str) -> None:
    indicator = reader.text("target", scope, "indicator") or reader.missing(
        "target", scope, "indicator"
    )
    value = reader.number("target", scope, "value")
    if not reader.text("target", scope, "value"):
        reader.missing("target", scope, "value")
    baseline = reader.number("target", scope, "baseline")
    due_on = reader.day("target", scope, "due_on")
    if indicator and value is not None:
        reader.draft.targets.append(
            Goal(indicator, reader.text("target", scope, "unit"), baseline, value, due_on)
        )


def _read_milestone(reader: "_Reader", scope: str) -> None:
    title = reader.text("milestone", scope, "title") or reader.missing("milestone", scope, "title")
    due_on = reader.day("milestone", scope, "due_on")
    if not reader.text("milestone", scope, "due_on"):
        reader.missing("milestone", scope, "due_on")
    if title and due_on:
        reader.draft.milestones.append(Row(scope, title, due_on=due_on))


def _read_partner(reader: "_Reader", scope: str) -> None:
    slug = reader.text("partner", scope, "organisation")
    name = reader.text("partner", scope, "name")
    if not name and not slug:
        reader.missing("partner", scope, "name")
        return
    reader.draft.partners.append(Row(scope, name, reader.text("partner", scope, "role"), slug))


def _read_link(reader: "_Reader", scope: str) -> None:
    url = reader.text("link", scope, "url") or reader.missing("link", scope, "url")
    if url and not _is_web_address(url):
        reader.problem("link", scope, "url", "answer_not_an_address")
    elif url:
        reader.draft.links.append(Row(scope, url, reader.text("link", scope, "title")))


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in {"http", "https"}
        and "." in (parts.hostname or "")
        and not re.search(r'[\s<>"]', url)
    )


def _refuse_twice(draft: Draft) -> None:
    """Say where a partner or link stands twice: the second would be lost without a word."""
    for section, rows, key in (("partner", draft.partners, "name"), ("link", draft.links, "url")):
        seen: set[str] = set()
        for row in rows:
            name = row.slug or row.title
            if name in seen:
                draft.problems.append(
                    Problem(section, row.scope, key_of(section, key), "stands_twice")
                )
            seen.add(name)


class _Reader:
    """Reads one answer at a time and notes what it cannot read."""

    def __init__(self, values: Values, draft: Draft) -> None:
        self.values, self.draft = values, draft

    def problem(self, section: str, scope: str, key: str, code: str, hint: str = "") -> None:
        self.draft.problems.append(Problem(section, scope, key_of(section, key), code, hint))

    def missing(self, section: str, scope: str, key: str) -> str:
        self.problem(section, scope, key, "answer_missing")
        return ""

    def text(self, section: str, scope: str, key: str) -> str:
        value = self.values.get((scope, key_of(section, key)))
        return nfc(str(value)).strip() if value not in (None, []) else ""

    def one(self, section: str, scope: str, key: str, known: set[str]) -> str:
        value = self.text(section, scope, key)
        if value and known and value not in known:
            self.problem(section, scope, key, "answer_no_such_choice", value)
            return ""
        return value

    def many(self, section: str, key: str, known: set[str]) -> tuple[str, ...]:
        value = self.values.get(("", key)) or []
        chosen = [str(one) for one in (value if isinstance(value, list) else [value])]
        for one in chosen:
            if one not in known:
                self.problem(section, "", key, "answer_no_such_choice", one)
        return tuple(dict.fromkeys(one for one in chosen if one in known))

    def day(self, section: str, scope: str, key: str) -> date | None:
        value = self.text(section, scope, key)
        if not value:
            return None
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.problem(section, scope, key, "answer_not_a_date", value)
            return None

    def amount(self, scope: str, currency: str) -> Decimal | None:
        typed = self.text("finance", scope, "amount")
        if not typed:
            self.missing("finance", scope, "amount")
            return None
        try:
            value = amounts.read(typed)
        except amounts.Unreadable as error:
            self.problem("finance", scope, "amount", error.code, " / ".join(error.hint))
            return None
        try:
            return money.amount(value, currency) if currency else value
        except ValueError:
            self.problem("finance", scope, "amount", "amount_too_exact", currency)
            return None

    def number(self, section: str, scope: str, key: str) -> Decimal | None:
        """Read a target's figure: as an amount, but zero and below are figures too."""
        typed = self.text(section, scope, key)
        if not typed:
            return None
        negative = typed[0] in "-−"
        bare = typed.lstrip("-−").strip().removesuffix("%").strip()
        if re.fullmatch(r"0+(?:[.,]0+)?", bare):
            return Decimal(0)
        try:
            value = amounts.read(bare)
        except amounts.Unreadable as error:
            self.problem(
                section,
                scope,
                key,
                error.code.replace("amount_not_positive", "amount_not_a_number"),
                " / ".join(error.hint),
            )
            return None
        if value != round(value, 3) or value >= _MAX_TARGET:
            self.problem(section, scope, key, "figure_too_exact")
            return None
        return -value if negative else value
