"""The applicant's pages: without JavaScript, with it, with two tabs, and after a lost session."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from avow.answers import services as answers
from avow.answers.models import Answer, Attachment, DisplacedText
from avow.applications.models import Application
from tests.applications.making import CODES, MORNING, draft, in_state, submitted
from tests.factories import make_organisation, represent
from tests.worlds import at

GBV = "gender_based_violence"
MOTIVATION = "motivation.motivation"
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def page(name, forum, *args, **kwargs):
    kwargs = {"forum": forum.slug} | kwargs
    return reverse(f"applications:{name}", kwargs=kwargs)


def fields_in(response):
    """Return what a browser would post back: the hidden and typed fields of the page's form."""
    html = response.content.decode()
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', html))
    texts = re.findall(
        r'<textarea id="[^"]+" name="([^"]+)"[^>]*>\n?(.*?)</textarea>', html, re.DOTALL
    )
    found |= dict(texts)
    return {name: value for name, value in found.items() if name != "csrfmiddlewaretoken"}


def motivation(application):
    return page("section", application.forum, pk=application.pk, section="motivation")


def text_of(application):
    row = Answer.objects.filter(sheet=application.sheet, key=MOTIVATION).first()
    return row.value if row else ""


def test_somebody_applies_from_the_first_page_to_the_confirmation(world, sign_in, clock, ana):
    browser, forum = sign_in(ana), world.forum
    red = world.organisation("red-de-mujeres")
    chosen = [world.coalition(code).pk for code in CODES]
    response = browser.post(page("start", forum), {"organisation": red.pk, "coalitions": chosen})
    application = Application.objects.get()
    assert response["Location"] == page("overview", forum, pk=application.pk)
    checked = browser.get(page("check", forum, pk=application.pk))
    assert b"things are missing" in checked.content
    assert f"#q-{GBV}-engagement-evidence".encode() in checked.content
    draft(world)  # fills the same draft
    response = browser.post(page("submit", forum, pk=application.pk))
    assert response["Location"] == page("received", forum, pk=application.pk)
    assert 'datetime="2021-05-03"' in browser.get(response["Location"]).content.decode()


def test_the_closed_form_says_when_it_was_open(world, sign_in, clock, ana):
    clock.now = at("2022-07-02 10:00")
    response = sign_in(ana).get(page("start", world.forum))
    assert "Applications are closed" in response.content.decode()
    assert "coalitions" not in response.context["form"].data


def test_all_questions_can_be_read_by_anybody_in_advance(world, client, clock):
    response = client.get(page("questions", world.forum))
    assert response.status_code == 200
    assert "How will you mobilise others?" in response.content.decode()


@pytest.mark.parametrize("name", ["overview", "check", "print", "coalitions"])
def test_each_page_opens(world, sign_in, clock, ana, name):
    application = draft(world)
    assert sign_in(ana).get(page(name, world.forum, pk=application.pk)).status_code == 200


def test_a_section_is_saved_whole_without_javascript(world, sign_in, clock, ana):
    application = draft(world, complete=False)
    browser, address = sign_in(ana), motivation(application)
    posted = fields_in(browser.get(address)) | {MOTIVATION: "Because cafe\u0301.", "next": "1"}
    response = browser.post(address, posted)
    assert response["Location"] == page("check", world.forum, pk=application.pk)
    assert text_of(application) == "Because caf\u00e9."


def test_two_tabs_are_shown_to_each_other_with_a_choice(world, sign_in, clock, ana, bea):
    application = draft(world, complete=False)
    address = motivation(application)
    one, two = sign_in(ana), sign_in(bea)
    first, second = fields_in(one.get(address)), fields_in(two.get(address))
    one.post(address, first | {MOTIVATION: "Ana wrote this"})
    response = two.post(address, second | {MOTIVATION: "Bea wrote that"})
    assert response.status_code == 409
    html = response.content.decode()
    assert "Ana wrote this" in html
    assert "Bea wrote that" in html
    assert text_of(application) == "Ana wrote this"
    again = fields_in(response)
    assert two.post(address, again).status_code == 409, (
        "saving again without a choice overwrites nothing"
    )
    assert text_of(application) == "Ana wrote this"
    assert two.post(address, again | {f"choose:{MOTIVATION}": "mine"}).status_code == 302
    assert text_of(application) == "Bea wrote that"


def test_taking_the_saved_answer_leaves_it_and_keeps_the_other_aside(
    world, sign_in, clock, ana, bea
):
    application = draft(world, complete=False)
    address = motivation(application)
    browser = sign_in(bea)
    old = fields_in(browser.get(address))
    sign_in(ana).post(address, old | {MOTIVATION: "Ana wrote this"})
    response = browser.post(address, old | {MOTIVATION: "Bea wrote that"})
    chosen = fields_in(response) | {f"choose:{MOTIVATION}": "theirs"}
    assert browser.post(address, chosen).status_code == 302
    assert text_of(application) == "Ana wrote this"
    assert DisplacedText.objects.get().value == "Bea wrote that"


