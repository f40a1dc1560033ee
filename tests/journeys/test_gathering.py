"""An event from a phone, the public conversation, and news by mail."""

from tests.journeys import planning, steps


def test_somebody_registers_from_a_phone_gives_the_code_and_the_makers_page_says_so(person, site):
    sofia, joyce = person("sofia"), person("joyce", width=360)
    title = steps.fresh("Evening of the coalitions")
    planning.hold_event(site, title)
    steps.open_page(joyce, "events/")
    steps.follow(joyce, title)
    event = joyce.url
    wide = joyce.evaluate("document.documentElement.scrollWidth")
    assert wide <= 360
    calendar = joyce.request.get(event.rstrip("/") + ".ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert title in calendar.text().replace("\r\n ", "")
    steps.follow(joyce, "Register")
    planning.send(joyce)
    assert "Your ticket" in steps.heading(joyce)
    sofia.goto(event.replace("/events/", "/desk/events/") + "code/")
    code = sofia.locator("main code").inner_text().strip()
    joyce.goto(event + "attend/")
    steps.write(joyce, "Code", "WRONG9")
    planning.send(joyce)
    assert steps.field(joyce, "Code").input_value() == "WRONG9"
    steps.write(joyce, "Code", f" {code.lower()} ")
    planning.send(joyce)
    assert "You were there" in steps.text_of(joyce)
    planning.end_event(site, title)
    visitor = person()
    steps.open_page(visitor, "organisations/harbour-law-centre/")
    panel = visitor.locator("main li").filter(has_text=title).inner_text()
    assert "was there" in panel
    assert "was not there" not in panel


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
