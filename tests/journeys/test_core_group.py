"""The Core Group: reads what the Champions are for, and objects with a reason while there is time."""

from tests.journeys import deciding, steps


def test_the_core_group_reads_the_votes_and_objects_and_the_secretariat_sees_it(person):
    walter = person("walter")
    steps.open_page(walter, "core-group/")
    row = walter.locator("main tbody tr").first
    with walter.expect_navigation():
        row.locator("th a").click()
    assert "How the Champions voted" in steps.text_of(walter)
    name = steps.heading(walter)
    walter.fill("#reason", "The same work is paid by another fund; please look again.")
    steps.press(walter, "Object")
    assert walter.locator("#reason").count() == 0

    sofia = person("sofia")
    steps.open_page(sofia, "desk/cases/?state=objection")
    assert name in steps.text_of(sofia) or sofia.locator("main tbody tr").count() > 1


def test_an_objection_is_made_once_and_its_answer_stands_on_the_page(person, site):
    sofia = person("sofia")
    name = "Réseau Tambour"
    deciding.answer_objection(sofia, name, "Application", "The other fund ended in May.")
    vera = person("vera")
    deciding.find_case(vera, "core-group", name)
    assert "The other fund ended in May." in steps.text_of(vera)
    assert vera.locator("#reason").count() == 0
    # Véra raised it and reads French.
    assert site.mail_to("vera@example.org", "Tambour")
