"""In French and on a phone: the visitor's way, and the first steps of a representative."""

from tests.journeys import steps

PHONE = 360


def test_une_visiteuse_manifeste_son_interet_sur_son_telephone(person, site):
    name = steps.fresh("Réseau des Collines")
    address = f"{name.split()[-1]}@example.org"
    page = person(language="fr", width=PHONE)
    steps.open_page(page, "join/", "fr")
    page.fill("[name=organisation_name]", name)
    page.fill("[name=email]", address)
    page.check("[name=coalitions][value=climate_justice]")
    with page.expect_navigation():
        page.locator("main form button:not([name])").last.click()
    assert address in steps.text_of(page)
    mail = site.mail_to(address)
    assert name in mail.text
    assert "Bonjour" in mail.text
    page.goto(mail.link("/fr/generation-equality/join/confirm/"))
    steps.press(page, "Confirmer")
    assert steps.heading(page).startswith("Merci")


def test_une_visiteuse_cherche_et_lit_un_engagement_sur_son_telephone(person):
    page = person(language="fr", width=PHONE)
    steps.open_page(page, "commitments/", "fr")
    page.locator("main").get_by_role("link", name="Filtres").click()
    page.check("#coalition-climate_justice")
    page.locator("ul.chips").get_by_text("justice climatique").wait_for()
    title = page.locator("ul.hits h2 a").first
    words = title.inner_text()
    title.click()
    page.wait_for_url("**/commitments/*/")
    assert steps.heading(page) == words


def test_une_representante_trouve_ou_en_est_sa_candidature(person):
    awa = person("awa", language="fr", width=PHONE)
    steps.open_page(awa, "my/", "fr")
    assert steps.heading(awa) == "Vos pages"
    steps.follow(awa, "Collectif Baobab")
    assert "Justice et droits économiques" in steps.text_of(awa)
    steps.follow(awa, "Lire ou imprimer vos réponses")
    assert "Collectif Baobab" in steps.text_of(awa)
