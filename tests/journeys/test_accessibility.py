"""Every kind of page for everybody: axe finds nothing, a phone scrolls one way, the keyboard gets there.

That no page asks another host for anything, nor writes an error to the console, is held for every
journey by the `person` fixture.
"""

import pytest

from tests.journeys import planning, steps
from tests.journeys.axe import violations

PUBLIC = [
    "",
    "coalitions/",
    "coalitions/gender-based-violence/",
    "calendar/",
    "commitments/",
    "commitments/map/",
    "commitments/compare/",
    "countries/IN/",
    "coalitions/gender-based-violence/actions/GBV-1/",
    "data/embed/",
    "embed/commitments/",
    "embed/figures/makers/",
    "embed/charts/commitments-by-status/",
    "embed/map/",
    "organisations/",
    "join/",
    "apply/questions/",
    "data/",
    "ledger/",
    "criteria/",
    "help/",
    "contact/",
    "coalitions/gender-based-violence/blueprint/",
    "coalitions/gender-based-violence/blueprint/versions/2/comments/",
    "coalitions/gender-based-violence/blueprint/versions/2/comments/new/",
    "coalitions/gender-based-violence/blueprint/versions/2/diff/",
    "acceleration-plan/",
    "events/",
    "conversation/",
    "conversation/what-made-your-town-safer/",
    "news/",
    "news/subscribe/",
    "taking-part/sign-up/",
]
APPLICANT = ["my/", "apply/", "my/organisations/", "my/commitments/", "my/notices/", "my/profile/"]
APPLICANT += ["my/reports/", "my/events/", "my/invitations/", "taking-part/texts/"]
CHAMPION = [
    "champions/",
    "champions/?state=all",
    "champions/blueprint/gender-based-violence/",
    "champions/blueprint/gender-based-violence/versions/",
    "champions/consultation/gender-based-violence/?show=all",
]
DESK = [
    "desk/",
    "desk/applications/",
    "desk/cases/?state=all",
    "desk/outcomes/",
    "desk/commitments/?state=all",
    "desk/interest/",
    "desk/organisations/",
    "desk/people/",
    "desk/windows/",
    "desk/outbox/",
    "desk/import/",
    "desk/moderation/",
    "desk/events/",
    "desk/events/new/",
    "desk/news/",
    "desk/conversation/",
]
ROLES = {"": PUBLIC, "ana": APPLICANT, "farah": CHAMPION, "sofia": DESK}
# The first link of these lists leads to a page of its own kind: it is looked at too.
DETAILS = {
    "commitments/": "ul.hits h2 a",
    "organisations/": "main tbody th a, main ul.hits a, main h2 a",
    "my/": "main h3 a, main h2 a",
    "champions/?state=all": "main tbody th a",
    "champions/blueprint/gender-based-violence/": "main .outline a",
    "events/": "main h2 a, main h3 a",
    "desk/events/": "main tbody th a",
    "desk/applications/": "main tbody th a",
    "desk/cases/?state=all": "main tbody th a",
    "desk/outcomes/": "main tbody th a",
    "desk/commitments/?state=all": "main tbody th a",
}
SIZES = [("en", 1280), ("fr", 360), ("ar", 360)]


def look(page):
    """Return what is wrong on the page that is open."""
    found = violations(page)
    wide = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if wide > 0:
        found.append(f"scrolls sideways by {wide} pixels")
    return [f"{page.url}: {one}" for one in found]


@pytest.mark.parametrize("who", ROLES, ids=lambda who: who or "visitor")
@pytest.mark.parametrize(("language", "width"), SIZES)
def test_axe_finds_nothing_and_nothing_overflows(person, who, language, width):
    page = person(who, language=language, width=width, bypass_csp=True)
    wrong = []
    for path in ROLES[who]:
        steps.open_page(page, path, language)
        wrong += look(page)
        first = page.locator(DETAILS[path]).first if path in DETAILS else None
        if first and first.count():
            page.goto(first.get_attribute("href"))
            wrong += look(page)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    assert wrong == []


@pytest.mark.parametrize(("language", "width"), SIZES)
def test_axe_finds_nothing_on_ways_in_tickets_and_what_is_moderated(person, language, width):
    visitor = person(language=language, width=width, bypass_csp=True)
    ana, sofia = (
        person(who, language=language, width=width, bypass_csp=True) for who in ("ana", "sofia")
    )
    steps.open_page(visitor, "events/spring-gathering/register/", language)
    wrong = look(visitor)
    steps.open_page(ana, "events/spring-gathering/register/", language)
    wrong += look(ana)
    planning.send(ana)
    assert "/events/tickets/" in ana.url
    wrong += look(ana)
    steps.open_page(ana, "my/invitations/", language)
    visitor.goto(ana.locator("main input[readonly]").first.input_value())
    assert visitor.locator("#agree").count() == 1
    wrong += look(visitor)
    steps.open_page(sofia, "desk/moderation/?state=visible", language)
    with sofia.expect_navigation():
        sofia.locator("main li a[href*='/desk/moderation/']").first.click()
    wrong += look(sofia)
    assert wrong == []


def test_the_keyboard_skips_to_the_content_and_reaches_the_main_action(person):
    page = person()
    steps.open_page(page, "join/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    passed = []
    for _press in range(40):
        page.keyboard.press("Tab")
        here = page.evaluate("document.activeElement.name || document.activeElement.innerText")
        passed.append(here.strip())
        if passed[-1] == "Send":
            break
    order = ["organisation_name", "country", "email", "message", "Send"]
    assert [name for name in passed if name in order] == order


def test_whoever_moves_by_keyboard_sees_where_they_are(person):
    page = person()
    steps.open_page(page, "commitments/")
    for _press in range(12):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const style = getComputedStyle(document.activeElement);"
            " return style.outlineStyle !== 'none' || style.boxShadow !== 'none'; })()"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")
