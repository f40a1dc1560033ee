"""A draft begun from a letter of intent holds what the letter said."""

from django.core.files.uploadedfile import SimpleUploadedFile

from avow.answers import services as answers
from avow.applications.services import starting
from avow.interest.models import Interest
from tests.applications.making import MORNING

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def letter_of(red, forum, gbv, **fields):
    interest = Interest.objects.create(
        forum=forum,
        kind="letter",
        state="invited",
        email="ana@example.org",
        organisation_name=red.name,
        folded_name=red.folded_name,
        organisation=red,
        message="We work on shelters since 2004.",
        received_at=MORNING,
        invited_at=MORNING,
        **fields,
    )
    interest.coalitions.set([gbv])
    return interest


def test_text_file_and_coalitions_of_the_letter_are_in_the_draft(forum, red, ana, gbv):
    file = SimpleUploadedFile("letter.pdf", PDF)
    interest = letter_of(red, forum, gbv, letter=file, letter_name="Carta.pdf")
    application = starting.start(forum, red, [], by=ana, now=MORNING)
    values = answers.answers_of(application.sheet)
    assert values["", "motivation.motivation"] == "We work on shelters since 2004."
    assert values[gbv.code, "engagement.evidence_files"] == ["Carta.pdf"]
    assert list(application.coalitions.values_list("coalition__code", flat=True)) == [gbv.code]
    interest.refresh_from_db()
    assert (application.interest, interest.state) == (interest, "applied")


def test_a_letter_of_a_kind_the_form_does_not_take_stays_with_the_interest(forum, red, ana, gbv):
    file = SimpleUploadedFile("letter.doc", b"\xd0\xcf\x11\xe0 old word")
    letter_of(red, forum, gbv, letter=file, letter_name="letter.doc")
    application = starting.start(forum, red, [], by=ana, now=MORNING)
    assert not application.sheet.attachments.exists()
