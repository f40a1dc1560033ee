"""From one line to a commitment that meets every criterion, with the catalogue and the guidance."""

import pytest

from tests.journeys import drafting, steps
from tests.journeys.ideas import ARABIC, ENGLISH, EXAMPLE, IDEAS
from tests.journeys.test_accessibility import look

ROWS_TO_ADD = {"finance", "partner"}  # the example has rows of the others
PARTNER = ("partner-1:partner_name", "partner-1:partner_role")
FIGURES = {
    "target-1:target_baseline": "120",
    "target-1:target_value": "950",
    "finance-1:finance_amount": "180000",
}
DAYS = {
    "starts_on": "2025-01-01",
    "ends_on": "2026-12-31",
    "target-1:target_due_on": "2026-12-31",
    "milestone-1:milestone_due_on": "2025-12-31",
    "milestone-2:milestone_due_on": "2026-10-31",
}
LITTLE = 3  # criteria: more than a line of good will meets
PAGES = ("catalogue/", f"catalogue/{EXAMPLE}/", "guidance/")


def wide(page):
    """Return by how many pixels the page scrolls sideways."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def all_are_met(page, language, heading):
    """Return whether the heading says that all criteria are met, and a badge beside each says so."""
    said = page.locator(heading).inner_text()
    badges = page.locator(".advice-list .badge-good").all_inner_texts()
    return (
        drafting.count(language, drafting.ALL) in said
        and badges == [drafting.say(language, "Met")] * drafting.ALL
    )


def write_section(page, idea, section):
    """Answer what the example left open in one section."""
    answer = drafting.answer
    for name, figures in idea.gaps.items():
        if answer(page, name).count():
            drafting.fill_gaps(page, name, figures)
    if section in ROWS_TO_ADD:
        drafting.add_row(page)
    own = idea.own | dict(zip(PARTNER, idea.partner, strict=True)) | FIGURES | DAYS
    for name, text in own.items():
        if answer(page, name).count():
            answer(page, name).fill(text)
    if section == "finance":
        answer(page, "finance-1:finance_currency").select_option("USD")
        drafting.tick_one(page, "finance-1:finance_source", "own")
    if section == "places":
        drafting.tick_one(page, "countries", "KE")


@pytest.mark.parametrize("idea", IDEAS, ids=lambda idea: idea.language)
def test_an_idea_of_one_line_becomes_a_commitment_that_meets_every_criterion(person, idea):
    language = idea.language
    joyce = person("joyce", language=language, width=idea.width)
    assert drafting.met_by_a_line(joyce, language, idea.line) < LITTLE
    ref = drafting.begin_with_example(joyce, language, idea.words, EXAMPLE)
    assert drafting.section_of(joyce) == "what"
    assert joyce.locator(f"[name=language][value={language}]").is_checked()

    # The gaps of the example promise nothing yet; what she puts into them counts while she types.
    assert drafting.met(joyce) < drafting.ALL
    joyce.evaluate("document.body.dataset.same = 'page'")
    for name in ("title", "summary", "description"):
        drafting.fill_gaps(joyce, name, idea.gaps[name])
    summary = drafting.answer(joyce, "summary")
    summary.fill(f"{idea.line} {summary.input_value()}")
    drafting.wait_for_met(joyce, language, drafting.ALL)
    assert joyce.evaluate("document.body.dataset.same") == "page"
    assert joyce.evaluate("document.activeElement.name") == "summary"
    assert wide(joyce) == 0
    drafting.go_on(joyce)

    # What the example left open elsewhere; its advice stands beside the question it is about.
    while (section := drafting.section_of(joyce)) != "check":
        if section == "change":
            advice = joyce.locator("form .example-advice").filter(visible=True)
            assert advice.locator(f"[lang={language}]").count() or language == "en"
        write_section(joyce, idea, section)
        assert wide(joyce) == 0
        drafting.go_on(joyce)
    assert drafting.say(language, "Nothing is missing") in steps.text_of(joyce)
    assert all_are_met(joyce, language, "#guidance-title")
    drafting.hand_in(joyce)
    assert drafting.say(language, "Submitted") in joyce.locator("main header").inner_text()

    # The secretariat reads the same findings beside the text.
    sofia = person("sofia", language=language)
    steps.open_page(sofia, f"desk/commitments/{ref}/", language)
    assert idea.line in steps.text_of(sofia)
    assert all_are_met(sofia, language, ".advice-panel h3")


def test_without_javascript_the_same_way_leads_to_the_same_end(person):
    joyce = person("joyce", javascript=False)
    drafting.begin_with_example(joyce, "en", ENGLISH.words, EXAMPLE)
    assert drafting.met(joyce) < drafting.ALL
    joyce.goto(joyce.url.replace("/what/", "/check/"))
    assert "[number], [year]" in steps.text_of(joyce)
    joyce.goto(joyce.url.replace("/check/", "/what/"))
    while (section := drafting.section_of(joyce)) != "check":
        write_section(joyce, ENGLISH, section)
        drafting.go_on(joyce)
    assert "Nothing is missing" in steps.text_of(joyce)
    assert all_are_met(joyce, "en", "#guidance-title")
    drafting.hand_in(joyce)
    assert "Submitted" in joyce.locator("main header").inner_text()


def test_in_arabic_on_a_phone_axe_finds_nothing_on_the_way(person):
    joyce = person("joyce", language="ar", width=360, bypass_csp=True)
    wrong = []
    for path in PAGES:
        steps.open_page(joyce, path, "ar")
        wrong += look(joyce)
    drafting.begin_with_example(joyce, "ar", ARABIC.words, EXAMPLE)
    while drafting.section_of(joyce) != "check":
        wrong += look(joyce)
        drafting.go_on(joyce)
    folded = joyce.locator("main details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    wrong += look(joyce)
    assert joyce.locator("html").get_attribute("dir") == "rtl"
    assert wrong == []