def test_an_old_tab_does_not_undo_what_it_never_touched(world, sign_in, clock, ana, bea):
    application = draft(world)
    address = motivation(application)
    old = fields_in(sign_in(bea).get(address))
    sign_in(ana).post(address, fields_in(sign_in(ana).get(address)) | {MOTIVATION: "Newer"})
    assert sign_in(bea).post(address, old).status_code == 302
    assert text_of(application) == "Newer"


def test_autosave_keeps_one_field_and_counts_its_version(world, sign_in, clock, ana):
    application = draft(world, complete=False)
    address = page("autosave", world.forum, pk=application.pk)
    browser = sign_in(ana)
    posted = {"field": f"{GBV}:engagement.evidence", "value": "Since 2004", "version": "0"}
    response = browser.post(address, posted)
    assert response.json() == {"saved_at": MORNING.isoformat(), "version": 1}
    conflict = browser.post(address, posted | {"value": "Since 2005"})
    assert conflict.status_code == 409
    told = conflict.json()
    assert (told["conflict"], told["theirs"], told["version"]) == (True, "Since 2004", 1)
    assert told["saved_by"] == "Ana Morales"
    assert "Since 2005" in told["html"]


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"field": "no.such", "value": "x", "version": "0"}, 404),
        ({"field": f"climate_justice:{MOTIVATION}", "value": "x", "version": "0"}, 404),
        ({"field": "bodily_autonomy:engagement.evidence", "value": "x", "version": "0"}, 404),
        ({"field": MOTIVATION, "value": "x" * 30000, "version": "0"}, 422),
        ({}, 404),
    ],
)
def test_autosave_says_what_is_wrong(world, sign_in, clock, ana, fields, status):
    application = draft(world, complete=False)
    response = sign_in(ana).post(page("autosave", world.forum, pk=application.pk), fields)
    assert response.status_code == status


def test_autosave_tells_a_lost_session_from_everything_else(world, client, clock):
    application = draft(world)
    address = page("autosave", world.forum, pk=application.pk)
    response = client.post(
        address, {"field": MOTIVATION, "value": "x"}, headers={"X-Requested-With": "fetch"}
    )
    assert response.status_code == 401


def test_what_was_posted_after_the_session_was_lost_comes_back_after_signing_in(
    world, client, sign_in, clock, ana
):
    application = draft(world, complete=False)
    address = motivation(application)
    fields = fields_in(sign_in(ana).get(address))
    client.post(address, fields | {MOTIVATION: "Typed in the train"})
    assert text_of(application) == ""
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(address)
    html = response.content.decode()
    assert "We kept what you had typed" in html
    assert fields_in(response)[MOTIVATION] == "Typed in the train"
    client.post(address, fields_in(response))
    assert text_of(application) == "Typed in the train"
    assert "We kept what you had typed" not in client.get(address).content.decode()


def test_nobody_else_gets_what_was_typed(world, client, clock, chidi):
    application = draft(world, complete=False)
    client.post(motivation(application), {f"version:{MOTIVATION}": "0", MOTIVATION: "Secret"})
    client.force_login(chidi, backend="allauth.account.auth_backends.AuthenticationBackend")
    response = client.get(motivation(application))
    assert response.status_code == 404
    assert "Secret" not in response.content.decode()


def test_text_typed_into_an_application_handed_in_meanwhile_is_shown_not_saved(
    world, sign_in, clock, ana
):
    application = submitted(world)
    posted = {f"version:{MOTIVATION}": "1", MOTIVATION: "Too late"}
    response = sign_in(ana).post(motivation(application), posted)
    assert response.status_code == 409
    assert "Too late" in response.content.decode()
    assert text_of(application) == "Words on motivation."


def test_a_file_is_kept_and_leaves_as_a_download_only(
    world, sign_in, clock, ana, sofia, dina, chidi
):
    application = draft(world)
    browser = sign_in(ana)
    address = page(
        "section_in", world.forum, pk=application.pk, section="engagement", coalition=GBV
    )
    name = f"{GBV}:engagement.evidence_files"
    upload = SimpleUploadedFile("../Évidence <1>.PDF", PDF)
    browser.post(address, fields_in(browser.get(address)) | {name: upload})
    row = Attachment.objects.get()
    assert row.name == "Évidence 1 .pdf"
    link = page("file", world.forum, pk=application.pk, file=row.pk)
    response = browser.get(link)
    assert b"".join(response.streaming_content) == PDF
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment")
    assert sign_in(chidi).get(link).status_code == 404
    assert sign_in(sofia).get(link).status_code == 404, "a draft is nobody else's business"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("page.html", b"<script>", "Files of this kind cannot be taken"),
        ("letter.pdf", b"MZ\x90\x00not a pdf at all", "does not fit its name"),
        ("photo.png", b"GIF89a" + b"0" * 50, "does not fit its name"),
        ("empty.pdf", b"", "empty"),
    ],
)
def test_a_wrong_file_is_refused_in_words_and_the_text_beside_it_is_kept(
    world, sign_in, clock, ana, name, content, words
):
    application = draft(world, complete=False)
    browser = sign_in(ana)
    address = page(
        "section_in", world.forum, pk=application.pk, section="engagement", coalition=GBV
    )
    text, files = f"{GBV}:engagement.evidence", f"{GBV}:engagement.evidence_files"
    posted = fields_in(browser.get(address)) | {text: "Kept", files: upload_of(name, content)}
    response = browser.post(address, posted)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert answers.answers_of(application.sheet)[GBV, "engagement.evidence"] == "Kept"


