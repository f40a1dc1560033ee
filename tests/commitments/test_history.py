"""Earlier texts at addresses of their own; what changed is read by visitor, maker and reviewer."""

import re
from html import unescape

import pytest
from django.utils import timezone

from avow.commitments import services
from avow.commitments.models import Commitment
from tests.commitments.conftest import LATER, MORNING, accept, change
from tests.commitments.test_amending import again
from tests.commitments.test_protection import protect
from tests.worlds import at

START = "/en/generation-equality/"
MY = f"{START}my/commitments/"
NEAR = at("2023-06-01 10:00")


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """It is an April morning of 2021 for every page."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def words_of(page) -> str:
    """Return what a page says, without its tags and idle spaces."""
    text = re.sub(r"<(script|style).*?</\1>", "", page.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split())


ROWS = {
    "finance": [{"amount": "90000", "currency": "EUR", "year": "2022", "source": "own"}],
    "milestone": [{"title": "First shelter", "due_on": "2022-01-01"}],
    "partner": [{"name": "A village school", "role": "hosts"}],
}


@pytest.fixture
def amended(write, maker, ana, sofia):
    """A published commitment whose change of words, money, countries and term is handed in."""
    one = services.submit(write(rows=ROWS, types=["policy"], policy_stage="planned"), ana, MORNING)
    for case in services.open_cases(one, sofia, MORNING):
        accept(case)
    services.publish(one, sofia, MORNING)
    row = services.amend(again(one), "Survivors asked for more.", ana, LATER)
    change(row, ana, "summary", "Fourteen shelters, run by survivors.")
    change(row, ana, "countries", ["MX", "GT"])
    change(row, ana, "policy_stage", "drafted")
    change(row, ana, "ends_on", "2024-06-30")
    change(row, ana, "finance_amount", "120000", "finance-1")
    return again(row)


@pytest.fixture
def three(published, ana, sofia):
    """A commitment with three published texts."""
    for title in ("Shelters in each town", "Shelters in each village"):
        row = services.amend(again(published), f"Now: {title}", ana, LATER)
        change(again(row), ana, "title", title)
        services.resubmit(again(row), ana, LATER)
        services.publish(again(row), sofia, LATER)
    return again(published)


def handed_in(row, ana):
    services.resubmit(again(row), ana, LATER)
    return again(row)


def assert_tells_the_change(text):
    assert "Why: Survivors asked for more." in text
    assert "[removed: Twelve ]" in text
    assert "[added: Fourteen ]" in text
    assert "Added: Guatemala" in text
    assert "Before: €90,000 · 2022 · Own funds Now: €120,000 · 2022 · Own funds" in text
    assert "Before: 30 June 2023 Now: 30 June 2024" in text
    assert "How far is it today?" in text
    assert "[removed: Planned ]" in text
    assert "None" not in text
    assert "own_funds" not in text


def test_the_maker_reads_the_change_and_who_looks_at_it_before_handing_in(amended, ana, sign_in):
    text = words_of(sign_in(ana).get(f"{MY}{amended.ref}/check/"))
    assert_tells_the_change(text)
    assert "Last day Looked at again" in text
    assert "Money Looked at again" in text
    assert "Summary Looked at again" not in text
    assert "The coalitions look at it again" in text


def test_a_small_change_says_beforehand_that_nobody_looks_again(published, ana, sign_in):
    row = services.amend(published, "A word.", ana, LATER)
    browser = sign_in(ana)
    text = words_of(browser.get(f"{MY}{row.ref}/check/"))
    assert "Nothing has changed since the published text." in text
    assert "Hand in the change" not in text
    change(row, ana, "summary", "Fourteen.")
    text = words_of(browser.get(f"{MY}{row.ref}/check/"))
    assert "No coalition has to look at it again" in text


def test_champions_core_group_and_secretariat_read_it_beside_the_new_text(
    amended, ana, dina, vera, sofia, sign_in
):
    row = handed_in(amended, ana)
    case = row.coalitions.get().case
    for person, page in (
        (dina, f"champions/cases/{case.pk}/"),
        (sofia, f"desk/cases/{case.pk}/"),
        (sofia, f"desk/commitments/{row.ref}/"),
        (ana, f"my/commitments/{row.ref}/"),
    ):
        assert_tells_the_change(words_of(sign_in(person).get(START + page)))
    case.state, case.liaison_until = "liaison", at("2021-04-12 10:00")
    case.save()
    assert_tells_the_change(words_of(sign_in(vera).get(f"{START}core-group/cases/{case.pk}/")))


def test_a_change_that_is_being_written_is_its_makers_alone(amended, dina, sofia, sign_in):
    case = amended.coalitions.get().case
    for person, page in (
        (dina, f"champions/cases/{case.pk}/"),
        (sofia, f"desk/cases/{case.pk}/"),
        (sofia, f"desk/commitments/{amended.ref}/"),
    ):
        assert "Fourteen" not in sign_in(person).get(START + page).content.decode()


def test_reviewers_do_not_read_the_name_of_one_at_risk_in_a_difference(
    published, ana, dina, red, forum, sign_in
):
    row = services.amend(published, "Red de Mujeres learnt.", ana, LATER)
    change(row, ana, "types", ["policy"])
    change(row, ana, "summary", "Run by Red de Mujeres alone.")
    row = handed_in(row, ana)
    protect(red, ana, forum)
    case = row.coalitions.get().case
    text = words_of(sign_in(dina).get(f"{START}champions/cases/{case.pk}/"))
    assert "A women’s network learnt." in text
    assert "Red de Mujeres" not in text


def test_the_public_reads_note_reason_and_difference_afterwards(amended, ana, sofia, client):
    row = handed_in(amended, ana)
    accept(row.coalitions.get().case)
    services.publish(row, sofia, LATER)
    page = words_of(client.get(f"{START}commitments/{row.ref}/"))
    assert "Amended: revision 2, since 6 April 2021 Survivors asked for more." in page
    assert_tells_the_change(words_of(client.get(f"{START}commitments/{row.ref}/history/")))


def test_an_old_text_keeps_its_own_address(three, client):
    page = client.get(f"{START}commitments/{three.ref}/history/1/")
    text = words_of(page)
    assert "Shelters in every district" in text
    assert "Shelters in each village" not in text
    assert "Revision 1 of 3: this is an earlier text" in text
    assert "?from=1&amp;to=3" in page.content.decode()
    newest = words_of(client.get(f"{START}commitments/{three.ref}/history/3/"))
    assert "Revision 3: the text that holds now" in newest
    assert "Why: Now: Shelters in each village" in newest


def test_two_texts_are_compared_in_either_direction(three, client):
    history = f"{START}commitments/{three.ref}/history/"
    text = words_of(client.get(f"{history}?from=1&to=3"))
    assert "From revision 1 to revision 3" in text
    assert "Shelters in [removed: every district ] [added: each village ]" in text
    text = words_of(client.get(f"{history}?from=3&to=1"))
    assert "[removed: each village ] [added: every district ]" in text
    assert "Nothing differs" in words_of(client.get(f"{history}?from=2&to=2"))


@pytest.mark.parametrize(
    "page",
    ["4/", "0/", "99999999999999999999999/", "?from=1&to=9", "?from=x", "?from=-1&to=2",
     "?from=99999999999999999999999&to=1"],
)  # fmt: skip
def test_a_text_that_never_was_is_not_found(three, client, page):
    assert client.get(f"{START}commitments/{three.ref}/history/{page}").status_code == 404


def test_a_text_that_is_not_published_yet_has_no_address(amended, ana, client):
    row = handed_in(amended, ana)
    for page in ("2/", "?from=1&to=2"):
        assert client.get(f"{START}commitments/{row.ref}/history/{page}").status_code == 404


@pytest.mark.parametrize("page", ["", "1/", "?from=1&to=2"])
def test_of_a_withdrawn_one_no_text_stays(three, ana, client, page):
    services.withdraw(three, ana, LATER, "Our donor has left.")
    for address in (f"history/{page}", ""):
        answer = client.get(f"{START}commitments/{three.ref}/{address}")
        assert answer.status_code == 410
        text = words_of(answer)
        assert "Our donor has left." in text
        assert "Shelters in each village" in text  # the title stays
        assert "run by survivors" not in text


def test_an_ended_one_keeps_its_texts_and_says_why(three, sofia, client):
    services.end(three, "The house burnt down.", sofia, LATER)
    text = words_of(client.get(f"{START}commitments/{three.ref}/"))
    assert "The house burnt down." in text
    assert "run by survivors" in text
    assert client.get(f"{START}commitments/{three.ref}/history/1/").status_code == 200


def test_an_old_text_of_one_at_risk_says_no_more_than_its_page(three, ana, red, forum, client):
    protect(red, ana, forum)
    for page in ("1/", "", "?from=1&to=3"):
        text = client.get(f"{START}commitments/{three.ref}/history/{page}").content.decode()
        assert "Red de Mujeres" not in text
        assert "Mexico" not in text


def test_a_difference_in_arabic_runs_from_the_right_and_says_its_words(amended, ana, sign_in):
    change(again(amended), ana, "language", "ar")
    page = sign_in(ana).get(f"{MY}{amended.ref}/check/").content.decode()
    assert '<div class="diff" lang="ar" dir="rtl"' in page


def post(browser, ref, move, **data):
    return browser.post(f"{MY}{ref}/do/{move}/", data)


@pytest.mark.parametrize("move", ["withdraw", "amend"])
def test_a_missing_reason_is_said_beside_the_field_and_changes_nothing(
    published, ana, sign_in, move
):
    page = post(sign_in(ana), published.ref, move, text="  ")
    assert page.status_code == 422
    assert f'id="id_{move}_error"' in page.content.decode()
    assert again(published).state == "published"


def test_an_extension_is_begun_from_the_page_and_checked(published, ana, sign_in):
    browser = sign_in(ana)
    text = browser.get(f"{MY}{published.ref}/").content.decode()
    assert 'value="2026-06-30"' in text
    answer = post(browser, published.ref, "extend", ends_on="2024-06-30", text="It works.")
    assert answer.url == f"{MY}{published.ref}/check/"
    assert "Before: 30 June 2023 Now: 30 June 2024" in words_of(browser.get(answer.url))
    # A second click, or a tab that is out of date.
    again_ = post(browser, published.ref, "extend", ends_on="2024-06-30", text="It works.")
    assert again_.status_code == 409


@pytest.mark.parametrize("day", ["2030-06-30", "tomorrow", "", "٢٠٢٤-٠٦-٣٠"])
def test_a_forged_last_day_is_refused_beside_the_form(published, ana, sign_in, day):
    page = post(sign_in(ana), published.ref, "extend", ends_on=day, text="It works.")
    assert page.status_code == 422
    assert "It works." in page.content.decode()
    assert again(published).state == "published"


def test_the_next_term_is_begun_from_the_page_once(published, ana, sign_in, monkeypatch):
    browser = sign_in(ana)
    assert "It can be from 1 January 2023" in words_of(browser.get(f"{MY}{published.ref}/"))
    assert post(browser, published.ref, "renew").status_code == 409
    monkeypatch.setattr(timezone, "now", lambda: NEAR)
    browser = sign_in(ana)
    first = post(browser, published.ref, "renew")
    assert post(browser, published.ref, "renew").url == first.url
    assert Commitment.objects.filter(renews=published).count() == 1
    assert published.ref in words_of(browser.get(first.url))
    assert "The next term:" in words_of(browser.get(f"{MY}{published.ref}/"))


def test_nobody_else_extends_or_renews(published, chidi, sofia, sign_in):
    for person in (chidi, sofia):
        for move in ("extend", "renew"):
            assert post(sign_in(person), published.ref, move).status_code == 404


def test_the_desk_lists_what_ends_and_what_was_answered(
    published, ana, sofia, sign_in, monkeypatch
):
    monkeypatch.setattr(timezone, "now", lambda: NEAR)
    desk = f"{START}desk/commitments/terms/"
    browser = sign_in(sofia)
    assert "No answer yet" in words_of(browser.get(desk))
    draft = services.renew(published, ana, NEAR)
    assert f"Next term {draft.ref}: Draft" in words_of(browser.get(desk))
    services.withdraw(draft, ana, NEAR)
    services.amend(again(published), "A word.", ana, NEAR)
    assert "A change is being written" in words_of(browser.get(desk))
    assert browser.get(f"{desk}?days=999999999999999999999").status_code == 200
