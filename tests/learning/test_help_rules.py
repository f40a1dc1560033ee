"""Which offer fits which need: by hand, and what holds for all."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.learning.rules import MOST_PENDING, NeedFacts, OfferFacts, best, fit

NEED = NeedFacts(
    pk=1, organisation=1, actions=frozenset({"GBV-2"}), coalitions=frozenset({"gbv"}),
    country="GH", region="011", language="en",
)  # fmt: skip
OFFER = OfferFacts(
    pk=1, organisation=2, actions=frozenset({"GBV-2"}), coalitions=frozenset({"gbv"}),
    countries=frozenset({"NG"}), regions=frozenset({"011"}), languages=frozenset({"fr"}),
)  # fmt: skip
ELSEWHERE = {"countries": frozenset({"MX"}), "regions": frozenset({"013"})}


def test_the_same_action_in_the_same_region_fits_and_says_why():
    found = fit(NEED, OFFER)
    assert found is not None
    assert found.reasons == (("same_action", "GBV-2"), ("same_region", "011"))


@pytest.mark.parametrize(
    "changed, reasons",
    [
        ({"countries": frozenset({"GH"})}, ["same_action", "same_country"]),
        ({"countries": frozenset(), "regions": frozenset()}, ["same_action", "anywhere"]),
        ({"actions": frozenset({"GBV-1"})}, ["same_coalition", "same_region"]),
        ({"languages": frozenset({"en"})}, ["same_action", "same_region", "same_language"]),
    ],
)
def test_other_reasons(changed, reasons):
    found = fit(NEED, replace(OFFER, **changed))
    assert found is not None
    assert [code for code, _ in found.reasons] == reasons


@pytest.mark.parametrize(
    "changed",
    [
        {"organisation": 1},
        {"actions": frozenset({"EJR-1"}), "coalitions": frozenset({"ejr"})},
        ELSEWHERE,
    ],
)
def test_what_does_not_fit(changed):
    assert fit(NEED, replace(OFFER, **changed)) is None


def test_a_need_of_no_one_country_takes_an_offer_from_anywhere():
    found = fit(replace(NEED, country="", region=""), replace(OFFER, **ELSEWHERE))
    assert found is not None
    assert found.reasons[1] == ("anywhere", "")


def test_the_better_comes_first():
    offers = [
        replace(OFFER, pk=1, actions=frozenset(), countries=frozenset({"GH"}), languages=frozenset({"en"})),
        replace(OFFER, pk=2, countries=frozenset(), regions=frozenset()),
        replace(OFFER, pk=3),
        replace(OFFER, pk=4, countries=frozenset({"GH"})),
        replace(OFFER, pk=5, languages=frozenset({"en"})),
    ]  # fmt: skip
    assert [one.offer for one in best([NEED], offers)] == [4, 5, 3]
    points = [found.points for one in offers if (found := fit(NEED, one))]
    assert sorted(points) == [points[0], points[1], points[2], points[4], points[3]]


def test_who_knows_each_other_or_was_asked_is_not_suggested_again():
    assert best([NEED], [OFFER], tried=frozenset({(1, 1)})) == []
    assert best([NEED], [OFFER], known=frozenset({(1, 2)})) == []
    assert best([NEED], [OFFER], known=frozenset({(2, 1)})) == []
    assert best([NEED], [OFFER], pending=[(1, 7), (1, 8), (1, 9)]) == []


CODES = st.frozensets(st.sampled_from(["GBV-1", "GBV-2", "EJR-1"]), max_size=2)
THEMES = st.frozensets(st.sampled_from(["gbv", "ejr"]), max_size=2)
PLACES = st.frozensets(st.sampled_from(["GH", "NG", "MX"]), max_size=2)
REGIONS = st.frozensets(st.sampled_from(["011", "013"]), max_size=2)
TONGUES = st.frozensets(st.sampled_from(["en", "fr"]), max_size=2)
HOUSES = st.integers(1, 4)
NEEDS = st.builds(NeedFacts, st.integers(1, 9), HOUSES, CODES, THEMES, st.sampled_from(["", "GH", "MX"]), st.sampled_from(["", "011", "013"]), st.sampled_from(["en", "fr"]))  # fmt: skip
OFFERS = st.builds(OfferFacts, st.integers(1, 9), HOUSES, CODES, THEMES, PLACES, REGIONS, TONGUES)
PAIRS = st.frozensets(st.tuples(st.integers(1, 9), st.integers(1, 9)), max_size=5)


def once(rows):
    return list({one.pk: one for one in rows}.values())


@given(st.lists(NEEDS, max_size=6).map(once), st.lists(OFFERS, max_size=6).map(once), PAIRS, PAIRS)
def test_nobody_meets_themselves_nobody_twice_and_nobody_is_flooded(needs, offers, tried, known):
    found = best(needs, offers, tried=tried, known=known)
    wants, gives = ({one.pk: one for one in rows} for rows in (needs, offers))
    for one in found:
        pair = (wants[one.need].organisation, gives[one.offer].organisation)
        assert pair[0] != pair[1]
        assert (one.need, one.offer) not in tried
        assert pair not in known
        assert pair[::-1] not in known
    assert [one.points for one in found] == sorted((one.points for one in found), reverse=True)
    for side in ("need", "offer"):
        keys = [getattr(one, side) for one in found]
        assert all(keys.count(key) <= MOST_PENDING for key in keys)
    assert best(needs[::-1], offers[::-1], tried=tried, known=known) == found


@given(NEEDS, OFFERS)
def test_a_language_in_common_only_helps(need, offer):
    with_it = replace(offer, languages=offer.languages | {need.language})
    plain, better = fit(need, offer), fit(need, with_it)
    assert (plain is None) == (better is None)
    if plain and better:
        assert better.points >= plain.points


@given(NEEDS, OFFERS)
def test_an_action_in_common_beats_every_place(need, offer):
    found = fit(need, offer)
    if found:
        assert (found.points >= 16) == bool(need.actions & offer.actions)
