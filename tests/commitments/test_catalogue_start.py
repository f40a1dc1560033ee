"""Start from this: a draft that says what the example says, made once, finished by its maker."""

import pytest
from django.utils import timezone

from avow.answers import services as answers
from avow.commitments import services
from avow.commitments.advising import board_of, written_in_draft
from avow.commitments.catalogue import editing
from avow.commitments.catalogue.models import Example
from avow.commitments.catalogue.services import start
from avow.commitments.drafting import draft_of, problems_of
from avow.commitments.models import Commitment
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from tests.applications import making
from tests.commitments import catalogue_kit as kit
from tests.commitments.conftest import LATER, MORNING, change
from tests.commitments.test_at_once import together
from tests.factories import make_organisation, make_seat, make_user, represent
from tests.worlds import at

pytestmark = pytest.mark.django_db

HOME = "/en/generation-equality/"
START = f"{HOME}catalogue/gbv-1-policy/start/"


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """It is an April morning of 2021 for every page."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


@pytest.fixture
def example(forum):
    kit.load(forum)
    return kit.example()


def written(commitment):
    return answers.answers_of(commitment.sheet)


def test_a_draft_begins_with_what_the_example_says(example, red, ana):
    found = written(start(example, red, "fr", ana, LATER))
    assert found == {
        ("", "title"): "[Pays] ratifie et applique la convention d’ici [année]",
        ("", "summary"): "Le ministère rédige, le parlement adopte, et un budget de [montant] le finance.",
        ("", "description"): "Un groupe de travail avec des survivantes écrit la loi.",
        ("", "baseline"): "Aujourd’hui, [nombre] provinces sur [nombre] ont une loi.",
        ("", "language"): "fr",
        ("", "actions"): ["GBV-1"],
        ("", "types"): ["policy"],
        ("", "sdg_targets"): ["5.2"],
        ("", "starts_on"): "2021-04-06",
        ("", "ends_on"): "2024-04-05",
        ("target-1", "target_indicator"): "Provinces dotées d’une loi",
        ("target-1", "target_unit"): "provinces",
        ("target-1", "target_due_on"): "2024-04-05",
        ("milestone-1", "milestone_title"): "Le projet est publié",
        ("milestone-1", "milestone_due_on"): "2021-10-06",
        ("milestone-2", "milestone_title"): "Le parlement vote",
        ("milestone-2", "milestone_due_on"): "2022-10-06",
    }  # fmt: skip


def test_the_draft_knows_its_example_and_its_language(example, red, ana):
    begun = start(example, red, "ar", ana, LATER)
    begun = Commitment.objects.get(pk=begun.pk)
    assert begun.started_from == example
    assert (begun.state, begun.sheet.language) == ("draft", "ar")
    assert Entry.objects.get(subject=f"commitment:{begun.ref}").verb == "commitment.create"


def test_a_champion_begins_for_the_whole_term_of_champions(example, gbv, ana):
    house = make_organisation("Casa Abierta")
    represent(ana, house)
    make_seat(gbv, house)
    found = written(start(example, house, "en", ana, LATER))
    assert found["", "starts_on"] == "2021-04-06"
    assert found["", "ends_on"] == "2026-04-05"
    assert found["milestone-1", "milestone_due_on"] == "2022-02-06"  # steps move with the term


def test_where_no_whole_year_is_left_the_days_are_left_open(example, red, ana, forum):
    day = at(f"{forum.ends_on.isoformat()} 09:00")
    found = written(start(example, red, "en", ana, day))
    assert not [key for _scope, key in found if key.endswith(("due_on", "starts_on", "ends_on"))]


def test_after_the_forum_no_day_is_filled_in(example, red, ana, forum):
    found = written(start(example, red, "en", ana, at("2031-01-01 09:00")))
    assert ("", "starts_on") not in found


def test_a_second_click_finds_the_draft_of_the_first(example, red, ana):
    assert start(example, red, "en", ana, LATER) == start(example, red, "en", ana, LATER)
    assert Commitment.objects.count() == 1


def test_a_draft_that_was_changed_is_left_alone(example, red, ana):
    first = start(example, red, "en", ana, MORNING)
    change(first, ana, "title", "Ours")
    assert start(example, red, "en", ana, LATER) != first


@pytest.mark.parametrize("press", ["add_row", "remove_row"])
def test_a_draft_with_another_row_is_left_alone_too(example, red, ana, press):
    first = start(example, red, "en", ana, MORNING)
    number = 3 if press == "add_row" else 1
    getattr(answers, press)(first.sheet, "milestone", number, now=LATER)
    assert start(example, red, "en", ana, LATER) != first


def test_another_language_is_another_draft(example, red, ana):
    assert start(example, red, "en", ana, LATER) != start(example, red, "fr", ana, LATER)


def test_a_colleague_begins_a_draft_of_their_own(example, red, ana, bea):
    assert start(example, red, "en", ana, LATER) != start(example, red, "en", bea, LATER)


def test_nobody_begins_for_an_organisation_they_do_not_act_for(example, red, chidi):
    with pytest.raises(Refused, match="not_yours"):
        start(example, red, "en", chidi, LATER)
    assert not Commitment.objects.exists()


def test_nobody_begins_with_a_retired_example(example, red, ana, sofia):
    editing.retire(example, sofia, LATER)
    with pytest.raises(Refused, match="example_retired"):
        start(example, red, "en", ana, LATER)


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_make_one_draft(forum, red, ana):
    kit.load(forum)
    example = kit.example()
    first, second = together(
        lambda: start(example, red, "en", ana, LATER), lambda: start(example, red, "en", ana, LATER)
    )
    assert first == second
    assert Commitment.objects.count() == 1


# What is left of the example


def gaps_in(commitment):
    return {
        (one.scope, one.key)
        for one in problems_of(Commitment.objects.get(pk=commitment.pk))
        if one.code == "gap_left"
    }


def test_a_gap_left_over_is_to_be_mended_and_named(example, red, ana):
    begun = start(example, red, "en", ana, LATER)
    assert gaps_in(begun) == {("", "title"), ("", "summary"), ("", "baseline")}
    texts = [str(one) for one in services.missing_of(Commitment.objects.get(pk=begun.pk))]
    assert "Title: Replace what stands in square brackets. ([Country], [year])" in texts
    change(begun, ana, "title", "Kenya ratifies by 2023")
    assert ("", "title") not in gaps_in(begun)


def test_a_gap_in_a_row_is_named_with_its_row(example, red, ana):
    begun = start(example, red, "en", ana, LATER)
    change(begun, ana, "milestone_title", "[Somebody] votes", "milestone-2")
    assert ("milestone-2", "milestone_title") in gaps_in(begun)
    answers.remove_row(begun.sheet, "milestone", 2, now=LATER)
    assert ("milestone-2", "milestone_title") not in gaps_in(begun)


def test_who_began_with_an_empty_page_may_write_in_brackets(write):
    assert gaps_in(write(title="Shelters [sic] in every district")) == set()


def test_a_draft_from_an_example_is_handed_in_when_its_gaps_are_filled(example, red, ana, maker):
    begun = start(example, red, "en", ana, LATER)
    with pytest.raises(Refused, match="commitment_incomplete"):
        services.submit(begun, ana, LATER)
    for key in ("title", "summary", "baseline"):
        change(begun, ana, key, "Kenya ratifies by 2023, and 12 of 47 provinces follow.")
    change(begun, ana, "target_value", "47", "target-1")
    change(begun, ana, "beneficiaries", "4000 women")
    change(begun, ana, "countries", ["KE"])
    handed_in = services.submit(begun, ana, LATER)
    assert handed_in.state == "submitted"
    assert handed_in.current.targets.get().due_on.isoformat() == "2024-04-05"


# How often it was used


def uses():
    return dict(Example.objects.with_uses().values_list("code", "uses"))


def test_only_what_was_handed_in_counts_as_used(example, red, ana, maker):
    begun = start(example, red, "en", ana, LATER)
    assert uses()["gbv-1-policy"] == 0
    Commitment.objects.filter(pk=begun.pk).update(state="submitted", submitted_at=LATER)
    assert uses() == {"gbv-1-policy": 1, "gbv-1-policy-2": 0, "ejr-1-financial": 0}
    other = start(example, red, "fr", ana, LATER)
    services.withdraw(other, ana, LATER)  # nobody else ever saw it
    assert uses()["gbv-1-policy"] == 1


# Its page


def test_the_button_makes_a_draft_and_leads_to_it(example, sign_in, ana):
    browser = sign_in(ana)
    page = browser.get(f"{HOME}catalogue/gbv-1-policy/").content.decode()
    assert f'action="{START}"' in page
    begun = browser.post(START, {"language": "en"})
    assert begun.url == f"{HOME}my/commitments/GE-000001/what/"
    assert browser.post(START, {"language": "en"}).url == begun.url
    assert "[Country] ratifies" in browser.get(begun.url).content.decode()


def test_who_is_signed_out_signs_in_and_comes_back(example, client):
    page = client.get(f"{HOME}catalogue/gbv-1-policy/").content.decode()
    assert f'href="{START}"' in page
    assert client.get(START).url == f"/accounts/login/?next={START}"
    lost = client.post(START, {"language": "en"})  # their session ended meanwhile
    assert lost.status_code == 403
    assert f"/accounts/login/?next={START}" in lost.content.decode()
    assert not Commitment.objects.exists()


def test_who_acts_for_nobody_learns_how_to_join(example, sign_in, forum):
    browser = sign_in(make_user())
    page = browser.get(START)
    assert page.status_code == 200
    assert "You do not write for an organisation yet" in page.content.decode()
    assert f'href="{HOME}my/organisations/"' in page.content.decode()
    assert browser.post(START, {"language": "en"}).status_code == 403
    assert not Commitment.objects.exists()


def test_who_represents_several_organisations_chooses_one(example, sign_in, ana, lagos):
    represent(ana, lagos, "editor")
    browser = sign_in(ana)
    asked = browser.post(START, {"language": "fr"})
    assert asked.status_code == 200
    text = asked.content.decode()
    assert 'value="lagos-youth-network"' in text
    assert 'value="fr" selected' in text
    assert "field-error" not in text
    nothing = browser.post(START, {"language": "fr", "organisation": "", "asked": "1"})
    assert nothing.status_code == 422
    assert "Choose the organisation that makes the commitment." in nothing.content.decode()
    browser.post(START, {"language": "fr", "organisation": "lagos-youth-network", "asked": "1"})
    begun = Commitment.objects.get()
    assert (begun.organisation, begun.sheet.language) == (lagos, "fr")


def test_a_draft_goes_along_with_the_application(example, sign_in, ana, world):
    application = making.draft(world)
    value = f"red-de-mujeres:{application.pk}"
    browser = sign_in(ana)
    assert f'value="{value}"' in browser.get(START).content.decode()
    for _click in range(2):
        browser.post(START, {"language": "en", "organisation": value})
    begun = Commitment.objects.get(started_from=example)
    assert begun.application_link.application == application


@pytest.mark.parametrize(
    "given",
    [
        {"language": "en", "organisation": "lagos-youth-network"},
        {"language": "en", "organisation": "red-de-mujeres:999"},
        {"language": "en", "organisation": "nix"},
        {"language": "de", "organisation": "red-de-mujeres"},
        {"organisation": "red-de-mujeres"},
        {"language": "en'--", "organisation": "red-de-mujeres"},
    ],
)
def test_a_forged_form_changes_nothing_and_says_what_to_mend(example, sign_in, ana, given):
    answer = sign_in(ana).post(START, given)
    assert answer.status_code == 422
    assert 'id="form-errors"' in answer.content.decode()
    assert not Commitment.objects.exists()


def test_a_retired_example_cannot_be_started_from_an_old_tab(example, sign_in, ana, sofia):
    editing.retire(example, sofia, LATER)
    browser = sign_in(ana)
    assert browser.post(START, {"language": "en"}).status_code == 409
    assert browser.get(START).url == f"{HOME}catalogue/gbv-1-policy/"
    assert not Commitment.objects.exists()


# While writing


def test_the_advice_of_the_example_stands_beside_its_field(example, red, ana, sign_in):
    ref = start(example, red, "en", ana, LATER).ref
    browser = sign_in(ana)
    what = browser.get(f"{HOME}my/commitments/{ref}/what/").content.decode()
    assert what.count('role="note"') == 1
    assert what.index('id="q-title-field"') < what.index("Say who does what by when.")
    assert what.index("Say who does what by when.") < what.index('id="q-summary-field"')
    assert (
        "Count what changes" in browser.get(f"{HOME}my/commitments/{ref}/target/").content.decode()
    )
    partners = browser.get(f"{HOME}my/commitments/{ref}/partner/").content.decode()
    assert "Name those who have agreed." in partners
    assert "Trains judges" in partners
    assert 'role="note"' not in browser.get(f"{HOME}my/commitments/{ref}/link/").content.decode()


def test_the_advice_is_in_the_readers_language_whatever_the_draft_is_in(example, red, ana, sign_in):
    ref = start(example, red, "en", ana, LATER).ref
    page = sign_in(ana).get(f"/ar/generation-equality/my/commitments/{ref}/what/")
    assert '<span lang="ar" dir="rtl">قل من يفعل ماذا ومتى.</span>' in page.content.decode()


def test_a_draft_from_an_empty_page_has_no_advice(example, write, ana, sign_in):
    page = sign_in(ana).get(f"{HOME}my/commitments/{write().ref}/what/")
    assert 'role="note"' not in page.content.decode()


def test_a_gap_promises_nothing(example, red, ana):
    begun = start(example, red, "en", ana, LATER)
    change(begun, ana, "summary", "With [name of network] we train [300 judges by 2025].")
    found = board_of(written_in_draft(draft_of(begun)))
    quoted = [
        one.words for advice in found.advice for sign in advice.signs for one in sign.quotations
    ]
    assert not any("network" in words or "300" in words for words in quoted)
    change(begun, ana, "summary", "With the network of survivors we train 300 judges by 2025.")
    assert board_of(written_in_draft(draft_of(begun))).met > found.met
