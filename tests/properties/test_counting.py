"""Money is never counted twice: every breakdown makes the same whole, however many links there are."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from typing import Any

import pytest
from babel.numbers import get_currency_precision
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from avow.directory import services, totals
from avow.directory.attribution import atoms_of, divide, part_of, whole_weights
from avow.directory.entry import FinanceRow, MakerShare, PublicEntry
from avow.directory.models import Part
from avow.directory.tables import numbers_by, tables
from avow.directory.totals import Breakdown, Scope
from tests.directory.making import PUBLISHED

COALITIONS = {
    "gender_based_violence": ["GBV-1", "GBV-2", "GBV-3", "GBV-4"],
    "economic_justice": ["EJR-1", "EJR-2", "EJR-3"],
    "feminist_movements": ["FML-1"],
    "climate_justice": [],
}
ACTIONS = [(action, code) for code, own in COALITIONS.items() for action in own]
CURRENCIES = ["USD", "EUR", "JPY", "KWD", "XOF", "MXN"]
DIMENSIONS = ["maker", "organisation_type", "country", "region", "coalition", "action", "type",
              "year", "is_new"]  # fmt: skip


def decimals(currency: str) -> Any:
    most = 10 ** (15 + get_currency_precision(currency)) - 1
    units = st.one_of(st.integers(1, 50), st.integers(1, most))
    return units.map(lambda n: Decimal(n).scaleb(-get_currency_precision(currency)))


@st.composite
def lines(draw: Any) -> FinanceRow:
    currency = draw(st.sampled_from(CURRENCIES))
    usd = draw(st.none() | st.integers(0, 10**17).map(lambda n: format(Decimal(n).scaleb(-2), "f")))
    return {
        "amount": format(draw(decimals(currency)), "f"),
        "currency": currency,
        "year": draw(st.none() | st.integers(2021, 2026)),
        "is_new": draw(st.sampled_from([True, False, None])),
        "amount_usd": usd,
    }


@st.composite
def percents(draw: Any, number: int) -> list[Decimal]:
    """Return parts in per cent with two decimals, none of them nothing, that make 100."""
    cuts = draw(
        st.lists(st.integers(1, 9999), min_size=number - 1, max_size=number - 1, unique=True)
    )
    edges = [0, *sorted(cuts), 10_000]
    return [Decimal(b - a).scaleb(-2) for a, b in pairwise(edges)]


@st.composite
def makers(draw: Any) -> tuple[MakerShare, ...]:
    number = draw(st.integers(1, 6))
    if number == 1:
        return ()
    found = []
    for place, share in enumerate(draw(percents(number))):
        kind = draw(st.sampled_from(["named", "protected", "open"])) if place else "named"
        if kind == "named":
            found.append(
                MakerShare(share=share, name=f"House {place}", slug=f"house-{place}",
                           organisation_type="government", country="MX", region="013")
            )  # fmt: skip
        else:
            name = "A shelter" if kind == "protected" else ""
            found.append(MakerShare(share=share, name=name, is_open_share=kind == "open"))
    return tuple(found)


@st.composite
def entries(draw: Any, forum: int = 1, ref: str = "GE-1") -> PublicEntry:
    chosen = draw(st.lists(st.sampled_from(list(COALITIONS)), unique=True))
    own = [action for code in chosen for action in COALITIONS[code]]
    split: tuple[tuple[str, Decimal], ...] = ()
    if len(chosen) > 1 and draw(st.booleans()):
        split = tuple(zip(chosen, draw(percents(len(chosen))), strict=True))
    money = draw(st.lists(lines(), max_size=5))
    usd = [Decimal(line["amount_usd"]) for line in money if line["amount_usd"] is not None]
    return PublicEntry(
        forum_id=forum, ref=ref, title="T", summary="", text="", language="en",
        organisation_slug="house-0", organisation_name="House 0", organisation_type="government",
        country="MX", region="013",
        coalitions=tuple(chosen),
        actions=tuple(draw(st.lists(st.sampled_from(own), unique=True))) if own else (),
        types=tuple(draw(st.lists(st.sampled_from(["policy", "financial"]), unique=True, min_size=1))),
        amount_usd=sum(usd, Decimal(0)) if money and len(usd) == len(money) else None,
        makers=draw(makers()), coalition_split=split,
        starts_on=PUBLISHED.date(), ends_on=PUBLISHED.date(), status="on_track", year=2021,
        published_at=PUBLISHED, updated_at=PUBLISHED, details={"finance": money},
    )  # fmt: skip


def whole(entry: PublicEntry) -> tuple[dict[str, Decimal], Decimal]:
    """Return what its lines say themselves: sums by currency, and the dollars that are known."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    usd = Decimal(0)
    for line in entry.details["finance"]:
        sums[line["currency"]] += Decimal(line["amount"])
        usd += Decimal(line["amount_usd"] or 0)
    return dict(sums), usd


@given(
    st.decimals(0, 10**15, places=3),
    st.lists(st.integers(0, 10**6), min_size=1, max_size=40).filter(any),
    st.integers(0, 3),
)
def test_a_division_loses_nothing_and_each_part_is_right_to_one_unit(amount, weights, places):
    parts = divide(amount, [Fraction(one) for one in weights], places)
    assert sum(parts) == amount
    finest = max(places, 3)
    for part, weight in zip(parts, weights, strict=True):
        exact = Fraction(amount) * weight / sum(weights)
        assert abs(Fraction(part) - exact) < Fraction(1, 10**finest)
        assert part >= 0


def test_a_division_without_a_weight_is_refused():
    for weights in ([], [Fraction(0)], [Fraction(2), Fraction(-1)]):
        with pytest.raises(ValueError, match="weight"):
            divide(Decimal(1), weights, 2)


