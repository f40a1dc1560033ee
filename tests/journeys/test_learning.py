"""A practice goes from the desk to its maker and to everybody; two makers say yes and meet."""

from tests.journeys import steps
from tests.journeys.axe import violations


def test_a_practice_is_public_once_its_maker_agreed(person):
    title = steps.fresh("Let them draw the way")
    desk = person("sofia", bypass_csp=True)
    steps.open_page(desk, "desk/practices/")
    desk.get_by_role("row").filter(has_text="Harbour Law").get_by_role("link").first.click()
    steps.press(desk, "Edit it again")
    assert "As its maker wrote it" in steps.text_of(desk)
    steps.write(desk, "Title", title)
    assert violations(desk) == []
    steps.press(desk, "Save and ask its maker")
    assert "Its maker is asked." in steps.text_of(desk)

    joyce = person("joyce", width=360, bypass_csp=True)
    steps.open_page(joyce, "my/practices/")
    steps.follow(joyce, title)
    assert "As you wrote it in your report" in steps.text_of(joyce)
    assert violations(joyce) == []
    assert joyce.evaluate("document.documentElement.scrollWidth") <= 360
    steps.press(joyce, "Agree")
    assert "You agreed." in steps.text_of(joyce)

    desk.reload()
    steps.unfold(desk, "Publish")
    steps.press(desk, "Publish")
    visitor = person(width=360, bypass_csp=True)
    steps.open_page(visitor, "practices/")
    assert violations(visitor) == []
    steps.follow(visitor, title)
    assert steps.heading(visitor) == title
    assert violations(visitor) == []
    assert visitor.evaluate("document.documentElement.scrollWidth") <= 360


def test_two_makers_say_yes_and_see_each_other(person):
    words = steps.fresh("Who can train midwives")
    joyce, dina = (person(name, width=360, bypass_csp=True) for name in ("joyce", "dina"))
    steps.open_page(dina, "my/help/")
    assert violations(dina) == []
    dina.get_by_role("link").filter(has_text="Our interpreters").first.click()
    if "Would you like" in steps.text_of(dina) and dina.get_by_text("Yes, introduce us").count():
        assert "Harbour Law" not in steps.text_of(dina)
        assert violations(dina) == []
        steps.press(dina, "Yes, introduce us")
        steps.open_page(joyce, "my/help/")
        joyce.get_by_role("link").filter(has_text="We look for interpreters").first.click()
        assert "Dina" not in steps.text_of(joyce)
        steps.press(joyce, "Yes, introduce us")
        assert "dina@example.org" in steps.text_of(joyce)
        dina.reload()
    assert "Harbour Law" in steps.text_of(dina)
    assert "joyce@example.org" in steps.text_of(dina)

    # She asks for something else; the form keeps what was typed where something is missing.
    steps.open_page(joyce, "my/help/")
    steps.follow(joyce, "Ask for help")
    steps.write(joyce, "Which help?", words)
    steps.press(joyce, "Ask for help")
    assert words in steps.typed(joyce)
    assert violations(joyce) == []
    joyce.get_by_role("checkbox").first.check()
    steps.press(joyce, "Ask for help")
    assert words in steps.text_of(joyce)
