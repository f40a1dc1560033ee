"""The story that all the rest serves: from "we are interested" to a published commitment."""

from tests.journeys import applying, deciding, steps

WORDS = (
    "Since 2012 we run shelters in four towns. In 2019 the courts of two provinces asked us to "
    "train their clerks; 212 of them took part, and half of them train others now. "
)
MORE_WORDS = "What we learned is written down in a handbook that any court may use."
NO = "The target cannot be measured as it is written."


def test_an_organisation_comes_from_signing_up_to_the_public_directory(person, site):
    name = steps.fresh("Courts for Women")
    title = steps.fresh("Six hundred judges trained")
    email = steps.address_of(name)
    zoe = person()
    applying.sign_up(zoe, site, email)
    applying.add_organisation(zoe, name)

    # Two coalitions; half-way the session is lost, and not a word with it.
    application = applying.begin_application(zoe, "Gender-based violence", "Economic justice")
    steps.open_page(zoe, application)
    steps.follow(zoe, "Go on writing")
    steps.write(zoe, "Your evidence of engagement", WORDS)
    steps.wait_until_saved(zoe)
    zoe.context.clear_cookies(name="sessionid")
    steps.write(zoe, "Your evidence of engagement", WORDS + MORE_WORDS)
    steps.press(zoe, "Save and continue")
    assert MORE_WORDS in steps.typed(zoe)
    applying.sign_in_beside(zoe, email)
    steps.press(zoe, "Send it again")
    steps.open_page(zoe, application + "engagement/gender_based_violence/")
    assert steps.field(zoe, "Your evidence of engagement").input_value() == WORDS + MORE_WORDS

    # She goes on, sees what is missing, writes a commitment for both, and hands in.
    steps.open_page(zoe, application + "check/")
    assert "things are missing" in steps.text_of(zoe)
    steps.open_page(zoe, application)
    steps.follow(zoe, "Go on writing")
    applying.fill_in_the_rest(zoe)
    ref = applying.write_commitment(zoe, application, title, "GBV-1", "EJR-1")
    steps.open_page(zoe, application + "check/")
    assert "Nothing is missing" in steps.text_of(zoe)
    steps.press(zoe, "Hand in the application")
    assert steps.heading(zoe) == "Your application has arrived"
    assert name in site.mail_to(email, "received").text

    # The secretariat takes it up, asks, and is answered.
    sofia = person("sofia")
    deciding.find_at_desk(sofia, name)
    steps.press(sofia, "Begin screening")
    deciding.ask_the_applicant(sofia, "Which courts take part, and until when?")
    assert "Which courts" in site.mail_to(email, "question").text
    steps.open_page(zoe, application)
    steps.follow(zoe, "Answer")
    steps.write(zoe, "Your answer", "Those of four provinces, until 2026.")
    steps.press(zoe, "Send the answer")
    deciding.find_at_desk(sofia, name)
    assert "Those of four provinces" in steps.text_of(sofia)
    deciding.fill_the_checklist(sofia)
    steps.press(sofia, "Pass to the coalitions")

    # Gender-based violence: one Champion keeps out and sees nothing; two are for it.
    dina = person("dina")
    deciding.find_case(dina, "champions", name)
    steps.unfold(dina, "Declare an interest")
    dina.fill("#interest", "I sat on their board until last year.")
    steps.press(dina, "Keep out of this case")
    for who in ("emre", "farah"):
        deciding.vote(
            person(who), name, "Approve", f"Clear and carried by its members, says {who}."
        )
    deciding.find_case(dina, "champions", name)
    assert "You keep out of this case" in steps.text_of(dina)
    assert "says emre" not in steps.text_of(dina)
    assert dina.locator("input[type=radio]").count() == 0

    # Economic justice: a majority is against, and says why.
    for who in ("gita", "hugo"):
        deciding.vote(person(who), name, "Reject", NO)

    # The Core Group objects to both and is overruled with a written reason.
    vera = person("vera")
    for about in ("Application", "Commitment"):
        deciding.object_to(vera, name, about, "Another fund promised the same; please look again.")
        deciding.answer_objection(sofia, name, about, "The other fund ended in May; we asked it.")

    # The applicant knows nothing yet; then the outcome is prepared, looked at and released.
    steps.open_page(zoe, application)
    assert "accepted" not in steps.text_of(zoe).lower()
    deciding.find_at_desk(sofia, name)
    steps.follow(sofia, "Prepare the outcome")
    for reason in sofia.locator("textarea[name^=reason-]").all():
        reason.fill("The Champions thank you; a target that can be measured opens the door.")
    steps.write(sofia, "Message", "Thank you for your patience.")
    steps.press(sofia, "Keep and show the mails")
    assert "Thank you for your patience." in sofia.locator(".desk-letter").first.inner_text()
    steps.press_and_agree(sofia, "Release")
    assert "Thank you for your patience." in site.mail_to(email, "accepted in 1 of 2").text
    steps.open_page(zoe, application)
    assert "accepted in 1 of 2 coalitions" in steps.text_of(zoe).lower()

    # What was accepted is published: found by search, shown with its history, in the data.
    steps.open_page(sofia, f"desk/commitments/{ref}/")
    steps.press(sofia, "Publish")
    visitor = person()
    steps.open_page(visitor, "commitments/")
    steps.write(visitor, "Search in titles and texts", title)
    visitor.get_by_role("button", name="Search").click()
    visitor.locator("ul.hits").get_by_role("link", name=title).click()
    visitor.wait_for_url(f"**/commitments/{ref}/")
    assert "Gender-based violence" in steps.text_of(visitor)
    assert "Economic justice" not in steps.text_of(visitor)
    steps.follow(visitor, "History and differences")
    assert "Revision 1" in steps.text_of(visitor)
    rows = steps.read_csv(visitor, "/en/generation-equality/commitments.csv")
    [row] = [row for row in rows if row["ref"] == ref]
    assert (row["title"], row["organisation"]) == (title, name)
    assert row["coalition"] == "gender_based_violence"
    site.avow("verify")