def upload_of(name, content):
    file = io.BytesIO(content)
    file.name = name
    return file


def test_a_forged_number_is_a_page_that_does_not_exist(world, sign_in, clock, chidi):
    application = draft(world)
    browser = sign_in(chidi)
    for name in ("overview", "check", "print", "coalitions", "clarification", "received"):
        assert browser.get(page(name, world.forum, pk=application.pk)).status_code == 404
    assert browser.get(motivation(application)).status_code == 404
    assert browser.post(motivation(application), {}).status_code == 404
    assert browser.post(page("autosave", world.forum, pk=application.pk), {}).status_code == 404


def test_a_section_or_coalition_the_application_lacks_is_a_404(world, sign_in, clock, ana):
    application = draft(world)
    browser = sign_in(ana)
    for kwargs in ({"section": "nowhere"}, {"section": "engagement"}):
        assert (
            browser.get(page("section", world.forum, pk=application.pk, **kwargs)).status_code
            == 404
        )
    other = {"section": "engagement", "coalition": "climate_justice"}
    assert (
        browser.get(page("section_in", world.forum, pk=application.pk, **other)).status_code == 404
    )


def test_a_double_click_ends_on_the_same_confirmation(world, sign_in, clock, ana):
    application = draft(world)
    browser, address = sign_in(ana), page("submit", world.forum, pk=application.pk)
    assert browser.post(address).status_code == 302
    again = browser.post(address)
    assert again.status_code == 409
    assert "You hear from us by" in again.content.decode()


def test_nothing_of_a_decision_shows_before_it_is_told(world, sign_in, clock, ana):
    browser = sign_in(ana)
    reviewed = in_state(world, "in_review")
    address = page("overview", world.forum, pk=reviewed.pk)
    before = without_tokens(browser.get(address))
    for link in reviewed.coalitions.all():
        link.case.state, link.case.decided_at = "declined", MORNING
        link.case.reason = "Not enough."
        link.case.save()
    from avow.applications.services.moving import move

    move(reviewed.pk, "close", by=None, now=MORNING)
    assert without_tokens(browser.get(address)) == before


def without_tokens(response):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", response.content.decode())


def test_the_secretariats_question_is_answered_with_changed_answers(world, sign_in, clock, ana):
    application = in_state(world, "clarification")
    browser = sign_in(ana)
    address = page("clarification", world.forum, pk=application.pk)
    assert "Who works with you?" in browser.get(address).content.decode()
    assert browser.post(address, {"text": " "}).status_code == 422
    assert browser.post(address, {"text": "Lagos."}).status_code == 302
    application.refresh_from_db()
    assert application.state == "screening"


def test_a_coalitions_question_is_answered_from_ones_own_pages(
    world, sign_in, clock, ana, dina, chidi
):
    from avow.review.services import ask

    application = in_state(world, "in_review")
    case = application.coalitions.get(coalition__code=GBV).case
    asked = ask(case.pk, question="How many?", by=dina, now=MORNING)
    browser = sign_in(ana)
    home = browser.get(reverse("my:home", kwargs={"forum": world.forum.slug}))
    address = reverse("my:clarification", kwargs={"forum": world.forum.slug, "pk": asked.pk})
    assert address in home.content.decode()
    assert sign_in(chidi).post(address, {"text": "Forty."}).status_code == 404
    assert browser.post(address, {"text": "Forty."}).status_code == 302
    case.refresh_from_db()
    assert case.state == "validation"


@pytest.mark.parametrize("count", [1, 30])
def test_ones_own_pages_cost_the_same_for_one_and_for_many(
    world, sign_in, clock, ana, django_assert_num_queries, count
):
    for number in range(count):
        organisation = make_organisation(f"House {number}")
        represent(ana, organisation)
        draft(world, organisation, by=ana, complete=False)
    browser = sign_in(ana)
    address = reverse("my:home", kwargs={"forum": world.forum.slug})
    with django_assert_num_queries(17):
        assert browser.get(address).status_code == 200
