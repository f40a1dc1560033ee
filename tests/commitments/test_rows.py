"""Rows of the form without JavaScript: added, moved, taken away, put back, fifty of them."""

import re

import pytest
from django.utils import timezone

from avow.commitments.drafting import draft_of, problems_of
from avow.commitments.models import Commitment
from avow.people.models import Organisation
from tests.commitments.conftest import LATER

HOME = "/en/generation-equality/my/commitments/"


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    """It is an April morning of 2021 for every page."""
    monkeypatch.setattr(timezone, "now", lambda: LATER)


def test_a_row_that_is_added_gets_the_focus_and_twice_is_once(sign_in, ana, write):
    commitment = write()
    browser, url = sign_in(ana), f"{HOME}{commitment.ref}/target/"
    for _click in range(2):
        response = browser.post(url, {"add_row": "target-2"})
        assert response.headers["Location"].endswith("#row-target-2")
    page = browser.get(url).content.decode()
    assert page.count('id="row-target-2" tabindex="-1"') == 1
    assert commitment.sheet.rows.count() == 2


def test_rows_are_moved_up_and_down_and_the_public_reads_them_in_that_order(sign_in, ana, write):
    commitment = write(rows={"target": [{"indicator": n, "value": "1"} for n in "ABC"]})
    browser, url = sign_in(ana), f"{HOME}{commitment.ref}/target/"

    def order():
        return [one.indicator for one in draft_of(commitment).targets]

    browser.post(url, {"row_up": "target-3"})
    assert order() == ["A", "C", "B"]
    browser.post(url, {"remove_row": "target-3"})
    browser.post(url, {"row_down": "target-1"})
    assert order() == ["B", "A"]
    for nothing in ({"row_down": "target-1"}, {"row_up": "target-2"}, {"row_up": "target-99"}):
        browser.post(url, nothing)
        assert order() == ["B", "A"]
    browser.post(url, {"restore_row": "target-3"})
    assert sorted(order()) == ["A", "B", "C"]


def test_fifty_rows_and_no_more_and_what_was_typed_stays(sign_in, ana, write):
    commitment = write(rows={"target": [{"indicator": f"I{n}", "value": "1"} for n in range(50)]})
    browser, url = sign_in(ana), f"{HOME}{commitment.ref}/target/"
    assert "There is room for 50 of these" in browser.get(url).content.decode()
    response = browser.post(
        url,
        {
            "add_row": "target-51",
            "target-7:target_indicator": "Kept all the same",
            "version:target-7:target_indicator": "1",
        },
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "There can be no more of these." in page
    assert 'value="Kept all the same"' in page
    assert commitment.sheet.rows.count() == 50


def test_the_whole_form_of_fifty_rows_of_money_can_be_sent(sign_in, ana, write):
    line = {"amount": "5", "currency": "EUR", "year": "2022", "source": "own"}
    commitment = write(rows={"finance": [line] * 50})
    browser, url = sign_in(ana), f"{HOME}{commitment.ref}/finance/"
    marks = re.compile(r'<input type="hidden" name="((?:version|seen):[^"]+)" value="([^"]*)"')
    posted = dict(marks.findall(browser.get(url).content.decode()))
    assert len(posted) == 50 * 7 * 2
    for number in range(1, 51):
        for code, value in (line | {"amount": "1.234" if number == 9 else "6"}).items():
            posted[f"finance-{number}:finance_{code}"] = value
    assert browser.post(url, posted).status_code == 302
    draft = draft_of(commitment)
    assert len(draft.finance) == 49
    page = browser.get(url).content.decode()
    assert "1 line is not in this table: it is not complete yet." in page
    assert "two different amounts" in page


def test_organisations_that_are_asked_for_money_are_told_so(sign_in, ana, write, red):
    commitment = write()
    browser, url = sign_in(ana), f"{HOME}{commitment.ref}/capacity/"
    assert "in proportion to their capacity" not in browser.get(url).content.decode()
    Organisation.objects.filter(pk=red.pk).update(kind="philanthropy")
    assert "in proportion to their capacity" in browser.get(url).content.decode()
    assert problems_of(Commitment.objects.get(pk=commitment.pk)) == []
