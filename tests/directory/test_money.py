"""The money of one commitment: sums in their own currency, dollars as far as rates are known."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from avow.directory import money
from avow.directory.money import read, sum_of, table_of, years_begun

FIRST, LAST = date(2021, 7, 1), date(2023, 6, 30)


def line(amount="100", currency="EUR", usd: str | None = "122.30", **more):
    row = {"amount": amount, "currency": currency, "amount_usd": usd, "source": "own"}
    return row | {"year": 2021, "is_new": None, "is_oda": None} | more


amounts = st.decimals("0.001", "1e9", places=3).map(lambda one: format(one, "f"))
lines = st.lists(
    st.builds(
        line,
        amount=amounts,
        currency=st.sampled_from(["EUR", "XAF", "KWD"]),
        usd=st.none() | amounts,
        source=st.sampled_from(["own", "raised", "in_kind"]),
        year=st.none() | st.integers(2021, 2026),
        is_new=st.sampled_from([True, False, None]),
    ),
    max_size=12,
)


@settings(deadline=None)
@given(lines)
def test_every_way_to_cut_the_table_adds_up_to_the_same(rows):
    table = table_of({"finance": rows}, FIRST, LAST)

    def added(groups):
        sums: dict[str, Decimal] = {}
        for value, currency in (pair for group in groups for pair in group):
            sums[currency] = sums.get(currency, Decimal(0)) + value
        return sorted(sums.items())

    total = sorted((currency, value) for value, currency in table.total.amounts)
    assert added(year.total.amounts for year in table.years) == total
    assert added(pairs for _source, pairs in table.by_source) == total
    assert added(pairs for year in table.years for _s, pairs in year.by_source) == total
    assert added(one.amounts for _code, one in table.newness) == total
    assert sum(one.usd for _code, one in table.newness) == table.total.usd
    assert sum(year.total.usd for year in table.years) == table.total.usd


@settings(deadline=None)
@given(lines)
def test_a_line_without_a_rate_is_said_to_be_missing(rows):
    total = table_of({"finance": rows}, FIRST, LAST).total
    missing = [row for row in rows if row["amount_usd"] is None]
    assert sum(number for _currency, number in total.missing) == len(missing)
    assert {currency for currency, _number in total.missing} == {r["currency"] for r in missing}
    assert total.is_complete is not bool(missing)
    assert total.usd == sum(Decimal(r["amount_usd"]) for r in rows if r["amount_usd"])


def test_a_withheld_line_makes_a_sum_incomplete():
    table = table_of({"finance": [line(currency="USD")], "uncounted": 1}, FIRST, LAST)
    assert (table.total.is_complete, table.total.is_dollars, bool(table)) == (False, False, True)
    assert bool(table_of({"uncounted": 1}, FIRST, LAST))
    assert not table_of({}, FIRST, LAST)


def test_new_money_stands_apart_from_announced_and_from_what_nobody_said():
    rows = [line(is_new=True), line("5", is_new=False), line("7")]
    table = table_of({"finance": rows}, FIRST, LAST)
    assert [(code, one.amounts) for code, one in table.newness] == [
        ("new", ((Decimal(100), "EUR"),)),
        ("announced", ((Decimal(5), "EUR"),)),
        ("unsaid", ((Decimal(7), "EUR"),)),
    ]


def capacity(usd: str | None):
    return {"kind": "budget", "amount": "5000", "currency": "USD", "year": 2020, "amount_usd": usd,
            "rate": None, "rate_day": None, "rate_source": ""}  # fmt: skip


def test_a_pledge_is_compared_only_where_all_is_known_in_dollars():
    def share(rows, usd="5000"):
        return table_of({"finance": rows, "capacity": capacity(usd)}, FIRST, LAST).means.share

    assert share([line(usd="100")]) == Decimal("1.0")
    assert share([line(usd="100"), line(usd=None)]) is None
    assert share([line(usd="100")], usd=None) is None
    assert share([]) is None


def test_years_of_a_term_are_those_begun():
    assert years_begun(FIRST, LAST) == 2
    assert years_begun(date(2021, 1, 1), date(2021, 12, 31)) == 1
    assert years_begun(date(2021, 1, 1), date(2022, 1, 1)) == 2
    assert years_begun(date(2021, 5, 5), date(2021, 5, 5)) == 1


def test_a_sum_of_nothing_has_no_dollars():
    assert sum_of([]).has_usd is False
    assert sum_of([read(line(usd=None))]).has_usd is False
    assert money.SOURCES == ("own", "raised", "in_kind")
