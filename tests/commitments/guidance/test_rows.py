"""Rows count as evidence, and words of a criterion exist for each code."""

from datetime import date
from decimal import Decimal

import pytest

from avow.commitments import guidance_words
from avow.commitments.guidance import (
    Criterion,
    Verdict,
    Written,
    WrittenMilestone,
    WrittenMoney,
    WrittenPartner,
    WrittenTarget,
    check,
)

TARGET = WrittenTarget("midwives trained", "people", Decimal(100), Decimal(140), date(2028, 6, 30))


def by_criterion(**rows):
    findings = check(Written(**{"language": "en", "texts": {}, **rows}))
    return {finding.criterion: finding for finding in findings}


def evidence(finding, code):
    return next(sign.evidence for sign in finding.signs if sign.code == code)


def test_nothing_written_meets_nothing():
    assert {finding.verdict for finding in by_criterion().values()} == {Verdict.MISSING}


def test_a_target_with_value_and_day_is_measurable_and_its_growth_ambitious():
    found = by_criterion(targets=(TARGET,))
    assert found["measurable"].verdict is Verdict.MET
    assert [(e.field, e.words) for e in evidence(found["measurable"], "figure")] == [
        ("targets", "140 people midwives trained")
    ]
    assert found["ambitious"].verdict is Verdict.MET
    assert [e.field for e in evidence(found["ambitious"], "large_change")] == ["targets"]


@pytest.mark.parametrize(
    "baseline,value,is_large", [(100, 124, False), (100, 125, True), (100, 75, True), (0, 0, False)]
)
def test_a_change_is_large_from_a_quarter_on(baseline, value, is_large):
    target = WrittenTarget("x", "", Decimal(baseline), Decimal(value), None)
    verdict = by_criterion(targets=(target,))["ambitious"].verdict
    assert verdict is (Verdict.MET if is_large else Verdict.PARTLY)


def test_a_target_without_value_measures_nothing():
    target = WrittenTarget("x", "", Decimal(1), None, date(2028, 1, 1))
    assert by_criterion(targets=(target,))["measurable"].verdict is not Verdict.MET


def test_a_partner_needs_a_name_and_a_part():
    named = by_criterion(partners=(WrittenPartner("Union of midwives", ""),))["partnership"]
    assert named.verdict is Verdict.PARTLY
    whole = by_criterion(partners=(WrittenPartner("Union of midwives", "trains"),))["partnership"]
    assert whole.verdict is Verdict.MET


def test_three_countries_are_a_reach():
    assert by_criterion(countries=("KE", "UG"))["scalable"].verdict is Verdict.PARTLY
    assert by_criterion(countries=("KE", "UG", "TZ"))["scalable"].verdict is Verdict.MET


def test_money_is_large_by_its_worth_in_dollars():
    yen = WrittenMoney(Decimal(5_000_000), "JPY", Decimal(33_000))
    assert by_criterion(money=(yen,))["ambitious"].verdict is Verdict.MISSING
    francs = WrittenMoney(Decimal(5_000_000), "XOF", None)
    assert by_criterion(money=(francs,))["ambitious"].verdict is Verdict.MISSING
    euro = WrittenMoney(Decimal(5_000_000), "EUR", None)
    assert by_criterion(money=(euro,))["ambitious"].verdict is Verdict.MET


@pytest.mark.parametrize(
    "text,is_large",
    [
        ("5 million euros", True),
        ("5 million yen", False),
        ("900 million yen", True),
        ("XOF 5,000,000", False),
        ("USD 5,000,000", True),
    ],
)
def test_money_in_a_text_is_large_in_its_currency(text, is_large):
    found = by_criterion(texts={"summary": text})["ambitious"]
    assert bool(evidence(found, "money_large")) == is_large


def test_smart_takes_rows_for_what_the_text_leaves_out():
    texts = {"summary": "We train midwives."}
    assert by_criterion(texts=texts)["smart"].verdict is Verdict.PARTLY
    whole = by_criterion(
        texts=texts,
        targets=(TARGET,),
        milestones=(WrittenMilestone("Curriculum agreed", date(2027, 1, 31)),),
        ends_on=date(2028, 12, 31),
    )["smart"]
    assert whole.verdict is Verdict.MET
    assert [e.field for e in evidence(whole, "achievable")] == ["milestones"]


def test_every_code_has_its_sentences_and_no_sentence_is_idle():
    findings = by_criterion().values()
    codes = {sign.code for finding in findings for sign in finding.signs}
    assert codes == set(guidance_words.SIGNS)
    assert {sign.mend for f in findings for sign in f.signs} == set(guidance_words.MENDS)
    assert set(guidance_words.CRITERIA) == set(Criterion)
    assert set(guidance_words.VERDICTS) == set(Verdict)
