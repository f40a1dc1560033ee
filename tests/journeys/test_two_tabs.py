"""Two tabs of one section, and a finger that presses twice."""

from tests.journeys import applying, steps

EVIDENCE = "Your evidence of engagement"


def draft(person, site, name):
    """Sign up, bring an organisation and begin an application; return the browser and the address."""
    page = person()
    applying.sign_up(page, site, steps.address_of(name))
    applying.add_organisation(page, name)
    return page, applying.begin_application(page, "Gender-based violence")


def test_two_tabs_of_one_section_show_both_texts_and_overwrite_nothing(person, site):
    one, application = draft(person, site, steps.fresh("Two Tabs"))
    section = application + "engagement/gender_based_violence/"
    steps.open_page(one, section)
    other = one.context.new_page()
    steps.open_page(other, section)

    steps.write(one, EVIDENCE, "What the first tab says.")
    steps.wait_until_saved(one)
    steps.write(other, EVIDENCE, "What the second tab says.")
    both = other.locator(".conflict")
    both.wait_for()
    assert "What the first tab says." in both.inner_text()
    assert "What the second tab says." in both.inner_text()

    # Nothing is overwritten until somebody has chosen; saving the whole page asks the same.
    steps.press(other, "Save")
    assert "Some answers were changed elsewhere" in steps.text_of(other)
    one.reload()
    assert steps.field(one, EVIDENCE).input_value() == "What the first tab says."
    other.get_by_label("Mine, as it is in the field now").check()
    steps.press(other, "Save")
    one.reload()
    assert steps.field(one, EVIDENCE).input_value() == "What the second tab says."


def test_a_double_click_on_handing_in_ends_in_one_application(person, site):
    name = steps.fresh("Double Click")
    page, application = draft(person, site, name)
    steps.open_page(page, application + "engagement/gender_based_violence/")
    applying.fill_in_the_rest(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Hand in the application").dblclick()
    page.wait_for_url("**/received/")
    assert steps.heading(page) == "Your application has arrived"

    sofia = person("sofia")
    steps.open_page(sofia, f"desk/applications/?q={name}")
    assert sofia.locator("main tbody tr").count() == 1


def test_a_page_whose_cookies_are_gone_still_shows_every_word(person, site):
    page, application = draft(person, site, steps.fresh("Lost Cookies"))
    steps.open_page(page, application + "engagement/gender_based_violence/")
    page.context.clear_cookies()
    steps.write(page, EVIDENCE, "Words that must not be lost.")
    steps.press(page, "Save")
    assert "Words that must not be lost." in steps.typed(page)
