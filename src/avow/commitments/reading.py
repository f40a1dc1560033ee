"""Read a sheet of answers: every section into typed values, and every problem to mend."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from avow.commitments.draft import Draft, Goal, Means, Money, Problem, Row
from avow.commitments.form import key_of, type_key
from avow.commitments.options import GENDER_MARKERS, GROUPS, SDG_TARGETS
from avow.commitments.reader import Reader, Values
from avow.commitments.states import CapacityKind, MoneySource
from avow.forums.packs.schema import Pack, Question
from avow.forums.regions import COUNTRIES, areas
from avow.kernel import money

Rows = Mapping[str, Sequence[str]]  # section: its rows' scopes
TEXTS = {
    "what": ("title", "summary", "description", "also_registered_in", "iati_identifier"),
    "change": ("change", "beneficiaries", "beneficiary_note", "baseline"),
    "principles": ("intersectionality", "leadership"),
}


def read(values: Values, rows: Rows, pack: Pack, actions: Iterable[str]) -> Draft:
    """Return what the answers say; a row without a word in it counts for nothing.

    `rows` are the scopes of each repeating section; `actions` the codes a commitment may serve now.
    """
    draft = Draft()
    reader = Reader(values, draft)
    for section, keys in TEXTS.items():
        for key in keys:
            draft.texts[key] = reader.text(section, "", key)
    draft.supersedes = reader.text("what", "", "supersedes").upper()
    draft.texts["title"] = " ".join(draft.texts["title"].split())
    draft.language = reader.one("what", "", "language", set()) or pack.languages[0]
    draft.actions = reader.many("where", "actions", set(actions))
    _read_types(reader, pack)
    draft.starts_on = reader.day("term", "", "starts_on")
    draft.ends_on = reader.day("term", "", "ends_on")
    draft.countries = reader.many("places", "countries", set(COUNTRIES))
    draft.regions = reader.many("places", "regions", set(areas()))
    draft.beneficiary_groups = reader.many("change", "beneficiary_groups", set(GROUPS))
    draft.beneficiary_number = reader.people("change", "beneficiary_number")
    draft.capacity = _read_capacity(reader, pack)
    draft.sdg_targets = reader.many("principles", "sdg_targets", set(SDG_TARGETS))
    _read_rows(reader, rows, pack)
    _look_at_days(reader)
    return draft


def _read_types(reader: Reader, pack: Pack) -> None:
    known: set[str] = {kind.code for kind in pack.commitment_types}
    types = reader.many("where", "types", known)
    main = reader.one("where", "", "main_type", known)
    if len(types) > 1 and not main:
        reader.missing("where", "", "main_type")
    elif len(types) > 1 and main not in types:
        reader.problem("where", "", "main_type", "main_type_not_chosen")
    if types:
        # Of a type that was chosen and unticked again, the answers stay on the sheet, unread.
        reader.draft.types = tuple(dict.fromkeys([main if main in types else types[0], *types]))
    for kind in reader.draft.types:
        reader.draft.type_fields[kind] = {
            one.code: value
            for one in pack.commitment_type(kind).questions
            if (value := reader.values.get(("", type_key(kind, one.code)))) not in ("", None, [])
            and _still_asked(reader, kind, one)
        }


def _still_asked(reader: Reader, kind: str, question: Question) -> bool:
    """Return whether the answer before it still asks for this question of a type."""
    if question.only_if is None:
        return True
    value = reader.values.get(("", type_key(kind, question.only_if.question)))
    wanted = question.only_if.equals
    return wanted in value if isinstance(value, list) else value == wanted


def _read_capacity(reader: Reader, pack: Pack) -> Means | None:
    """Return what the maker can give if it says all four things; what is half said is noted."""
    section = "capacity"
    kind = reader.one(section, "", "capacity_kind", set(CapacityKind.values))
    currency = reader.one(section, "", "capacity_currency", set(pack.currencies))
    year = reader.one(section, "", "capacity_year", set())
    amount = reader.amount(section, "", "capacity_amount", currency)
    typed = reader.text(section, "", "capacity_amount")
    said = {
        "capacity_kind": kind,
        "capacity_amount": typed,
        "capacity_currency": currency,
        "capacity_year": year,
    }
    if any(said.values()):
        for key in [key for key, value in said.items() if not value]:
            reader.note(section, "", key, "capacity_incomplete")
    if not (kind and currency and amount and year.isdecimal() and len(year) == 4):
        return None
    day = date(int(year), 7, 1)
    rate = money.rate_on(pack.money_rates(), currency, day)
    return Means(kind, amount, currency, int(year), rate)


def _read_rows(reader: Reader, rows: Rows, pack: Pack) -> None:
    draft = reader.draft
    readers: dict[str, Callable[[str], None]] = {
        "finance": lambda scope: _read_money(reader, scope, pack),
        "target": lambda scope: _read_target(reader, scope, pack),
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


def _read_money(reader: Reader, scope: str, pack: Pack) -> None:
    currency = reader.one("finance", scope, "currency", set(pack.currencies)) or reader.missing(
        "finance", scope, "currency"
    )
    source = reader.one("finance", scope, "source", set(MoneySource.values)) or reader.missing(
        "finance", scope, "source"
    )
    amount = reader.amount("finance", scope, "amount", currency)
    if not reader.text("finance", scope, "amount"):
        reader.missing("finance", scope, "amount")
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


def _read_target(reader: Reader, scope: str, pack: Pack) -> None:
    indicator = reader.text("target", scope, "indicator") or reader.missing(
        "target", scope, "indicator"
    )
    value = reader.number("target", scope, "value")
    if not reader.text("target", scope, "value"):
        reader.missing("target", scope, "value")
    baseline = reader.number("target", scope, "baseline")
    due_on = reader.day("target", scope, "due_on")
    unit = reader.text("target", scope, "unit")
    aim = reader.one("target", scope, "plan_target", {one.key for _action, one in pack.aims()})
    if indicator and value is not None:
        reader.draft.targets.append(Goal(indicator, unit, baseline, value, due_on, scope, aim))


def _read_milestone(reader: Reader, scope: str) -> None:
    title = reader.text("milestone", scope, "title") or reader.missing("milestone", scope, "title")
    due_on = reader.day("milestone", scope, "due_on")
    if not reader.text("milestone", scope, "due_on"):
        reader.missing("milestone", scope, "due_on")
    if title and due_on:
        reader.draft.milestones.append(Row(scope, title, due_on=due_on))


def _read_partner(reader: Reader, scope: str) -> None:
    slug = reader.text("partner", scope, "organisation")
    name = reader.text("partner", scope, "name")
    if not name and not slug:
        reader.missing("partner", scope, "name")
        return
    reader.draft.partners.append(Row(scope, name, reader.text("partner", scope, "role"), slug))


def _read_link(reader: Reader, scope: str) -> None:
    url = reader.text("link", scope, "url") or reader.missing("link", scope, "url")
    if url and not _is_web_address(url):
        reader.problem("link", scope, "url", "answer_not_an_address")
    elif url:
        reader.draft.links.append(Row(scope, url, reader.text("link", scope, "title")))


def _look_at_days(reader: Reader) -> None:
    """Refuse a target that is to be reached before the first day; note other days off the term."""
    first, last = reader.draft.starts_on, reader.draft.ends_on
    for goal in reader.draft.targets:
        if goal.due_on and first and goal.due_on < first:
            reader.problem("target", goal.scope, "due_on", "target_before_term")
        elif goal.due_on and last and goal.due_on > last:
            reader.note("target", goal.scope, "due_on", "target_after_term")
    for row in reader.draft.milestones:
        if row.due_on and ((first and row.due_on < first) or (last and row.due_on > last)):
            reader.note("milestone", row.scope, "due_on", "milestone_outside_term")


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
