"""Every figure of an annual report, and the rows that it comes from: one walk over frozen rows.

A figure's name is its reference in the text: `commitments`, `commitments.type.policy`,
`money.pledged@water`. After the @ stands a coalition: whole commitments of it are
counted, of their money its part. `counted` yields what each row adds to each figure, so that a
figure and the rows behind it cannot disagree. Standard library only.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from avow.annual.rows import NOT_DUE, PartRow, Row

UNITS = {
    "commitments": "commitments",
    "makers": "makers",
    "reports": "reports",
    "money": "cents",
    "currency": "thousandths",
    "rate": "percent",
}
NOBODY = "-"  # the share of a maker that left
TAGS = ("type", "organisation_type", "country", "region", "language")
MAKERS_BY = ("organisation_type", "region", "country")
NEW = {True: "new", False: "announced", None: "unsaid"}
RATES = {"reported": "handed_in", "on_time": "on_time", "verified": "verified"}


@dataclass(frozen=True, slots=True)
class Facts:
    """What figures need besides the rows: the cycle, the earlier ones, the pack's South."""

    year: int
    years: tuple[int, ...]
    south: frozenset[str]


class Add(NamedTuple):
    """What a row adds to a figure: an amount; or itself, once, where `identity` is given."""

    name: str
    amount: int = 0
    identity: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value in its unit (None: not known), and the places of the rows it comes from."""

    value: int | None
    places: "array[int]"


def unit_of(name: str) -> str:
    """Return the unit of a figure: commitments, makers, reports, cents, thousandths, percent."""
    return UNITS.get(name.partition("@")[0].partition(".")[0], "")


def side(country: str, facts: Facts) -> str:
    """Return south, north or unknown; which countries are South is the pack's list."""
    if not country:
        return "unknown"
    return "south" if country in facts.south else "north"


def counted(row: Row, facts: Facts) -> Iterator[Add]:
    """Yield what a row adds, for the whole forum and for each of its coalitions."""
    codes = row["tags"].get("coalition", [])
    scopes = [("", row["parts"])] + [
        (f"@{code}", [one for one in row["parts"] if one["coalition"] == code]) for code in codes
    ]
    for scope, parts in scopes:
        for add in _within(row, parts, facts, scope[1:]):
            yield add._replace(name=add.name + scope) if scope else add


def added(row: Row, facts: Facts, name: str) -> int:
    """Return what one row adds to a figure: its amount, or how many things it counts there."""
    adds = [one for one in counted(row, facts) if one.name == name]
    return sum(one.amount for one in adds) + len({one.identity for one in adds if one.identity})


def _within(row: Row, parts: list[PartRow], facts: Facts, coalition: str) -> Iterator[Add]:
    if row["is_listed"]:
        yield from _commitment(row, parts, facts)
        yield from _makers(parts, facts)
        yield from _money(row, parts, facts)
        yield from _spent(row, facts, coalition)
    yield from _reports(row)


def _commitment(row: Row, parts: list[PartRow], facts: Facts) -> Iterator[Add]:
    ref, said = row["ref"], set()
    said.add("commitments")
    said.update(f"commitments.{tag}.{one}" for tag in TAGS for one in row["tags"].get(tag, []))
    said.update(f"commitments.coalition.{one}" for one in row["tags"].get("coalition", []))
    said.update(f"commitments.action.{one['action']}" for one in parts if one["action"])
    said.update(f"commitments.side.{side(one['country'], facts)}" for one in parts)
    said.add(f"commitments.status.{row['statuses'].get(str(facts.year), NOT_DUE)}")
    said.update(f"commitments.cycle.{year}.{one}" for year, one in row["statuses"].items())
    said.add(f"commitments.line.{line_of(row, facts)}")
    if any(one["currency"] for one in parts):
        said.add("commitments.with_money")
    if any(one["currency"] and one["cents"] is None for one in parts):
        said.add("commitments.unrated")
        said.add(f"commitments.unrated.line.{line_of(row, facts)}")
    for name in sorted(said):
        yield Add(name, identity=ref)


def line_of(row: Row, facts: Facts) -> str:
    """Return by when somebody last reported: now, earlier or never."""
    if row["reported_in"] is None:
        return "never"
    return "now" if row["reported_in"] == facts.year else "earlier"


