"""The packs that come with Avow say what they should, in every language, with the same figures."""

import re
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

import pytest
from babel import Locale

from avow.forums.packs.checks import all_texts
from avow.forums.packs.reading import PackError, pack_from, read_pack, shipped
from avow.forums.packs.schema import QuestionKind
from avow.forums.regions import COUNTRIES
from avow.kernel.money import rate_on
from tests.forums.packs_kit import pack_of


@pytest.fixture(scope="module")
def generation():
    return read_pack("generation-equality")


@pytest.fixture(scope="module")
def nourish():
    return read_pack("nourish")


def codes(items):
    return [item.code for item in items]


@pytest.mark.parametrize("name", shipped())
def test_figures_are_the_same_in_every_language(name):
    for where, texts in all_texts(read_pack(name)):
        figures = {language: sorted(re.findall(r"\d+", text)) for language, text in texts.items()}
        assert len({tuple(found) for found in figures.values()}) == 1, (where, figures)


@pytest.mark.parametrize("name", shipped())
def test_no_text_was_left_untranslated(name):
    same_word = {"Programme", "Service", "Motivation", "Transformation", "Champion"}
    same = {
        texts["en"]
        for _where, texts in all_texts(read_pack(name))
        if texts["en"] == texts["fr"] and texts["en"] not in same_word
    }
    assert same == set()


@pytest.mark.parametrize("name", shipped())
def test_no_amount_of_money_stands_in_a_text(name):
    for where, texts in all_texts(read_pack(name)):
        for text in texts.values():
            assert not re.search(r"(US\$|€|\bUSD\b|\bEUR\b|dollar)", text), where


def test_six_coalitions_and_the_compact(generation):
    assert [(one.code, one.kind.value, len(one.actions)) for one in generation.coalitions] == [
        ("gender_based_violence", "coalition", 4),
        ("economic_justice", "coalition", 4),
        ("bodily_autonomy", "coalition", 4),
        ("climate_justice", "coalition", 4),
        ("technology_innovation", "coalition", 4),
        ("feminist_movements", "coalition", 4),
        ("peace_security_humanitarian", "compact", 5),
    ]


def test_the_codes_of_the_actions(generation):
    prefixes = {"GBV": 4, "EJR": 4, "SRHR": 4, "CLI": 4, "TEC": 4, "FML": 4, "WPS": 5}
    assert [action.code for one in generation.coalitions for action in one.actions] == [
        f"{prefix}-{number}" for prefix, many in prefixes.items() for number in range(1, many + 1)
    ]


def test_what_is_only_remembered_is_marked_to_be_confirmed(generation):
    actions = [action for one in generation.coalitions for action in one.actions]
    assert [action.code for action in actions if not action.confirmed] == [
        "EJR-3", "SRHR-2", "SRHR-3", "SRHR-4", "CLI-1", "CLI-2", "CLI-3", "CLI-4", "TEC-3", "TEC-4",
    ]  # fmt: skip
    targets = [(action.code, target.confirmed) for action in actions for target in action.targets]
    assert targets == [
        ("GBV-1", False), ("GBV-2", False), ("GBV-4", True), ("EJR-1", True), ("EJR-1", True),
        ("EJR-2", True), ("EJR-4", True), ("SRHR-1", True), ("SRHR-2", True), ("SRHR-3", False),
        ("SRHR-3", False), ("CLI-4", False), ("TEC-1", True), ("TEC-2", False), ("TEC-3", False),
        ("FML-1", True),
    ]  # fmt: skip


def test_the_calendar_of_the_call(generation):
    windows = {window.key: window for window in generation.windows}
    assert windows["interest"].opens_at == datetime.fromisoformat("2021-02-17T00:00")
    assert windows["applications"].opens_at == datetime.fromisoformat("2021-03-01T00:00")
    assert windows["applications"].closes_at == datetime.fromisoformat("2021-07-01T00:00")
    assert windows["applications"].promise_days == 28
    assert windows["commitments"].opens_at == datetime.fromisoformat("2021-03-30T00:00")
    assert Counter(window.kind.value for window in generation.windows) == {
        "interest": 1, "consultation": 2, "applications": 1, "commitments": 1, "reporting": 5,
    }  # fmt: skip
    days = {one.key: (one.starts_on, one.ends_on) for one in generation.milestones}
    assert days["acceleration-plan"] == (date(2021, 3, 8),) * 2
    assert days["mexico"] == (date(2021, 3, 29), date(2021, 3, 31))
    assert days["paris"] == (date(2021, 6, 30), date(2021, 7, 2))
    assert generation.zone == "America/New_York"


