"""Drafts that save themselves, on a slow line."""

from tests.journeys import drafting
from tests.journeys.ideas import ENGLISH, EXAMPLE


def test_who_goes_on_while_a_save_is_on_its_way_gets_there_with_every_word(person):
    page = person("joyce")
    drafting.begin_with_example(page, "en", ENGLISH.words, EXAMPLE)
    title = "Train 950 officers by 2026"
    on_their_way = []

    def hold(route):
        on_their_way.append(route)

    page.route("**/autosave/", hold)
    with page.expect_request("**/autosave/"):
        drafting.answer(page, "title").fill(title)
    page.locator("main button[name=next]").click(no_wait_after=True)
    assert drafting.section_of(page) == "what"
    with page.expect_navigation():
        for save in on_their_way:
            save.continue_()
    assert drafting.section_of(page) == "where"
    page.goto(page.url.replace("/where/", "/what/"))
    assert drafting.answer(page, "title").input_value() == title
