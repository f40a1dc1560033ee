"""The story that all the rest serves: from "we are interested" to a published commitment."""

from datetime import UTC, datetime, timedelta

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
    applying.sign_in_again(zoe, email)
    assert "We kept what you had typed" in steps.text_of(zoe)
    assert steps.field(zoe, "Your evidence of engagement").input_value() == WORDS + MORE_WORDS

    # She goes on, sees what is missing, writes a commitment for both, and hands in.
    steps.open_page(zoe, application + "check/")
    assert "things are missing" in steps.text_of(zoe)
    steps.open_page(zoe, application)
    steps.follow(zoe, "Go on writing")
    applying.fill_in_the_rest(zoe)
    ref = applying.write_commitment(zoe, application, title, "Conventions and laws", "A care economy")
    steps.open_page(zoe, application + "check/")
    assert "Nothing is missing" in steps.text_of(zoe)
    steps.press(zoe, "Hand in the application")
    assert steps.heading(zoe) == "Your application has arrived"
    assert name in site.mail_to(email, "arrived").text
