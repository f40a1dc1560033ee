"""A letter of intent becomes a draft application with its words in it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from avow.answers import services as answers
from avow.applications.models import Application
from avow.applications.services.letters import hand_in_letter
from avow.applications.services.submitting import submit
from avow.interest.models import Interest
from avow.kernel.lifecycle import Refused
from tests.applications.making import filled
from tests.worlds import at

EARLY = at("2021-02-20 10:00")  # before applications open
APRIL = at("2021-04-05 10:00")
OVER = at("2022-04-05 10:00")
WORDS = "We intend to open twelve shelters."


def hand_in(forum, red, ana, gbv, now=EARLY, message=WORDS, upload=None):
    return hand_in_letter(
        forum, red, coalitions=[gbv], message=message, upload=upload, by=ana, now=now
    )


def test_the_letters_words_and_coalitions_stand_in_the_draft(forum, red, ana, gbv):
    draft = hand_in(forum, red, ana, gbv)
    assert draft.state == "draft"
    assert [link.coalition for link in draft.coalitions.all()] == [gbv]
    assert WORDS in answers.answers_of(draft.sheet).values()
    assert Interest.objects.get(kind="letter").state == "invited"


def test_its_file_stands_with_the_evidence(forum, red, ana, gbv):
    file = SimpleUploadedFile("letter.txt", b"We intend to open twelve shelters.")
    draft = hand_in(forum, red, ana, gbv, message="", upload=file)
    assert [one.name for one in draft.sheet.attachments.all()] == ["letter.txt"]


def test_twice_is_one_letter_and_one_draft(forum, red, ana, gbv):
    assert hand_in(forum, red, ana, gbv).pk == hand_in(forum, red, ana, gbv).pk
    assert Interest.objects.count() == 1


def test_the_interest_has_applied_when_the_draft_is_handed_in(forum, red, ana, gbv):
    draft = hand_in(forum, red, ana, gbv)
    values = filled(answers.definition_of(draft.sheet), (gbv.code,))
    answers.put(draft.sheet, values, by=ana, now=APRIL)
    submit(draft.pk, by=ana, now=APRIL)
    assert Interest.objects.get().state == "applied"


@pytest.mark.parametrize(
    "name,content,reason",
    [
        ("letter.pdf", b"<html>not a pdf</html>", "file_not_what_it_says"),
        ("letter.pdf", b"<script>alert(1)</script>", "file_not_what_it_says"),
        ("letter.exe", b"MZ", "file_kind"),
        ("letter.txt", b"", "file_empty"),
    ],
)
def test_a_wrong_file_changes_nothing(forum, red, ana, gbv, name, content, reason):
    with pytest.raises(Refused) as refused:
        hand_in(forum, red, ana, gbv, upload=SimpleUploadedFile(name, content))
    assert refused.value.reasons == (reason,)
    assert not Application.objects.exists()
    assert not Interest.objects.exists()


def test_neither_words_nor_file_is_no_letter(forum, red, ana, gbv):
    with pytest.raises(Refused) as refused:
        hand_in(forum, red, ana, gbv, message="  ")
    assert refused.value.reasons == ("letter_empty",)


def test_nobody_hands_a_letter_in_for_others_or_too_late(forum, red, ana, chidi, gbv):
    with pytest.raises(Refused) as refused:
        hand_in(forum, red, chidi, gbv)
    assert refused.value.forbidden
    with pytest.raises(Refused) as refused:
        hand_in(forum, red, ana, gbv, now=OVER)
    assert refused.value.reasons == ("applications_closed",)


def test_the_page_answers_with_the_closed_window_today(sign_in, ana, red, world):
    page = sign_in(ana).get("/en/generation-equality/apply/letter/")
    assert page.status_code == 200
    assert b'type="file"' not in page.content


def test_the_page_takes_a_letter_and_says_next_to_the_field_what_is_wrong(
    sign_in, ana, red, world, gbv
):
    window = world.window("applications")
    type(window).objects.filter(pk=window.pk).update(closes_at=at("2099-01-01 00:00"))
    browser = sign_in(ana)
    address = "/en/generation-equality/apply/letter/"
    sent = {"organisation": red.pk, "coalitions": [gbv.pk], "message": ""}
    empty = browser.post(address, sent)
    assert empty.status_code == 422
    assert b"Write what the letter says" in empty.content
    done = browser.post(address, {**sent, "message": WORDS})
    assert done.status_code == 302
    assert done.url == f"/en/generation-equality/apply/{Application.objects.get().pk}/"
