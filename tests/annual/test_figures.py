"""Every figure: small rows by hand, then whatever rows there may be, against a count apart."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from avow.annual.figures import Facts, compute, counted, side, unit_of

FACTS = Facts(2023, (2022, 2023), frozenset({"MX", "KE"}))
CODES = ("gbv", "climate")
ACTIONS = {"gbv": "GBV-1", "climate": "CJ-1"}


def part(**values):
    return {
        "maker": "m1", "organisation_type": "government", "country": "MX", "region": "americas",
        "coalition": "gbv", "action": "GBV-1", "type": "policy", "year": 2023, "currency": "USD",
        "thousandths": 10_000, "cents": 1_000, "is_new": True, **values,
    }  # fmt: skip


def owed(**values):
    return {
        "share": "100", "state": "published", "check": "self_reported", "status": "on_track",
        "computed": "on_track", "differs": False, "is_late": False, "on": "2023-04-05", **values,
    }  # fmt: skip


def row(**values):
    return {
        "ref": "GE-1", "is_listed": True, "tags": {"coalition": ["gbv"]}, "parts": [part()],
        "statuses": {}, "reported_in": None, "spent": None, "spent_in": {}, "spent_unrated": False, "reports": [],
        "owed": {}, **values,
    }  # fmt: skip


def values(*rows, expected=()):
    return {name: one.value for name, one in compute(rows, FACTS, expected).items()}


def test_a_commitment_in_two_coalitions_counts_once_for_the_forum_and_its_money_is_shared():
    both = row(
        tags={"coalition": ["gbv", "climate"], "type": ["policy"]},
        parts=[part(cents=700), part(coalition="climate", action="CJ-1", cents=300)],
    )
    found = values(both, row(ref="GE-2"))
    assert (found["commitments"], found["makers"]) == (2, 1)
    assert (found["commitments@gbv"], found["commitments@climate"]) == (2, 1)
    assert found["money.pledged"] == 2_000
    assert (found["money.pledged@gbv"], found["money.pledged@climate"]) == (1_700, 300)
    assert (found["money.coalition.gbv"], found["money.coalition.climate"]) == (1_700, 300)
    assert found["commitments.type.policy"] == 1


def test_money_without_a_rate_is_no_money_and_is_said_to_be_missing():
    found = values(row(parts=[part(currency="XTS", cents=None), part(currency="", cents=None)]))
    assert found["commitments.with_money"] == found["commitments.unrated"] == 1
    assert found["currency.XTS"] == 10_000
    assert "money.pledged" not in found


def test_of_a_withdrawn_commitment_only_its_reports_are_counted():
    gone = row(is_listed=False, tags={}, parts=[], reports=[owed()], owed={"2023": [1, 1, 1]})
    found = values(gone)
    assert "commitments" not in found
    assert found["reports.owed"] == found["reports.on_time"] == 1


def test_reports_by_what_became_of_them():
    found = values(
        row(
            reports=[
                owed(check="verified", differs=True),
                owed(is_late=True),
                owed(state="not_reported", check="", status=""),
            ],
            owed={"2022": [2, 1, 0], "2023": [3, 2, 1]},
        )
    )
    assert {name.removeprefix("reports."): number for name, number in found.items()
            if name.startswith("reports.") and "@" not in name and "cycle" not in name} == {
        "owed": 3, "handed_in": 2, "on_time": 1, "late": 1, "verified": 1, "self_reported": 1,
        "not_reported": 1, "differ": 1,
    }  # fmt: skip
    assert (found["rate.reported"], found["rate.on_time"], found["rate.verified"]) == (66, 33, 33)
    assert (found["rate.cycle.2022.reported"], found["rate.cycle.2022.on_time"]) == (50, 0)
    assert "rate.cycle.2022.verified" not in found


def test_where_no_report_was_owed_there_is_no_rate():
    found = values(expected=["reports.owed", "commitments"])
    assert (found["commitments"], found["rate.reported"]) == (0, None)


@pytest.mark.parametrize(
    ("country", "there"), [("MX", "south"), ("FR", "north"), ("", "unknown"), ("ZZ", "north")]
)
def test_the_south_is_the_packs_list(country, there):
    assert side(country, FACTS) == there


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("commitments.type.policy@gbv", "commitments"), ("makers", "makers"),
        ("money.year.2023", "cents"), ("currency.MXN@gbv", "thousandths"),
        ("rate.cycle.2022.reported", "percent"), ("reports.late", "reports"), ("other", ""),
    ],
)  # fmt: skip
def test_each_figure_has_a_unit(name, unit):
    assert unit_of(name) == unit


money = st.integers(0, 10**12)
part_rows = st.builds(
    part,
    maker=st.sampled_from(["m1", "m2", "m3", "-"]),
    organisation_type=st.sampled_from(["government", "ngo", ""]),
    country=st.sampled_from(["MX", "FR", ""]),
    region=st.sampled_from(["americas", "europe", ""]),
    type=st.sampled_from(["policy", "advocacy"]),
    year=st.sampled_from([None, 2023, 2024]),
    currency=st.sampled_from(["USD", "MXN"]),
    thousandths=money,
    cents=st.none() | money,
    is_new=st.sampled_from([True, False, None]),
)
report_rows = st.builds(
    owed,
    state=st.sampled_from(["published", "not_reported"]),
    check=st.sampled_from(["verified", "self_reported"]),
    differs=st.booleans(),
    is_late=st.booleans(),
)
counts = st.integers(0, 5).flatmap(
    lambda all_: st.integers(0, all_).flatmap(
        lambda came: st.integers(0, came).map(lambda on_time: [all_, came, on_time])
    )
)


@st.composite
def some_rows(draw):
    """Rows as they are gathered: each part in a coalition of its commitment."""
    found = []
    for number in range(draw(st.integers(0, 6))):
        codes = draw(st.lists(st.sampled_from(CODES), min_size=1, unique=True))
        parts = draw(st.lists(part_rows, max_size=4))
        for one in parts:
            one["coalition"] = draw(st.sampled_from(codes))
            one["action"] = ACTIONS[one["coalition"]]
        found.append(
            row(
                ref=f"GE-{number}",
                is_listed=draw(st.booleans()),
                tags={"coalition": codes, "type": sorted({one["type"] for one in parts})},
                parts=parts,
                statuses=draw(st.dictionaries(st.sampled_from(["2022", "2023"]),
                                              st.sampled_from(["on_track", "delayed"]))),
                reported_in=draw(st.sampled_from([None, 2022, 2023])),
                spent=draw(st.none() | money),
                reports=draw(st.lists(report_rows, max_size=3)),
                owed=draw(st.dictionaries(st.sampled_from(["2022", "2023"]), counts)),
            )
        )  # fmt: skip
    return found


@settings(max_examples=60)
@given(some_rows())
def test_a_figures_rows_are_exactly_those_that_add_to_it_and_they_alone_make_it(rows):
    found = compute(rows, FACTS)
    adds = [{add.name for add in counted(one, FACTS)} for one in rows]
    for name, figure in found.items():
        if name.startswith("rate"):
            continue
        behind = list(figure.places)
        assert behind == [place for place, names in enumerate(adds) if name in names]
        alone = compute([rows[place] for place in behind], FACTS)
        assert alone[name].value == figure.value, name


@settings(max_examples=60)
@given(some_rows())
def test_the_money_of_the_coalitions_makes_the_money_of_the_forum(rows):
    found = values(*rows)
    for name in ("money.pledged", "money.new", "money.announced", "money.unsaid", "currency.MXN"):
        parts = sum(found.get(f"{name}@{code}", 0) for code in CODES)
        assert parts == found.get(name, 0), name
    by_new = sum(found.get(f"money.{one}", 0) for one in ("new", "announced", "unsaid"))
    assert by_new == found.get("money.pledged", 0)
    lines = sum(found.get(f"money.line.{one}", 0) for one in ("now", "earlier", "never"))
    assert lines == found.get("money.pledged", 0)


@settings(max_examples=60)
@given(some_rows())
def test_what_is_counted_once_is_never_more_than_its_parts_and_never_less_than_one_of_them(rows):
    found = values(*rows)
    for name in ("commitments", "makers"):
        parts = [found.get(f"{name}@{code}", 0) for code in CODES]
        assert max(parts) <= found.get(name, 0) <= sum(parts), name
    for name, value in found.items():
        whole = name.partition("@")[2]
        if unit_of(name) in {"commitments", "makers"}:
            root = unit_of(name) + (f"@{whole}" if whole else "")
            assert value <= found[root], name


@settings(max_examples=60)
@given(some_rows())
def test_a_rate_is_between_nought_and_a_hundred(rows):
    for name, value in values(*rows).items():
        if unit_of(name) == "percent":
            assert value is None or 0 <= value <= 100, name


@settings(max_examples=30)
@given(some_rows(), st.randoms(use_true_random=False))
def test_the_order_of_the_rows_changes_no_figure(rows, chance: random.Random):
    mixed = list(rows)
    chance.shuffle(mixed)
    assert values(*mixed) == values(*rows)
