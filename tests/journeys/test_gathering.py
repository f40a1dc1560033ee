"""An event from a phone, the public conversation, and news by mail."""

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from icalendar import Calendar

from tests.journeys import planning, steps

NAIROBI = ZoneInfo("Africa/Nairobi")


def downloaded(page, link):
    """Return the one event in the calendar file behind a link."""
    with page.expect_download() as waiting:
        page.locator("main").get_by_role("link", name=link).first.click()
    assert waiting.value.suggested_filename.endswith(".ics")
    (entry,) = Calendar.from_ical(Path(waiting.value.path()).read_bytes()).walk("VEVENT")
    return entry


def test_somebody_registers_from_a_phone_gives_the_code_and_the_makers_page_says_so(person, site):
    sofia, joyce, visitor = person("sofia"), person("joyce", width=360), person()
    title = steps.fresh("Evening of the coalitions")
    planning.hold_event(site, title)
    steps.open_page(joyce, "events/")
    steps.follow(joyce, title)
    event = joyce.url
    wide = joyce.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360
    steps.follow(joyce, "Register")
    planning.send(joyce)
    assert "Your ticket" in steps.heading(joyce)
    assert "Registered" in steps.text_of(joyce)
    entry = downloaded(joyce, "Add to your calendar")
    assert (str(entry["SUMMARY"]), str(entry["LOCATION"])) == (title, "Nairobi")
    begins, ends = entry.decoded("DTSTART"), entry.decoded("DTEND")
    assert (ends - begins) == timedelta(hours=2, minutes=50)
    assert begins.astimezone(NAIROBI).strftime("%H:%M") in steps.text_of(joyce)
    desk = event.replace("/events/", "/desk/events/")
    sofia.goto(f"{desk}code/")
    code = sofia.locator("main code").inner_text().strip()
    steps.follow(joyce, "I am here: enter the code")
    assert joyce.url == f"{event}attend/"
    steps.write(joyce, "Code", "WRONG9")
    planning.send(joyce)
    assert steps.field(joyce, "Code").input_value() == "WRONG9"
    steps.write(joyce, "Code", f" {code.lower()} ")
    planning.send(joyce)
    assert "You were there" in steps.text_of(joyce)
    sofia.goto(f"{desk}people/")
    row = sofia.locator("main tbody tr").filter(has_text="joyce@example.org")
    assert row.locator("input[name=there]").is_checked()
    assert "By the code shown there" in row.inner_text()
    planning.end_event(site, title)
    steps.open_page(visitor, "organisations/harbour-law-centre/")
    panel = visitor.locator("main li").filter(has_text=title).inner_text()
    assert "was there" in panel
    assert "was not there" not in panel


def test_the_desk_ticks_who_was_there_and_the_makers_page_says_so(person, site):
    sofia, joyce, visitor = person("sofia"), person("joyce", width=360), person()
    title = steps.fresh("Morning of the coalitions")
    planning.hold_event(site, title)
    steps.open_page(joyce, "events/")
    steps.follow(joyce, title)
    desk = joyce.url.replace("/events/", "/desk/events/")
    steps.follow(joyce, "Register")
    planning.send(joyce)
    for tick, words in ((False, "was not there"), (True, "was there")):
        sofia.goto(f"{desk}people/")
        row = sofia.locator("main tbody tr").filter(has_text="joyce@example.org")
        row.locator("input[name=there]").set_checked(tick)
        steps.press(sofia, "Save who was there")
        planning.end_event(site, title)
        steps.open_page(visitor, "organisations/harbour-law-centre/")
        panel = visitor.locator("main li").filter(has_text=title).inner_text()
        assert words in panel
    assert "was not there" not in panel
    joyce.reload()
    assert "You were there" in steps.text_of(joyce)


def test_the_forum_that_took_place_names_what_was_announced_there(person):
    visitor = person(width=360)
    steps.open_page(visitor, "events/?when=past")
    steps.follow(visitor, "Forum of the coalitions")
    assert ", 09:00" in steps.text_of(visitor)
    announced = visitor.locator("section[aria-labelledby=announced] li a")
    assert announced.count() >= 3
    with visitor.expect_navigation():
        announced.first.click()
    steps.follow(visitor, "Forum of the coalitions")
    assert steps.heading(visitor) == "Forum of the coalitions"


def test_a_text_from_an_arabic_phone_is_approved_reported_removed_and_brought_back(person, site):
    phone, sofia, visitor = person(language="ar", width=360), person("sofia"), person()
    address, words = steps.address_of(steps.fresh("huda")), steps.fresh("نحتاج إلى حافلة ليلية")
    topic = "conversation/what-made-your-town-safer/"
    steps.open_page(phone, topic, "ar")
    assert phone.locator("html").get_attribute("dir") == "rtl"
    phone.locator("main textarea[name=text]").fill(words)
    phone.locator("main input[name=email]").fill(address)
    planning.send(phone, "main form:has([name=text]) button:not([name])")
    phone.goto(site.mail_to(address).link("/taking-part/confirm/"))
    with phone.expect_navigation():
        phone.locator("main form button:not([name])").last.click()
    steps.open_page(visitor, topic)
    assert words not in steps.text_of(visitor)
    planning.look_at(sofia, words)
    steps.press(sofia, "Approve")
    steps.open_page(visitor, f"{topic}?sort=new")
    assert words in steps.text_of(visitor)
    chidi = person("chidi")
    steps.open_page(chidi, f"{topic}?sort=new")
    with chidi.expect_navigation():
        article = chidi.locator("main article").filter(has_text=words)
        article.get_by_role("link").filter(has_text="Report").click()
    chidi.locator("main input[name=reason]").first.check()
    steps.press(chidi, "Report")
    planning.look_at(sofia, words)
    removal = sofia.locator("main form:has(button[value=remove])")
    removal.locator("select").select_option(index=1)
    removal.locator("textarea").fill("Off the topic.")
    steps.press_and_agree(sofia, "Remove")
    steps.open_page(visitor, f"{topic}?sort=new")
    assert words not in steps.text_of(visitor)
    phone.goto("/ar/generation-equality/taking-part/texts/")
    with phone.expect_navigation():
        phone.locator("main li").filter(has_text=words).get_by_role("link").first.click()
    phone.locator("#appeal").fill("الحافلة تجعل المدينة آمنة")
    with phone.expect_navigation():
        phone.locator("main button[value=appeal]").click()
    tom = person("tom")  # whoever removed it does not answer
    planning.look_at(tom, words)
    tom.locator("#answer").fill("You are right, it is on the topic.")
    steps.press(tom, "Bring it back")
    steps.open_page(visitor, f"{topic}?sort=new")
    assert words in steps.text_of(visitor)


def test_news_comes_by_mail_and_ends_with_one_click(person, site):
    reader, sofia = person(), person("sofia")
    address = steps.address_of(steps.fresh("noor"))
    steps.open_page(reader, "news/subscribe/")
    reader.locator("main input[name=email]").fill(address)
    steps.choose(reader, "How often?", "once")
    planning.send(reader)
    planning.confirm(reader, site, address)
    title = steps.fresh("Shelters opened in six towns")
    planning.publish_news(sofia, title)
    mail = site.mail_to(address, title)
    reader.goto(mail.link("/end/"))
    steps.press(reader, "End it")
    assert "You get no more news" in steps.text_of(reader)