def _makers(parts: list[PartRow], facts: Facts) -> Iterator[Add]:
    for one in parts:
        if one["maker"] == NOBODY:
            continue
        yield Add("makers", identity=one["maker"])
        for by in MAKERS_BY:
            value = {"country": one["country"], "region": one["region"]}.get(
                by, one["organisation_type"]
            )
            if value:
                yield Add(f"makers.{by}.{value}", identity=one["maker"])
        yield Add(f"makers.side.{side(one['country'], facts)}", identity=one["maker"])


def _money(row: Row, parts: list[PartRow], facts: Facts) -> Iterator[Add]:
    line = line_of(row, facts)
    for one in parts:
        if not one["currency"]:
            continue
        yield Add(f"currency.{one['currency']}", one["thousandths"])
        if (cents := one["cents"]) is None:
            continue
        yield Add("money.pledged", cents)
        yield Add(f"money.{NEW[one['is_new']]}", cents)
        yield Add(f"money.line.{line}", cents)
        if one["year"] is not None:
            yield Add(f"money.year.{one['year']}", cents)
        for by, value in (
            ("type", one["type"]),
            ("organisation_type", one["organisation_type"]),
            ("region", one["region"]),
            ("side", side(one["country"], facts)),
            ("action", one["action"]),
            ("coalition", one["coalition"]),
        ):
            if value:
                yield Add(f"money.{by}.{value}", cents)


def _spent(row: Row, facts: Facts, coalition: str) -> Iterator[Add]:
    if row["spent_unrated"]:
        yield Add("commitments.spent_unrated", identity=row["ref"])
    spent = row["spent_in"].get(coalition) if coalition else row["spent"]
    if spent is not None:
        yield Add("money.spent", spent)
        when = "now" if row["reported_in"] == facts.year else "earlier"
        yield Add(f"money.spent.{when}", spent)


def _reports(row: Row) -> Iterator[Add]:
    for one in row["reports"]:
        yield Add("reports.owed", 1)
        if one["state"] != "published":
            yield Add("reports.not_reported", 1)
            continue
        yield Add("reports.handed_in", 1)
        yield Add("reports.late" if one["is_late"] else "reports.on_time", 1)
        yield Add("reports.verified" if one["check"] == "verified" else "reports.self_reported", 1)
        if one["differs"]:
            yield Add("reports.differ", 1)
    for year, numbers in row["owed"].items():
        for name, number in zip(("owed", "handed_in", "on_time"), numbers, strict=True):
            if number:
                yield Add(f"reports.cycle.{year}.{name}", number)


def compute(rows: Iterable[Row], facts: Facts, expected: Iterable[str] = ()) -> dict[str, Figure]:
    """Return every figure by name. `expected` are those that exist even where no row adds to them.

    Rates are per cent, rounded down, of the reports owed; None where none was owed.
    """
    sums: dict[str, int] = defaultdict(int)
    known: dict[str, set[str]] = defaultdict(set)
    places: dict[str, array[int]] = defaultdict(lambda: array("I"))
    for place, row in enumerate(rows):
        for name, amount, identity in counted(row, facts):
            if identity:
                known[name].add(identity)
            else:
                sums[name] += amount
            behind = places[name]
            if not behind or behind[-1] != place:
                behind.append(place)
    values: dict[str, int] = dict.fromkeys(expected, 0)
    values |= sums
    values |= {name: len(found) for name, found in known.items()}
    figures = {name: Figure(value, places.get(name, array("I"))) for name, value in values.items()}
    return figures | _rates(figures)


def _rates(figures: Mapping[str, Figure]) -> dict[str, Figure]:
    """Return what part of the reports owed came in, in time, verified; of each cycle and scope."""
    found: dict[str, Figure] = {}
    for name, owed in figures.items():
        stem, at, scope = name.partition("@")
        head, _dot, last = stem.rpartition(".")
        if last != "owed" or not head.startswith("reports"):
            continue
        for rate, of in RATES.items():
            part = figures.get(f"{head}.{of}{at}{scope}")
            if part is None and head != "reports" and rate == "verified":
                continue  # of earlier cycles it is not kept
            number = (part.value if part else 0) or 0
            value = number * 100 // owed.value if owed.value else None
            cycle = head.removeprefix("reports")
            found[f"rate{cycle}.{rate}{at}{scope}"] = Figure(value, owed.places)
    return found
