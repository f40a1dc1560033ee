"""How somebody writes a commitment that began with an example; fields go by name in any language."""

import re
from typing import Any

from django.utils.translation import gettext, override

from tests.journeys import steps

GAP = re.compile(r"\[[^\[\]]+\]")
ALL = 5  # criteria


def say(language: str, text: str, **names: object) -> str:
    """Return a text of the interface in a language, as the installation translates it."""
    with override(language):
        said = gettext(text)
    return said % names if names else said


def begin_with_example(page: Any, language: str, words: str, code: str) -> str:
    """Look for an example in the catalogue, read it, start from it; return the reference."""
    steps.open_page(page, "catalogue/", language)
    panel = page.locator("details.filter-panel")
    if panel.get_attribute("open") is None:
        panel.locator("summary").click()
    page.fill("#q", words)
    with page.expect_navigation():
        panel.locator("form button").first.click()
    with page.expect_navigation():
        page.locator(f"main a[href$='/catalogue/{code}/']").first.click()
    assert page.locator("mark.gap").count()
    with page.expect_navigation():
        page.locator("main form[action$='/start/'] button").click()
    return str(page.url.partition("/my/commitments/")[2].split("/")[0])


def answer(page: Any, name: str) -> Any:
    """Return the field of a question; a row's goes by `row:question`."""
    return page.locator(f"main form[data-autosave] [name='{name}']:not([type=hidden])")


def fill_gaps(page: Any, name: str, figures: list[str]) -> None:
    """Put one's own words in place of each gap that the example left in a field."""
    text = answer(page, name).input_value()
    assert len(GAP.findall(text)) == len(figures), text
    mine = iter(figures)
    answer(page, name).fill(GAP.sub(lambda _gap: next(mine), text))


def tick_one(page: Any, name: str, value: str) -> None:
    """Tick one of many choices; opens the group that it lies in."""
    choice = f"[name='{name}'][value='{value}']"
    group = page.locator("main details:not([open])").filter(has=page.locator(choice))
    if group.count():
        group.first.locator("summary").click()
    page.locator(f"main {choice}").check()


def add_row(page: Any) -> None:
    """Add a row; the page comes back with it."""
    with page.expect_navigation():
        page.locator("main button[name=add_row]").click()


def go_on(page: Any) -> None:
    """Save this section and go to the next."""
    with page.expect_navigation():
        page.locator("main button[name=next]").click()


def section_of(page: Any) -> str:
    """Return which section of the form is open."""
    return str(page.url.partition("#")[0].partition("?")[0].rstrip("/").rpartition("/")[2])


def met(page: Any, heading: str = "#guidance-said") -> int:
    """Return how many criteria the guidance says are met."""
    return min(int(number) for number in re.findall(r"\d+", page.locator(heading).inner_text()))


def met_by_a_line(page: Any, language: str, line: str) -> int:
    """Try a line on the page that explains the guidance; return how many criteria it meets."""
    steps.open_page(page, "guidance/", language)
    page.locator("main textarea").fill(line)
    with page.expect_navigation():
        page.locator("main form button").first.click()
    return met(page, "#found")


def count(language: str, number: int) -> str:
    """Return how the interface says that so many criteria are met."""
    return say(language, "%(met)s of %(all)s criteria met", met=number, all=ALL)


def wait_for_met(page: Any, language: str, number: int) -> None:
    """Wait until the guidance beside the form says so many, in the page's language."""
    page.locator("#guidance-said").get_by_text(count(language, number), exact=True).wait_for()


def hand_in(page: Any) -> None:
    """Hand in what the check page found complete."""
    with page.expect_navigation():
        page.locator("main form[data-once] button").click()
