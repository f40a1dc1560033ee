"""The maker's pages: written without JavaScript, saved while typing, never lost, never somebody else's."""

from datetime import datetime

import pytest
from django.utils import timezone

from avow.commitments import services
from avow.commitments.models import Commitment
from tests.commitments.conftest import LATER, MORNING, change
from tests.factories import make_organisation, represent

HOME = "/en/generation-equality/my/commitments/"


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """It is an April morning of 2021 for every page."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def hidden(page, name: str) -> dict[str, str]:
    """Return the hidden marks of a field as the page shows them."""
    found = {}
    for mark in ("version", "seen"):
        text = page.content.decode().split(f'name="{mark}:{name}" value="', 1)[1]
        found[f"{mark}:{name}"] = text.split('"', 1)[0]
    return found


def test_a_commitment_is_begun_written_and_handed_in_without_javascript(sign_in, ana, maker, forum):
    browser = sign_in(ana)
    begun = browser.post(f"{HOME}new/", {"organisation": "red-de-mujeres"})
    what = begun.url
    assert what == f"{HOME}GE-000001/what/"
    page = browser.get(what)
    typed = {"title": "Shelters in every district", "summary": "Twelve shelters."}
    marks = hidden(page, "title") | hidden(page, "summary")
    assert browser.post(what, {**typed, **marks, "next": "1"}).url == f"{HOME}GE-000001/where/"
    page = browser.get(f"{HOME}GE-000001/where/")
    marks = hidden(page, "actions") | hidden(page, "types")
    browser.post(f"{HOME}GE-000001/where/", {"actions": ["GBV-1"], "types": ["programme"], **marks})
    page = browser.get(f"{HOME}GE-000001/change/")
    browser.post(
        f"{HOME}GE-000001/change/", {"beneficiaries": "4000 women", **hidden(page, "beneficiaries")}
    )
    page = browser.get(f"{HOME}GE-000001/term/")
    marks = hidden(page, "starts_on") | hidden(page, "ends_on")
    browser.post(
        f"{HOME}GE-000001/term/", {"starts_on": "2021-07-01", "ends_on": "2023-06-30", **marks}
    )
    page = browser.get(f"{HOME}GE-000001/places/")
    browser.post(
        f"{HOME}GE-000001/places/", {"countries": ["MX", "GT"], **hidden(page, "countries")}
    )
    target = f"{HOME}GE-000001/target/"
    assert browser.post(target, {"add_row": "target-1"}).url == f"{target}#row-target-1"
    page = browser.get(target)
    row = {"target-1:target_indicator": "Shelters open", "target-1:target_value": "12"}
    browser.post(
        target,
        {
            **row,
            **hidden(page, "target-1:target_indicator"),
            **hidden(page, "target-1:target_value"),
        },
    )
    check = browser.get(f"{HOME}GE-000001/check/")
    assert "Nothing is missing" in check.content.decode()
    assert browser.post(f"{HOME}GE-000001/check/").url == f"{HOME}GE-000001/"
    assert Commitment.objects.get(ref="GE-000001").state == "submitted"
    # The second click finds it done.
    assert browser.post(f"{HOME}GE-000001/check/").url == f"{HOME}GE-000001/"


def test_a_double_click_on_begin_makes_one_draft(sign_in, ana):
    browser = sign_in(ana)
    first = browser.post(f"{HOME}new/", {"organisation": "red-de-mujeres"})
    assert browser.post(f"{HOME}new/", {"organisation": "red-de-mujeres"}).url == first.url
    assert Commitment.objects.count() == 1


def test_nobody_begins_for_an_organisation_they_do_not_act_for(sign_in, chidi, ana):
    page = sign_in(chidi).post(f"{HOME}new/", {"organisation": "red-de-mujeres"})
    assert page.status_code == 200
    assert Commitment.objects.count() == 0
    assert sign_in(ana).get(f"{HOME}new/?application=99").status_code == 404


@pytest.mark.parametrize("page", ["", "what/", "check/", "preview/"])
def test_somebody_elses_commitment_does_not_exist(sign_in, chidi, sofia, write, page):
    commitment = write()
    for other in (chidi, sofia):
        assert sign_in(other).get(f"{HOME}{commitment.ref}/{page}").status_code == 404


@pytest.mark.parametrize(
    "page", ["what/", "check/", "autosave/", "do/withdraw/", "do/answer/", "do/amend/", "do/drop/"]
)
def test_nobody_else_can_post_to_it(sign_in, chidi, write, page):
    commitment = write()
    assert sign_in(chidi).post(f"{HOME}{commitment.ref}/{page}", {"text": "x"}).status_code == 404
    assert Commitment.objects.get(pk=commitment.pk).state == "draft"


def test_a_forged_reference_or_section_is_not_found(sign_in, ana, write):
    commitment = write()
    browser = sign_in(ana)
    assert browser.get(f"{HOME}GE-999999/").status_code == 404
    assert browser.get(f"{HOME}{commitment.ref}/nonsense/").status_code == 404


def test_a_reader_reads_and_changes_nothing(sign_in, chidi, red, write, maker):
    commitment = write()
    represent(chidi, red, "reader")
    browser = sign_in(chidi)
    assert browser.get(f"{HOME}{commitment.ref}/").status_code == 200
    assert (
        browser.post(
            f"{HOME}{commitment.ref}/what/", {"title": "x", "version:title": "1"}
        ).status_code
        == 403
    )
    assert browser.post(f"{HOME}{commitment.ref}/check/").status_code == 403


def test_typing_is_saved_and_a_stale_tab_overwrites_nothing(sign_in, ana, bea, write):
    commitment = write()
    url = f"{HOME}{commitment.ref}/autosave/"
    first = sign_in(ana).post(url, {"field": "title", "value": "Mine", "version": "1"})
    assert (first.status_code, first.json()["version"]) == (200, 2)
    late = sign_in(bea).post(url, {"field": "title", "value": "Hers", "version": "1"})
    assert (late.status_code, late.json()["theirs"]) == (409, "Mine")


def test_a_stale_tab_posted_whole_shows_both_texts(sign_in, ana, bea, write):
    commitment = write()
    url = f"{HOME}{commitment.ref}/what/"
    browser = sign_in(bea)
    marks = hidden(browser.get(url), "title")
    change(commitment, ana, "title", "Shelters in each town")
    page = browser.post(url, {"title": "Houses", **marks})
    assert page.status_code == 409
    assert "Houses" in page.content.decode()
    assert "Shelters in each town" in page.content.decode()


def test_a_text_posted_after_handing_in_stays_on_the_page(sign_in, ana, submitted):
    page = sign_in(ana).post(
        f"{HOME}{submitted.ref}/what/",
        {"title": "Too late", "version:title": "1", "seen:title": "x"},
    )
    assert page.status_code == 409
    assert "Too late" in page.content.decode()
    assert Commitment.objects.get(pk=submitted.pk).current.title == "Shelters in every district"


def test_an_ambiguous_amount_is_shown_with_both_readings(sign_in, ana, write):
    commitment = write(rows={"finance": [{"amount": "1.234", "currency": "EUR", "source": "own"}]})
    page = sign_in(ana).get(f"{HOME}{commitment.ref}/finance/").content.decode()
    assert "two different amounts" in page
    assert 'value="1.234"' in page


def test_an_amount_shows_how_it_was_read_with_rate_and_date(sign_in, ana, write, forum):
    commitment = write(
        rows={"finance": [{"amount": "1 234,56", "currency": "EUR", "source": "own"}]}
    )
    page = sign_in(ana).get(f"{HOME}{commitment.ref}/finance/").content.decode()
    assert "Read as <strong>€1,234.56</strong>" in page
    assert "1 EUR = US$" in page


def test_a_row_is_removed_and_comes_back_with_what_was_in_it(sign_in, ana, write):
    commitment = write()
    browser = sign_in(ana)
    url = f"{HOME}{commitment.ref}/target/"
    response = browser.post(url, {"remove_row": "target-1"})
    assert response.headers["Location"].endswith("#removed-target-1")
    page = browser.get(url).content.decode()
    assert 'id="row-target-1"' not in page
    assert "Target (Shelters open · shelters · 2) is removed." in page
    assert 'name="restore_row" value="target-1"' in page
    browser.post(url, {"restore_row": "target-1"})
    assert 'value="Shelters open"' in browser.get(url).content.decode()


def test_a_registered_partner_is_found_and_added_once(sign_in, ana, write, lagos):
    commitment = write()
    browser = sign_in(ana)
    url = f"{HOME}{commitment.ref}/partner/"
    found = browser.post(url, {"search": "1", "partner_query": "lagos"}).content.decode()
    assert 'value="lagos-youth-network"' in found
    for _click in range(2):
        browser.post(url, {"add_partner": "lagos-youth-network", "next_row": "1"})
    assert commitment.sheet.rows.count() == 2  # a target and the partner
    assert "will be asked whether it agrees" in browser.get(url).content.decode()


def test_a_protected_organisation_is_never_offered_as_a_partner(sign_in, ana, write):
    make_organisation(
        "Hidden Helpers", slug="hidden", is_protected=True, protected_name="A network"
    )
    commitment = write()
    url = f"{HOME}{commitment.ref}/partner/"
    page = sign_in(ana).post(url, {"search": "1", "partner_query": "hidden"}).content.decode()
    assert 'name="add_partner"' not in page
    assert sign_in(ana).post(url, {"add_partner": "hidden", "next_row": "1"}).status_code == 404


def test_the_preview_shows_what_everybody_will_read(sign_in, ana, write):
    commitment = write()
    page = sign_in(ana).get(f"{HOME}{commitment.ref}/preview/").content.decode()
    assert "What everybody reads" in page
    assert page.count("Twelve shelters, run by survivors.") == 2
    assert commitment.revisions.count() == 0


def test_an_empty_draft_has_pages_too(sign_in, ana, forum, red):
    commitment = services.create(forum, red, ana, MORNING)
    browser = sign_in(ana)
    for page in ("", "check/", "preview/", "what/", "where/", "finance/", "partner/", "places/"):
        shown = browser.get(f"{HOME}{commitment.ref}/{page}")
        assert shown.status_code == 200, page
        assert shown.content.count(b"<h1") == 1, page


def test_the_secretariats_question_is_answered_on_the_page(sign_in, ana, sofia, submitted):
    services.ask(submitted, "Who pays?", sofia, MORNING)
    browser = sign_in(ana)
    assert "Who pays?" in browser.get(f"{HOME}{submitted.ref}/").content.decode()
    browser.post(f"{HOME}{submitted.ref}/do/answer/", {"text": "We do."})
    assert Commitment.objects.get(pk=submitted.pk).state == "submitted"
    assert browser.post(f"{HOME}{submitted.ref}/do/answer/", {"text": "We do."}).status_code == 409


def test_withdrawing_twice_is_refused_in_words(sign_in, ana, published):
    browser = sign_in(ana)
    assert (
        browser.post(f"{HOME}{published.ref}/do/withdraw/", {"text": "Plans changed"}).status_code
        == 302
    )
    assert browser.post(f"{HOME}{published.ref}/do/withdraw/").status_code == 409


@pytest.mark.parametrize("rows", [10, 200])
def test_the_list_costs_the_same_for_ten_and_for_two_hundred(
    sign_in, ana, forum, red, rows, django_assert_max_num_queries, write
):
    write()
    now: datetime = MORNING
    Commitment.objects.bulk_create(
        Commitment(forum=forum, organisation=red, ref=f"GE-1{n:05d}", created_at=now)
        for n in range(rows)
    )
    browser = sign_in(ana)
    browser.get(HOME)
    with django_assert_max_num_queries(16):
        page = browser.get(HOME)
    assert page.status_code == 200


def test_strangers_are_sent_to_sign_in(client, forum):
    assert client.get(HOME).status_code == 302
