"""The computed status, by examples and by what must always hold."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from avow.progress import computing
from avow.progress.computing import Figures, Indicator, Milestone, Money

STARTS, ENDS = date(2021, 7, 1), date(2023, 6, 30)
HALF = date(2022, 6, 30)
SHELTERS = Indicator("Shelters open", Decimal(2), Decimal(12), Decimal(7))
NOW = Figures(STARTS, ENDS, HALF)

numbers = st.decimals(-(10**6), 10**6, places=2)
days = st.dates(STARTS - timedelta(days=100), ENDS + timedelta(days=400))
indicators = st.builds(
    Indicator, st.just("Shelters"), st.none() | numbers, numbers, st.none() | numbers
)
moneys = st.builds(
    Money,
    st.decimals(0, 10**6, places=2),
    st.decimals(0, 10**6, places=2),
    st.just("EUR"),
    st.booleans(),
)
steps = st.builds(Milestone, st.just("First"), days, st.none() | days, st.booleans())
figures = st.builds(
    Figures,
    st.just(STARTS),
    st.just(ENDS),
    days,
    st.lists(indicators, max_size=4).map(tuple),
    st.none() | moneys,
    st.lists(steps, max_size=4).map(tuple),
    st.integers(0, 100),
)


def codes(found):
    return [reason.code for reason in found.reasons]


def test_half_of_the_way_at_half_time_is_on_track_and_says_why():
    found = computing.compute(replace(NOW, indicators=(SHELTERS,)))
    assert found.status == "on_track"
    assert [(one.code, one.values) for one in found.reasons] == [
        ("computed_time", {"percent": "50"}),
        ("computed_indicator", {"name": "Shelters open", "percent": "50"}),
    ]


def test_behind_by_more_than_the_tolerance_is_delayed():
    slow = replace(SHELTERS, latest=Decimal(3))
    found = computing.compute(replace(NOW, indicators=(slow,)))
    assert found.status == "delayed"
    assert found.reasons[-1].code == "computed_indicator_behind"
    assert found.reasons[-1].values == {"name": "Shelters open", "percent": "10", "expected": "50"}


def test_each_indicator_and_the_money_are_named_once_with_their_weightiest_reason():
    late = replace(SHELTERS, latest=Decimal(3))
    fine = replace(SHELTERS, name="Lines open", latest=Decimal(12))
    unknown = replace(SHELTERS, name="Nurses trained", latest=None, due_on=NOW.starts_on)
    money = Money(Decimal(1000), Decimal(10), "EUR")
    found = computing.compute(replace(NOW, indicators=(late, fine, unknown), money=money))
    assert codes(found) == [
        "computed_time",
        "computed_indicator",
        "computed_indicator_unknown",
        "computed_indicator_behind",
        "computed_money_behind",
    ]
    named = [one.values["name"] for one in found.reasons if "name" in one.values]
    assert sorted(named) == ["Lines open", "Nurses trained", "Shelters open"]


def test_an_indicator_that_falls_to_its_target_is_read_the_right_way_round():
    deaths = Indicator("Deaths", Decimal(80), Decimal(40), Decimal(60))
    assert computing.reached(deaths) == Fraction(1, 2)
    assert computing.reached(replace(deaths, latest=Decimal(90))) < 0


def test_a_target_that_is_its_baseline_is_to_be_held():
    held = Indicator("Seats", Decimal(50), Decimal(50), Decimal(50))
    assert computing.reached(held) == 1
    assert computing.reached(replace(held, latest=Decimal(49))) == 0


def test_everything_reached_is_achieved_even_early():
    done = replace(SHELTERS, latest=Decimal(12))
    step = Milestone("First shelter", date(2022, 1, 1), date(2022, 2, 1))
    money = Money(Decimal(900), Decimal(900), "EUR")
    found = computing.compute(replace(NOW, indicators=(done,), milestones=(step,), money=money))
    assert found.status == "achieved"


def test_what_nobody_knows_is_not_achieved():
    done, unknown = replace(SHELTERS, latest=Decimal(12)), replace(SHELTERS, latest=None)
    found = computing.compute(replace(NOW, indicators=(done, unknown)))
    assert found.status == "on_track"
    assert "computed_indicator_unknown" in codes(found)


def test_nothing_moved_is_not_started_while_it_is_early_and_delayed_later():
    still = replace(SHELTERS, latest=Decimal(2))
    early = replace(NOW, indicators=(still,), day=date(2021, 8, 1))
    assert computing.compute(early).status == "not_started"
    assert computing.compute(replace(early, day=HALF)).status == "delayed"


def test_an_overdue_milestone_delays_whatever_the_numbers_say():
    step = Milestone("First shelter", date(2022, 1, 1))
    found = computing.compute(replace(NOW, indicators=(SHELTERS,), milestones=(step,)))
    assert found.status == "delayed"
    assert found.reasons[-1].values == {"name": "First shelter", "day": "2022-01-01"}
    dropped = replace(step, dropped=True)
    calm = computing.compute(replace(NOW, indicators=(SHELTERS,), milestones=(dropped,)))
    assert calm.status == "on_track"


def test_a_milestone_due_today_is_not_overdue():
    step = Milestone("First shelter", HALF)
    assert computing.compute(replace(NOW, milestones=(step,))).status == "on_track"


def test_money_that_lags_delays_and_money_that_cannot_be_added_says_so():
    money = Money(Decimal(1000), Decimal(300), "EUR")
    found = computing.compute(replace(NOW, money=money))
    assert (found.status, found.reasons[-1].code) == ("delayed", "computed_money_behind")
    found = computing.compute(replace(NOW, money=replace(money, comparable=False)))
    assert (found.status, codes(found)[1:]) == ("", ["computed_money_unknown", "computed_nothing"])


def test_short_of_the_target_after_the_last_day_is_delayed():
    nearly = replace(SHELTERS, latest=Decimal("11.9"))
    after = replace(NOW, indicators=(nearly,), day=date(2023, 7, 1))
    found = computing.compute(after)
    assert (found.status, found.reasons[-1].code) == ("delayed", "computed_term_over")
    assert found.reasons[1].values["percent"] == "99"


def test_nothing_to_count_gives_no_status():
    found = computing.compute(NOW)
    assert (found.status, codes(found)) == ("", ["computed_time", "computed_nothing"])


@pytest.mark.parametrize(
    "declared, computed, flag",
    [
        ("on_track", "on_track", False),
        ("on_track", "delayed", True),
        ("delayed", "on_track", True),
        ("achieved", "", False),
        ("discontinued", "on_track", False),
    ],
)
def test_when_word_and_figures_differ(declared, computed, flag):
    assert computing.differs(declared, computed) is flag


def test_a_co_maker_owes_its_share_of_the_way_and_of_the_money():
    part = computing.part_of(SHELTERS, Decimal(40))
    assert (part.baseline, part.target) == (0, Decimal(4))
    assert computing.reached(replace(part, latest=Decimal(2))) == Fraction(1, 2)
    assert computing.part_of(SHELTERS, Decimal(100)) == SHELTERS
    money = computing.money_part(Money(Decimal(1000), Decimal(400), "EUR"), Decimal(40))
    assert (money.pledged, money.spent) == (Decimal(400), Decimal(400))


def test_what_the_makers_added_makes_the_whole():
    whole = computing.joined(SHELTERS, [Decimal(4), None, Decimal(6)])
    assert whole.latest == Decimal(12)
    assert computing.joined(SHELTERS, [None]).latest is None


@given(figures)
def test_a_status_always_has_reasons_and_is_reproducible(one):
    found = computing.compute(one)
    assert found == computing.compute(one)
    assert found.reasons[0].code == "computed_time"
    kept = [one.code for one in found.reasons if one.code.startswith("computed_indicator")]
    assert len(kept) == len(one.indicators)
    assert found.status in {"", "not_started", "on_track", "delayed", "achieved"}


@given(figures, st.integers(0, 100))
def test_more_tolerance_never_makes_it_late(one, more):
    assume(computing.compute(one).status in {"on_track", "achieved"})
    patient = replace(one, tolerance=min(one.tolerance + more, 100))
    assert computing.compute(patient).status != "delayed"


@given(figures)
def test_achieved_leaves_nothing_open(one):
    if computing.compute(one).status == "achieved":
        assert all(computing.reached(each) >= 1 for each in one.indicators)
        assert all(each.met_on or each.dropped for each in one.milestones)


@given(st.lists(st.integers(1, 99), min_size=1, max_size=4), numbers, numbers)
def test_the_parts_of_all_makers_make_the_whole_way(cuts, baseline, target):
    edges = [0, *sorted(set(cuts)), 100]
    shares = [Decimal(b - a) for a, b in pairwise(edges)]
    whole = Indicator("Shelters", baseline, target, None)
    parts = [computing.part_of(whole, share).target for share in shares]
    assert sum(parts) == target - baseline
    assert computing.joined(whole, parts).latest == target


@given(days, days)
def test_time_runs_one_way_between_nothing_and_all(first, second):
    assume(first <= second)
    a, b = (computing.elapsed(STARTS, ENDS, day) for day in (first, second))
    assert 0 <= a <= b <= 1
