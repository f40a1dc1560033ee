"""Guidance on pages: beside the text while it is written, the same for reviewers, open to all."""

import pytest
from django.urls import reverse

from avow.commitments import services
from avow.commitments.advising import board_of, written_in_draft, written_in_revision
from avow.commitments.drafting import draft_of
from tests.commitments.conftest import LATER, MORNING, change

pytestmark = pytest.mark.django_db
PATH = "/en/generation-equality/"
STRONG = (
    "By December 2025 we double the number of shelters from 12 to 24 in all 32 states, together "
    "with the network of survivors, and train 300 trainers; 4 million USD pay for it."
)


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: MORNING)


def beside(client, commitment, **headers):
    return client.get(f"{PATH}my/commitments/{commitment.ref}/guidance/", headers=headers)


def test_the_guidance_stands_beside_every_section_without_javascript(sign_in, ana, write):
    commitment = write()
    page = sign_in(ana).get(f"{PATH}my/commitments/{commitment.ref}/what/").content.decode()
    assert page.count('class="advice advice-') == 5
    assert 'id="guidance-said"' in page
    assert "Twelve shelters" in page


def test_what_is_renewed_while_typing_is_what_the_server_finds_in_the_saved_text(
    sign_in, ana, write
):
    commitment = write()
    client = sign_in(ana)
    before = beside(client, commitment, hx_request="true").content.decode()
    change(commitment, ana, "summary", STRONG)
    after = beside(client, commitment, hx_request="true").content.decode()
    met = board_of(written_in_draft(draft_of(commitment))).met
    assert f"{met} of 5 criteria met" in after
    assert "2025" in after
    assert before != after
    assert "<html" not in after
    assert 'hx-swap-oob="innerHTML"' in after


def test_a_draft_and_the_revision_made_of_it_are_judged_alike(write, ana, maker):
    commitment = write(summary=STRONG)
    draft = board_of(written_in_draft(draft_of(commitment)))
    services.submit(commitment, ana, LATER)
    commitment.refresh_from_db()
    revision = board_of(written_in_revision(commitment.current))
    assert [(one.code, one.is_met) for one in draft.advice] == [
        (one.code, one.is_met) for one in revision.advice
    ]


def test_the_check_page_opens_what_is_not_met_with_the_way_to_mend_it(sign_in, ana, write):
    commitment = write(title="Something", summary="", beneficiaries="")
    page = sign_in(ana).get(f"{PATH}my/commitments/{commitment.ref}/check/").content.decode()
    assert f"/my/commitments/{commitment.ref}/partner/" in page
    assert "<details" in page
    assert 'id="advice-partnership" open' in page


def test_the_secretariat_sees_the_same_findings_beside_the_text(sign_in, sofia, submitted):
    page = sign_in(sofia).get(f"{PATH}desk/commitments/{submitted.ref}/").content.decode()
    board = board_of(written_in_revision(submitted.current))
    assert f"{board.met} of 5 criteria met" in page
    assert "Write it" not in page


def test_names_that_a_reviewer_may_not_see_are_not_quoted(submitted):
    board = board_of(written_in_revision(submitted.current), lambda text: text.replace("a", "▮"))
    quoted = [q.words for one in board.advice for sign in one.signs for q in sign.quotations]
    assert quoted
    assert not any("a" in words for words in quoted)


def test_strangers_do_not_find_the_guidance_of_a_draft(sign_in, chidi, write):
    assert beside(sign_in(chidi), write()).status_code == 404


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_everybody_reads_the_rules(client, forum, language):
    response = client.get(f"/{language}/generation-equality/guidance/")
    assert response.status_code == 200
    assert response.content.decode().count("<table") == 5


def test_anybody_tries_the_rules_on_a_text(client, forum):
    address = reverse("commitments:guidance_rules", args=["generation-equality"])
    page = client.post(address, {"text": STRONG, "language": "en"}).content.decode()
    assert "criteria met" in page
    assert STRONG in page.replace("&#x27;", "'")


@pytest.mark.parametrize(
    "sent",
    [
        {"text": "", "language": "en"},
        {"text": "x" * 3001, "language": "en"},
        {"text": "We help", "language": "tlh"},
    ],
)
def test_a_text_that_cannot_be_looked_at_is_kept_and_explained(client, forum, sent):
    response = client.post(f"{PATH}guidance/", sent)
    assert response.status_code == 422
    assert 'role="alert"' in response.content.decode()


def test_what_was_typed_to_do_harm_is_shown_as_words(client, forum):
    sent = {"text": "<script>alert(1)</script> 400 women by 2030", "language": "en"}
    page = client.post(f"{PATH}guidance/", sent).content.decode()
    assert "<script>alert(1)" not in page