@given(entries())
def test_every_breakdown_and_every_pair_makes_the_same_whole(entry):
    sums, usd = whole(entry)
    atoms = [one for one in atoms_of(entry, ACTIONS) if one.currency]
    for names in [*combinations(DIMENSIONS, 1), *combinations(DIMENSIONS, 2)]:
        amounts: dict[Any, Decimal] = defaultdict(Decimal)
        dollars: dict[Any, Decimal] = defaultdict(Decimal)
        for one in atoms:
            value = tuple(getattr(one, name) for name in names)
            amounts[value, one.currency] += one.amount
            dollars[value] += one.usd or 0
        assert sum(dollars.values(), Decimal(0)) == usd
        for currency, total in sums.items():
            mine = [part for (_value, code), part in amounts.items() if code == currency]
            assert sum(mine) == total
    if entry.amount_usd is not None:
        assert sum((one.usd for one in atoms), Decimal(0)) == entry.amount_usd


@given(entries())
def test_each_maker_gets_its_share_to_one_unit_and_a_missing_rate_stays_missing(entry):
    found: dict[tuple[str, int], Decimal] = defaultdict(Decimal)
    makers_ = entry.makers or (MakerShare(share=Decimal(100), name="House 0", slug="house-0"),)
    each = len(atoms_of(entry, ACTIONS)) // max(len(entry.details["finance"]), 1) // len(makers_)
    for place, one in enumerate(atoms_of(entry, ACTIONS)):
        line, rest = divmod(place, each * len(makers_))
        found[rest // each, line] += one.amount
        if entry.details["finance"]:
            assert (one.usd is None) == (entry.details["finance"][line]["amount_usd"] is None)
    for number, line in enumerate(entry.details["finance"]):
        unit = Fraction(1, 10 ** get_currency_precision(line["currency"]))
        for place, maker in enumerate(makers_):
            exact = Fraction(Decimal(line["amount"])) * Fraction(maker.share) / 100
            assert abs(Fraction(found[place, number]) - exact) < unit


@given(entries())
def test_whatever_it_is_linked_to_has_a_part_even_without_money(entry):
    atoms = atoms_of(entry, ACTIONS)
    assert {one.coalition for one in atoms} == set(entry.coalitions or [""])
    assert {one.action for one in atoms} - {""} == set(entry.actions)
    assert {one.type for one in atoms} == {entry.types[0]}


@given(entries(), st.integers(0, 10**17))
def test_what_was_spent_is_divided_between_coalitions_like_what_is_pledged(entry, cents):
    found = whole_weights(entry)
    assert [code for code, _weight in found] == list(entry.coalitions)
    if not found:
        return
    weights = [weight for _code, weight in found]
    said = dict(entry.coalition_split) or dict.fromkeys(entry.coalitions, Decimal(1))
    parts = [part_of(cents, weights, place) for place in range(len(weights))]
    assert parts == divide(Decimal(cents), [Fraction(said[code]) for code, _weight in found], 0)
    assert sum(parts) == cents
    # The database adds up whole shares; only what is left over is divided.
    each, rest = divmod(cents, sum(weights))
    assert parts == [each * own + part_of(rest, weights, n) for n, own in enumerate(weights)]


@pytest.mark.django_db(transaction=False)
@settings(
    max_examples=25,
    deadline=None,
    phases=[Phase.generate],
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(data=st.data())
def test_the_totals_of_the_database_make_the_same_whole(forum, data):
    """Publish, withdraw, and add up by the service: what a page shows is what the lines say."""
    number = data.draw(st.integers(1, 4))
    made = [data.draw(entries(forum.pk, f"GE-77{n}")) for n in range(number)]
    Part.objects.filter(forum=forum).delete()
    forum.entries.all().delete()
    services.publish_all(made)
    gone = data.draw(st.integers(-1, number - 1))
    if gone >= 0:
        services.withdraw(forum, made[gone].ref)
    kept = [one for place, one in enumerate(made) if place != gone]
    sums: dict[str, Decimal] = defaultdict(Decimal)
    usd = Decimal(0)
    for one in kept:
        for currency, amount in whole(one)[0].items():
            sums[currency] += amount
        usd += whole(one)[1]
    found = totals.grand(Scope(forum.pk))
    assert found.commitments == len(kept)
    assert (found.money.amounts, found.money.usd) == (dict(sums), usd)
    _same_by_kind(found)
    for name in totals.DIMENSIONS:
        rows = Breakdown(Scope(forum.pk), name)
        every = list(rows[0 : len(rows)])
        assert len({row.key for row in every}) == len(every)
        assert sum((row.totals.money.usd for row in every), Decimal(0)) == usd
        for currency, total in sums.items():
            parts = [row.totals.money.amounts.get(currency, Decimal(0)) for row in every]
            assert sum(parts) == total
        assert sum(row.totals.commitments for row in every) >= len(kept)
    _same_at_once(Scope(forum.pk))


def _same_at_once(scope: Scope) -> None:
    """Several tables, read at once, are those that are read one by one."""
    names = [name for name in totals.DIMENSIONS if name != "maker"]
    numbers = {name: numbers_by(scope, name) for name in names}
    whole, rows = tables(scope, totals.grand(scope).commitments, numbers)
    assert whole == totals.grand(scope)
    for name in names:
        one = Breakdown(scope, name)
        assert list(rows[name]) == list(one[0 : len(one)])


def _same_by_kind(found: totals.Totals) -> None:
    assert sum((one.usd for one in found.kinds.values()), Decimal(0)) == found.money.usd
    missing = {one.currency: one.amount for one in found.missing}
    assert missing == found.money.without_rate
    for currency, total in found.money.amounts.items():
        parts = [one.amounts.get(currency, Decimal(0)) for one in found.kinds.values()]
        assert sum(parts) == total
