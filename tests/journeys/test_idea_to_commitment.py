"""From one line to a commitment that meets every criterion, with the catalogue and the guidance."""

import pytest

from tests.journeys import drafting, steps
from tests.journeys.axe import violations
from tests.journeys.ideas import ENGLISH, EXAMPLE, IDEAS

DATES = {"starts_on": "2025-01-01", "ends_on": "2026-12-31"}
DUE = {"target-1": "2026-12-31", "milestone-1": "2025-12-31", "milestone-2": "2026-10-31"}
LITTLE = 3  # criteria: more than a line of good will meets
CATALOGUE = ("catalogue/", f"catalogue/{EXAMPLE}/", "guidance/")


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
    for name, figures in idea.gaps.items():
        if drafting.answer(page, name).count():
            drafting.fill_gaps(page, name, figures)
    for name, text in idea.own.items():
        if drafting.answer(page, name).count():
            drafting.answer(page, name).fill(text)
    if section == "target":
        drafting.answer(page, "target-1:target_baseline").fill("120")
        drafting.answer(page, "target-1:target_value").fill("950")
    elif section == "term":
        for name, day in DATES.items():
            drafting.answer(page, name).fill(day)
    elif section == "places":
        drafting.tick_one(page, "countries", "KE")
    elif section == "finance":
        drafting.add_row(page)
        drafting.answer(page, "finance-1:finance_amount").fill("180000")
        drafting.answer(page, "finance-1:finance_currency").select_option("USD")
        drafting.tick_one(page, "finance-1:finance_source", "own")
    elif section == "partner":
        drafting.add_row(page)
        name, role = idea.partner
        drafting.answer(page, "partner-1:partner_name").fill(name)
        drafting.answer(page, "partner-1:partner_role").fill(role)
    for row, day in DUE.items():
        date = drafting.answer(page, f"{row}:{row.partition('-')[0]}_due_on")
        if date.count():
            date.fill(day)


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
