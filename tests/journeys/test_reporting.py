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
