"""A maker reports from a phone, in few clicks when nothing changed; the form is open to everybody."""

import re

from tests.journeys import steps
from tests.journeys.axe import violations

WIDTH = 360
MOST_CLICKS = 15


class Clicks:
    """Counts what a person presses on a page."""

    def __init__(self, page) -> None:
        self.page, self.number = page, 0

    def press(self, name: str) -> None:
        self.number += 1
        steps.press(self.page, name)

    def follow(self, name: str) -> None:
        self.number += 1
        steps.follow(self.page, name)

    def tick(self, label: str) -> None:
        self.number += 1
        steps.tick(self.page, label)


def is_narrow(page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth") <= WIDTH)


def wrong_on(page) -> list[str]:
    """Return what axe finds, the bar with the buttons in its place below the form."""
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
    return violations(page)


def test_joyce_reports_from_a_phone_in_a_few_clicks(person):
    page = person("joyce", width=WIDTH, bypass_csp=True)
    steps.open_page(page, "my/")
    clicks = Clicks(page)
    clicks.follow("Report")
    assert is_narrow(page)
    clicks.press("Begin the report")
    assert wrong_on(page) == []
    assert is_narrow(page)
    # What was said last year stands there, beside what was promised.
    assert steps.field(page, "Value now").input_value() == "480"
    assert "In the last report" in steps.text_of(page)

    # A figure that is written saves itself, and what follows from it is said at once.
    steps.write(page, "Value now", "1200")
    steps.wait_until_saved(page)
    page.locator("#figures").get_by_text(re.compile(r"has come 100")).first.wait_for()
    steps.write(page, "Value now", "480")
    page.locator("#figures").get_by_text(re.compile(r"has come 40")).first.wait_for()

    clicks.press("Nothing changed: confirm these values as of today")
    assert "1 value is confirmed as of today." in steps.text_of(page)
    # What is missing leads to its field.
    clicks.press("Hand in")
    assert "It cannot be handed in yet" in steps.text_of(page)
    assert wrong_on(page) == []
    clicks.tick("No evidence available")
    clicks.press("Hand in")
    assert "Handed in. You will get a mail" in steps.text_of(page)
    assert clicks.number <= MOST_CLICKS
    assert wrong_on(page) == []

    steps.open_page(page, "my/reports/")
    assert "Handed in" in steps.text_of(page)
    assert is_narrow(page)
    assert wrong_on(page) == []


def reported(page) -> str:
    """Hand in the report of Joyce, unless she has; return the address of its page."""
    steps.open_page(page, "my/reports/")
    page.locator("main tbody th a").first.click()
    page.wait_for_load_state()
    if page.get_by_role("button", name="Begin the report").count():
        steps.press(page, "Begin the report")
        steps.press(page, "Nothing changed: confirm these values as of today")
        steps.tick(page, "No evidence available")
        steps.press(page, "Hand in")
    return str(page.url)


def test_the_secretariat_returns_a_report_joyce_answers_and_everybody_sees_it_verified(person):
    joyce = person("joyce", bypass_csp=True)
    own = reported(joyce)
    year, ref = re.search(r"my/reports/(\d+)/([^/]+)/", own).groups()

    sofia = person("sofia", bypass_csp=True)
    steps.open_page(sofia, f"desk/reports/{year}/?q={ref}")
    sofia.locator("main tbody tr").filter(has_text=ref).get_by_role("link").first.click()
    sofia.wait_for_load_state()
    desk = sofia.url
    assert violations(sofia) == []
    steps.unfold(sofia, "Return it with a question")
    steps.write(sofia, "Question", "Is there a record of the hearings?")
    steps.press(sofia, "Send the question")

    joyce.goto(own)
    assert "Is there a record of the hearings?" in steps.text_of(joyce)
    steps.unfold(joyce, "Add evidence: a file or an address")
    steps.write(joyce, "Title", "Record of the hearings")
    steps.write(joyce, "Address on the web", "https://harbour.example.org/hearings")
    steps.press(joyce, "Attach")
    steps.tick(joyce, "Evidence is attached")
    steps.write(joyce, "Your answer to the secretariat’s question", "Yes; it is attached now.")
    steps.press(joyce, "Hand in again")
    assert "Handed in. You will get a mail" in steps.text_of(joyce)

    # She decides on the version that she reads, which is the new one.
    sofia.goto(desk)
    assert "Record of the hearings" in steps.text_of(sofia)
    assert "Yes; it is attached now." in steps.text_of(sofia)
    steps.unfold(sofia, "Verify")
    steps.write(sofia, "What you found", "The record names all hearings.")
    steps.press(sofia, "Verify")
    steps.press(sofia, "Publish")
    assert violations(sofia) == []

    visitor = person(bypass_csp=True)
    steps.open_page(visitor, f"commitments/{ref}/reports/{year}/")
    assert "Verified by the secretariat" in steps.text_of(visitor)
    assert "Record of the hearings" in steps.text_of(visitor)
    assert "The record names all hearings." not in steps.text_of(visitor)
    assert violations(visitor) == []


def test_the_secretariat_reminds_who_has_not_reported_with_one_click_and_takes_the_list(person):
    sofia = person("sofia", bypass_csp=True)
    steps.open_page(sofia, "desk/reports/")
    sofia.locator("main table a").first.click()
    sofia.wait_for_load_state()
    steps.follow(sofia, "Who has not reported")
    assert violations(sofia) == []
    name = sofia.locator("main tbody th bdi").first.inner_text()
    sofia.locator("main tbody tr").first.get_by_role("button").first.click()
    sofia.wait_for_load_state()
    row = sofia.locator("main tbody tr").filter(has_text=name).first
    assert "never" not in row.inner_text()
    path = sofia.locator("main a").filter(has_text="CSV").first.get_attribute("href")
    rows = steps.read_csv(sofia, path)
    assert any(name in one.values() for one in rows)
