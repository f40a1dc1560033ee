"""A maker brings in others: its link, the consent of who follows it, and the number that it is told."""

from tests.journeys import planning, steps

WHOSE = "Harbour Law Centre"


def link_of(page):
    """Make the personal link of the organisation; made already, it is the same."""
    steps.open_page(page, "my/invitations/")
    with page.expect_navigation():
        page.locator("section[aria-labelledby=make] form button").click()
    return page.locator("main input[readonly]").first.input_value()


def told(page):
    """Return the numbers that the organisation is told, by their words."""
    steps.open_page(page, "my/invitations/")
    return {
        one.locator("dt").inner_text().strip(): int(one.locator("dd").inner_text())
        for one in page.locator("main section").first.locator(".stat").all()
    }


def grown(before, after):
    """Return which numbers have grown, and by how much."""
    found = {words: after[words] - before.get(words, 0) for words in after}
    return {words: more for words, more in found.items() if more}


def register(visitor, site, name):
    """Register for the event to come, and follow the mailed link."""
    steps.open_page(visitor, "events/spring-gathering/")
    steps.follow(visitor, "Register")
    steps.write(visitor, "E-mail address", steps.address_of(name))
    steps.write(visitor, "Your name", name)
    planning.send(visitor)
    planning.confirm(visitor, site, steps.address_of(name))


def test_whoever_follows_the_link_and_agrees_is_counted_and_the_maker_sees_how_many(person, site):
    joyce = person("joyce")
    address = link_of(joyce)
    before = told(joyce)
    visitor, name = person(width=360), steps.fresh("Wanja")
    visitor.goto(address)
    assert WHOSE in steps.heading(visitor)
    assert "never your name" in steps.text_of(visitor)
    agree = visitor.get_by_role("checkbox")
    assert not agree.is_checked()  # nobody is counted who did not say so
    agree.check()
    steps.press(visitor, "Go on to the forum")
    assert "is counted" in visitor.locator("body").inner_text()
    assert told(joyce) == before  # following the link alone is nothing yet

    register(visitor, site, name)
    assert grown(before, told(joyce)) == {"people came": 1, "Registered for an event": 1}

    steps.open_page(visitor, "join/")
    steps.write(visitor, "Name of your organisation", steps.fresh("Wanja's circle"))
    steps.write(visitor, "E-mail address", steps.address_of(name))
    steps.press(visitor, "Send")
    visitor.goto(site.mail_to(steps.address_of(name), "your interest").link("/join/confirm/"))
    steps.press(visitor, "Confirm")
    after = grown(before, told(joyce))
    assert after == {"people came": 1, "Registered for an event": 1, "Registered interest": 1}
    assert name not in steps.text_of(joyce)
    assert steps.address_of(name) not in joyce.content()

    anybody = person()
    steps.open_page(anybody, "organisations/harbour-law-centre/")
    assert "came by its invitation" in steps.text_of(anybody)
    assert name not in steps.text_of(anybody)


def test_whoever_follows_the_link_and_does_not_agree_is_not_counted(person, site):
    joyce, visitor, name = person("joyce"), person(), steps.fresh("Achieng")
    visitor.goto(link_of(joyce))
    before = told(joyce)
    steps.press(visitor, "Go on to the forum")
    register(visitor, site, name)
    assert told(joyce) == before


def test_a_link_that_was_closed_invites_nobody(person):
    joyce, visitor = person("joyce"), person()
    address = link_of(joyce)
    assert visitor.goto(address).status == 200
    steps.open_page(joyce, "my/invitations/")
    steps.press(joyce, "Close this link")
    assert visitor.goto(address).status == 404
    assert link_of(joyce) != address
