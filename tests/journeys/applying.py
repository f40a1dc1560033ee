"""What a representative does: sign up, bring an organisation, write, hand in."""

from typing import Any

from tests.journeys import steps

SECRET = "xq7 Lantern Harvest 41"
ANSWERS = {
    "Your evidence of engagement": "Since 2012 we run shelters in four towns.",
    "How will you mobilise others?": "We call on the fourteen members of our network.",
    "How do you live intersectionality?": "Half of our board are women with disabilities.",
    "How do you live feminist leadership?": "Our assembly decides; pay is published.",
}
UNDERTAKINGS = ("Part in the main events", "Mobilising others", "Transparency", "Reporting on")
TEXTS = {
    "Summary": "We train 600 judges and police officers by 2026.",
    "For whom": "Women who seek justice in four provinces.",
    "First day": "2025-01-01",
    "Last day": "2026-12-31",
}
ROWS = {
    "Indicator": {"Indicator": "Judges trained", "Unit": "people", "Value to reach": "600"},
    "Amount": {"Amount": "80000"},
}


def sign_up(page: Any, site: Any, email: str) -> None:
    """Open an account and confirm the address by the mailed link."""
    page.goto("/accounts/signup/")
    page.fill("input[name=email]", email)
    page.fill("input[name=password1]", SECRET)
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    page.goto(site.mail_to(email).link("confirm-email"))
    with page.expect_navigation():
        page.click("main form button[type=submit]")
    if "/accounts/login" in page.url:
        sign_in_again(page, email)


def sign_in_again(page: Any, email: str) -> None:
    """Sign in on the page to which a lost session leads."""
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", SECRET)
    with page.expect_navigation():
        page.click("main form button[type=submit]")


def sign_in_beside(page: Any, email: str) -> None:
    """Sign in again in the new window that the page offers, and come back to the first."""
    with page.context.expect_page() as opened:
        page.locator("main").get_by_role("link", name="Sign in in a new window").click()
    sign_in_again(opened.value, email)
    opened.value.close()


def add_organisation(page: Any, name: str) -> None:
    """Bring a new organisation, with the profile that an application needs."""
    steps.open_page(page, "my/organisations/new/")
    steps.write(page, "Name", name)
    steps.choose(page, "Type of organisation", "Civil society organisation")
    steps.choose(page, "Country", "Kenya")
    steps.write(page, "What the organisation does", "Legal help for women, in their language.")
    steps.write(page, "How it lives the forum", "Two thirds of our board are under thirty.")
    steps.press(page, "Add")
    if "Is it one of these?" in steps.heading(page):
        steps.press(page, "No, ours is another one")


def begin_application(page: Any, *coalitions: str) -> str:
    """Begin an application of the one organisation; return its address below `apply/`."""
    steps.open_page(page, "apply/")
    for radio in page.locator("input[name=organisation]").all():
        radio.check()
    for coalition in coalitions:
        steps.tick(page, coalition)
    steps.press(page, "Begin the application")
    return "apply/" + page.url.partition("/apply/")[2].split("/")[0] + "/"


def fill_in(page: Any, answers: dict[str, str]) -> None:
    """Answer what this page asks and is still empty."""
    for label, text in answers.items():
        if steps.field(page, label).count() and not steps.field(page, label).input_value():
            steps.write(page, label, text)


def fill_in_section(page: Any) -> None:
    """Answer every question of one section of the application."""
    if steps.field(page, "Earlier work").count():
        steps.tick(page, "Earlier work")
    fill_in(page, ANSWERS)
    for label in UNDERTAKINGS:
        if steps.field(page, label).count():
            steps.tick(page, label)


def fill_in_the_rest(page: Any) -> None:
    """Go through all sections that follow, to the page that checks."""
    while "/check/" not in page.url:
        fill_in_section(page)
        steps.press(page, "Save and continue")


def write_commitment(page: Any, application: str, title: str, *actions: str) -> str:
    """Write a whole commitment that goes with the application; return its reference."""
    steps.open_page(page, application)
    steps.follow(page, "Write a commitment to hand in with the application")
    steps.press(page, "Begin")
    if "/what/" not in page.url:
        steps.follow(page, "Write")
    ref = page.url.partition("/my/commitments/")[2].split("/")[0]
    while "/check/" not in page.url:
        _write_section(page, title, actions)
        steps.press(page, "Save and continue")
    return str(ref)


def _write_section(page: Any, title: str, actions: tuple[str, ...]) -> None:
    section = page.url.partition("#")[0].rstrip("/").rpartition("/")[2]
    if section == "what":
        steps.write(page, "Title", title)
    if section == "where":
        for action in actions:
            steps.tick(page, action)
        steps.tick(page, "Programme")
    if section == "places":
        steps.tick(page, "Kenya")
    row = {"target": ROWS["Indicator"], "finance": ROWS["Amount"]}.get(section)
    if row:
        with page.expect_navigation():
            page.locator("main button[name=add_row]").click()
        for label, text in row.items():
            steps.write(page, label, text)
    if section == "finance":
        steps.choose(page, "Currency", "EUR")
        steps.tick(page, "Own")
    fill_in(page, TEXTS)
