"""A visitor: says that an organisation is interested, and reads who promised what."""

import pytest

from tests.journeys.steps import (
    address_of,
    follow,
    fresh,
    heading,
    open_page,
    press,
    read_csv,
    text_of,
    tick,
    write,
)

with_and_without = pytest.mark.parametrize(
    "javascript", [True, False], ids=["with JavaScript", "without JavaScript"]
)


@with_and_without
def test_a_visitor_registers_interest_and_confirms_it_by_the_mailed_link(person, site, javascript):
    name = fresh("Amina Example Network")
    page = person(javascript=javascript)
    open_page(page, "join/")
    write(page, "Name of your organisation", name)
    write(page, "Your name", "Amina Sall")
    write(page, "E-mail address", address_of(name))
    tick(page, "Feminist action for climate justice")
    write(page, "What do you think of doing?", "Schools for the women of three valleys.")
    press(page, "Send")
    assert heading(page) == "One more step"
    assert address_of(name) in text_of(page)

    mail = site.mail_to(address_of(name), "confirm")
    page.goto(mail.link("/join/confirm/"))
    assert heading(page) == "Confirm your interest"
    press(page, "Confirm")
    assert heading(page) == "Thank you, your interest is confirmed"
    assert name in text_of(page)

    desk = person("sofia")
    open_page(desk, "desk/interest/")
    write(desk, "Search", name)
    press(desk, "Show")
    assert address_of(name) in text_of(desk)


def test_a_form_with_gaps_says_what_is_missing_and_keeps_what_was_typed(person):
    page = person()
    open_page(page, "join/")
    write(page, "Name of your organisation", "Amina's network")
    press(page, "Send")
    assert page.get_by_label("Name of your organisation").input_value() == "Amina's network"
    assert page.locator(".field-error, .form-errors").count() > 0


@with_and_without
def test_a_visitor_searches_filters_reads_and_downloads(person, javascript):
    page = person(javascript=javascript)
    open_page(page, "commitments/")
    everything = read_csv(page, "/en/generation-equality/commitments.csv")
    assert len(everything) > 50

    page.locator("details.menu").first.wait_for()
    page.get_by_role("checkbox", name="Economic justice").first.check()
    if not javascript:
        press(page, "Show")
    page.locator("ul.chips").get_by_text("Economic justice").wait_for()
    assert "coalition=economic_justice" in page.url

    sought = next(row for row in everything if "economic_justice" in row["coalition"])
    write(page, "Search in titles and texts", sought["title"])
    page.get_by_role("button", name="Search").click()
    page.locator("ul.hits").get_by_role("link", name=sought["title"]).first.wait_for()

    link = page.get_by_role("link", name="CSV").get_attribute("href")
    found = read_csv(page, link)
    assert sought["id"] in {row["id"] for row in found}
    assert {"economic_justice"} <= {code for row in found for code in row["coalition"].split(";")}
    assert len(found) < len(everything)

    hit = page.locator("ul.hits > li").filter(has_text=sought["organisation"]).first
    ref = hit.locator("a").first.get_attribute("href").rstrip("/").rpartition("/")[2]
    hit.locator("a").first.click()
    page.wait_for_url(f"**/commitments/{ref}/")
    assert heading(page) == sought["title"]
    assert sought["organisation"] in text_of(page)
    follow(page, "history")
    assert "The first published text." in text_of(page)


@with_and_without
def test_a_search_for_nothing_shows_the_way_back(person, javascript):
    page = person(javascript=javascript)
    open_page(page, "commitments/?q=zzzzqqqq")
    page.get_by_text("No commitment fits").wait_for()
    follow(page, "Show all commitments")
    assert page.locator("ul.hits > li").count() > 10