def test_types_criteria_terms_and_contact_of_the_call(generation):
    assert codes(generation.organisation_types) == [
        "government", "womens_rights_org", "civil_society", "youth_led", "private_sector",
        "philanthropy", "un_agency", "international_org", "other",
    ]  # fmt: skip
    assert generation.organisation_type("un_or_intergovernmental").code == "international_org"
    assert generation.organisation_type("nobody") is None
    assert [one.code for one in generation.organisation_types if one.asked_for_money] == [
        "government", "private_sector", "philanthropy",
    ]  # fmt: skip
    assert codes(generation.commitment_types) == ["financial", "advocacy", "policy", "programme"]
    assert codes(generation.criteria) == ["ambitious", "scalable", "measurable", "partnership"]
    assert codes(generation.selection_criteria) == ["engagement", "events", "mobilising"]
    maker = generation.roles.maker
    assert (maker.min_years, maker.max_years, maker.extendable, maker.aliases) == (
        1,
        5,
        True,
        ("member",),
    )
    assert generation.roles.champion.years == 5
    assert generation.contact.email == "actioncoalitions@unwomen.org"
    assert {"intersectionality", "feminist_leadership"} <= set(codes(generation.principles))


def test_the_form_asks_what_the_call_asks(generation):
    form = generation.application_form
    asked = {
        (section.code, section.per_coalition): codes(section.questions) for section in form.sections
    }
    assert asked == {
        ("engagement", True): ["evidence_kind", "evidence", "evidence_files"],
        ("taking_part", True): ["events", "mobilise", "mobilise_how"],
        ("principles", False): ["transparency", "reporting", "intersectionality", "leadership"],
        ("motivation", False): ["motivation"],
    }
    assert codes(form.section("engagement").question("evidence_kind").choices) == [
        "earlier_work",
        "new_will",
    ]
    taken = [
        q.undertaking
        for s in form.sections
        for q in s.questions
        if q.kind == QuestionKind.UNDERTAKING
    ]
    assert taken == ["events", "mobilise", "transparency", "reporting"]
    assert generation.undertaking("transparency").dated == date(2021, 2, 17)


def test_south_and_north_are_a_list(generation):
    assert set(generation.south) < set(COUNTRIES)
    assert [c for c in ("MX", "KE", "IN", "FJ", "PS") if not generation.is_south(c)] == []
    assert [c for c in ("FR", "US", "JP", "AU", "IL", "KR") if generation.is_south(c)] == []


def test_every_currency_can_be_turned_into_dollars(generation):
    rates = generation.money_rates()
    assert len(generation.currencies) == 17
    for code in generation.currencies:
        assert rate_on(rates, code, date(2023, 5, 1)).usd > 0
    assert rate_on(rates, "EUR", date(2023, 5, 1)).usd == Decimal("1.2230")


def test_the_second_forum_differs_in_every_rule(generation, nourish):
    assert nourish.review.quorum == 2
    assert generation.review.quorum == Fraction(1, 2)
    for name in (
        "majority",
        "liaison_days",
        "validation_days",
        "clarification_stops_clock",
        "reminder_days",
    ):
        assert getattr(nourish.review, name) != getattr(generation.review, name)
    for name in ("zone", "reference_prefix", "slug"):
        assert getattr(nourish, name) != getattr(generation, name)
    assert {window.promise_days for window in nourish.windows} == {21}
    assert not set(codes(nourish.organisation_types)) & set(codes(generation.organisation_types))
    assert not set(codes(nourish.application_form.sections)) & set(
        codes(generation.application_form.sections)
    )
    assert codes(nourish.coalitions) == ["school_meals", "first_thousand_days"]


@pytest.mark.parametrize("call", ["undertaking", "coalition", "action", "commitment_type"])
def test_an_unknown_code_is_an_error(nourish, call):
    with pytest.raises(KeyError):
        getattr(nourish, call)("nix")


def test_a_known_code_is_found(nourish):
    assert nourish.coalition("school_meals").slug == "school-meals"
    assert nourish.action("FTD-2").titles["fr"] == "Un appui à l’allaitement"
    assert nourish.commitment_type("policy").questions[0].code == "decided_by"
    with pytest.raises(KeyError):
        nourish.application_form.section("nix")
    with pytest.raises(KeyError):
        nourish.application_form.section("work").question("nix")


def test_languages_of_packs_are_languages():
    for name in shipped():
        for language in read_pack(name).languages:
            assert Locale.parse(language.replace("-", "_"))


def test_text_in_any_script_is_a_text():
    text = (
        shipped()["nourish"]
        .read_text(encoding="utf-8")
        .replace("{en: Nourish, fr: Nourrir}", "{en: غذاء, fr: 营养}")
    )
    assert pack_from(text).names == {"en": "غذاء", "fr": "营养"}


def test_a_section_may_not_be_named_like_a_page_of_the_application():
    def rename(pack):
        pack["application_form"]["sections"][0]["code"] = "check"

    with pytest.raises(PackError, match="'check' is the name of a page"):
        pack_of(rename)


def test_reporting_is_a_setting_of_each_forum(generation, nourish):
    """PRODUCT.md: three missed cycles; a sample or all; reminders before and after."""
    rules = generation.reporting
    assert (rules.inactive_after, rules.check_share, rules.freeze_days) == (3, Fraction(1), 60)
    other = nourish.reporting
    assert (other.inactive_after, other.check_share, other.freeze_days) == (2, Fraction(1, 4), 30)
    assert nourish.model_dump(mode="json")["reporting"]["check_share"] == "1/4"


def test_a_pack_without_reporting_rules_has_those_of_the_first_forum(generation):
    assert pack_of().reporting == generation.reporting
