"""What the secretariat, the Champions and the Core Group do with an application."""

from typing import Any

from tests.journeys import steps


def find_at_desk(page: Any, name: str) -> None:
    """Find an organisation's application in the queue and open it."""
    steps.open_page(page, "desk/applications/?state=all")
    steps.write(page, "Organisation", name)
    steps.press(page, "Show")
    steps.follow(page, name)


def ask_the_applicant(page: Any, question: str) -> None:
    """Send a question; the application waits for the answer."""
    steps.unfold(page, "Ask the applicant")
    page.fill("#ask-text", question)
    steps.press(page, "Send the question")


def fill_the_checklist(page: Any) -> None:
    """Answer every item of the checklist with yes."""
    for item in page.locator("ul.desk-checks fieldset").all():
        item.get_by_label("Yes").check()
    page.locator("form:has(ul.desk-checks)").get_by_role("button", name="Save", exact=True).click()
    page.locator("ul.desk-checks input[value=yes]:checked").first.wait_for()


def find_case(page: Any, place: str, name: str, about: str = "Application") -> None:
    """Open an organisation's case at a Champion's or the Core Group's place."""
    steps.open_page(page, f"{place}/?state=all")
    steps.write(page, "Search", name)
    steps.press(page, "Show")
    row = page.locator("main tbody tr").filter(has_text=about)
    with page.expect_navigation():
        row.locator("th a").first.click()


def vote(page: Any, name: str, choice: str, reason: str) -> None:
    """Vote on everything that the page of an organisation's case lets one vote on, and save."""
    find_case(page, "champions", name)
    for panel in page.locator(".desk-panel:has(input[type=radio])").all():
        panel.get_by_label(choice).check()
        panel.locator("textarea").fill(reason)
    steps.press(page, "Save")
    assert "Your vote is kept" in steps.text_of(page)


def object_to(page: Any, name: str, about: str, reason: str) -> None:
    """Raise the Core Group's objection to a case that the Champions are for."""
    find_case(page, "core-group", name, about)
    page.fill("#reason", reason)
    steps.press(page, "Object")


def answer_objection(page: Any, name: str, about: str, reason: str) -> None:
    """Overrule an objection at the desk, with the reason in writing."""
    steps.open_page(page, f"desk/cases/?state=objection&q={name}")
    row = page.locator("main tbody tr").filter(has_text=name).filter(has_text=about)
    with page.expect_navigation():
        row.locator("th a").first.click()
    steps.write(page, "Your reason", reason)
    steps.press(page, "Accept all the same")
