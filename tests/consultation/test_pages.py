"""The pages of a consultation."""

from io import BytesIO

import openpyxl
import pytest
from django.utils import timezone

from avow.blueprints.models import Blueprint, Version, VersionSection
from avow.consultation import context as shown
from avow.consultation.models import Comment, Consultation
from avow.forums.models import Window
from avow.jobs.models import Job
from avow.jobs.services import run
from avow.moderation.models import PublicText
from avow.moderation.services import deciding
from avow.participants.models import Participant
from avow.participants.spam import stamp
from tests.blueprints import kit as plans
from tests.consultation.kit import DURING, LATER, draft, key_of, next_version, say
from tests.consultation.test_consulting import QUOTE, place_all, reply
from tests.participants.kit import follow_link, known, token_of

READ = "/en/generation-equality/coalitions/gender-based-violence/blueprint/versions/1/"
NEXT = READ.replace("/1/", "/2/")
CHAMPIONS = "/en/generation-equality/champions/consultation/gender-based-violence/"
DESK = "/en/generation-equality/desk/consultation/"


@pytest.fixture(autouse=True)
def during(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: DURING)


@pytest.fixture
def version(world):
    return draft(world)


@pytest.fixture
def vita(forum):
    row = known(forum, DURING)
    PublicText.objects.create(
        forum=forum, kind="post", author=row, text="Earlier", language="en",
        state="visible", written_at=DURING, shown_at=DURING,
    )  # fmt: skip
    return row


def text_of(browser, url, status=200):
    page = browser.get(url)
    assert page.status_code == status
    return page.content.decode()


def posted(**changes):
    return {
        "section": "", "quote": "", "text": "More <b>shelters</b>!", "language": "en",
        "email": "new@example.org", "name": "Nia", "drawn": stamp(timezone.now()),
    } | changes  # fmt: skip


def test_the_version_invites_comments_beside_the_text_and_below_each_section(client, version):
    page = text_of(client, READ)
    assert f'href="{READ}comments/new/"' in page
    assert f"comments/new/?section={key_of(version)}" in page


def test_a_visitor_comments_on_a_passage_and_confirms_by_mail(client, version):
    section = key_of(version)
    page = text_of(client, f"{READ}comments/new/?section={section}&quote={QUOTE}")
    assert QUOTE in page
    answer = client.post(f"{READ}comments/new/", posted(section=section, quote=QUOTE))
    assert answer["Location"].endswith("/taking-part/sent/")
    one = Comment.objects.get()
    assert (one.text.state, one.quote) == ("unconfirmed", QUOTE)
    assert "shelters" not in text_of(client, f"{READ}comments/")
    follow_link(client, Participant.objects.get())
    one.text.refresh_from_db()
    assert one.text.state == "held"


def test_what_is_wrong_stands_beside_the_field_and_nothing_typed_is_lost(client, version):
    answer = client.post(
        f"{READ}comments/new/", posted(section=key_of(version), quote="We train cooks", email="x@")
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "More &lt;b&gt;shelters" in page
    answer = client.post(
        f"{READ}comments/new/", posted(section=key_of(version), quote="We train cooks")
    )
    assert answer.status_code == 422
    assert "These words do not stand in this section" in answer.content.decode()
    assert not Comment.objects.exists()
    assert not Participant.objects.exists()  # nor was anybody mailed


def test_a_closed_consultation_says_so_and_shows_what_was_written(client, version, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    answer = client.post(f"{READ}comments/new/", posted())
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "closed now" in page
    assert "More &lt;b&gt;shelters" in page


def test_programs_are_kept_out(client, version):
    for changes in ({"website": "x"}, {"drawn": "forged"}):
        assert client.post(f"{READ}comments/new/", posted(**changes)).status_code == 422
    assert not Comment.objects.exists()


def test_everybody_reads_filters_and_supports(client, version, vita, forum):
    one = say(version, vita, section_key=key_of(version), quote=QUOTE)
    say(version, vita, "Другое", language="ru")
    page = text_of(client, f"{READ}comments/")
    assert "More shelters!" in page
    assert 'lang="ru"' in page
    assert "Другое" not in text_of(client, f"{READ}comments/?language=en")
    assert "Другое" not in text_of(
        client, f"{READ}comments/?section={key_of(version)}&sort=support"
    )
    assert "No comment" in text_of(client, f"{READ}comments/?verdict=taken_up")
    follow_link(client, known(forum, DURING, "other@example.org"))
    address = f"{READ}comments/{one.pk}/"
    client.post(f"{address}support/")
    assert "1 person supports it" in text_of(client, address)
    client.post(f"{address}support/", {"no": "1"})
    assert "0 people support it" in text_of(client, address)


def test_a_removed_comment_says_why_and_nothing_of_its_words(client, version, vita, sofia):
    one = say(version, vita, "Ugly words", section_key=key_of(version), quote=QUOTE)
    deciding.decide(one.text, "remove", by=sofia, reason="hate", now=DURING)
    for url in (f"{READ}comments/", f"{READ}comments/{one.pk}/", f"{READ}comments.csv"):
        answer = client.get(url)
        page = b"".join(answer).decode() if answer.streaming else answer.content.decode()
        assert "Ugly words" not in page
        assert "hate" in page or "degrades people" in page


def test_a_comment_of_another_version_forum_or_state_is_not_found(client, version, vita, forum):
    hidden = say(version, known(forum, DURING, "first@example.org"), "Held")
    assert hidden.text.state == "held"
    for url in (f"{READ}comments/{hidden.pk}/", f"{READ}comments/999999/", f"{NEXT}comments/"):
        assert client.get(url).status_code == 404


def test_champions_answer_several_at_once_and_all_is_public_with_the_next_version(
    client, sign_in, world, dina, version, vita
):
    one, two = say(version, vita, "One"), say(version, vita, "Two", section_key=key_of(version))
    browser = sign_in(dina)
    assert "One" in text_of(browser, CHAMPIONS)
    wrong = browser.post(CHAMPIONS, {"id": [one.pk], "verdict": "", "text": "Kept reason"})
    assert wrong.status_code == 422
    assert "Kept reason" in wrong.content.decode()
    none = browser.post(CHAMPIONS, {"id": [], "verdict": "not", "text": "x"})
    assert none.status_code == 409
    assert "Choose a comment" in none.content.decode()
    away = browser.post(CHAMPIONS, {"id": ["999999"], "verdict": "not", "text": "x"})
    assert "moved on" in away.content.decode()
    good = {"id": [one.pk, two.pk], "verdict": "partly", "text": "We wrote <half> of it in."}
    assert browser.post(CHAMPIONS, good).status_code == 302
    assert "Nothing waits" in text_of(browser, CHAMPIONS)
    assert "&lt;half&gt;" not in text_of(client, f"{READ}comments/{one.pk}/")
    next_version(world, body="Other words")
    place_all()
    assert "&lt;half&gt;" in text_of(client, f"{READ}comments/{one.pk}/")
    page = text_of(client, f"{NEXT}you-said-we-did/")
    assert "One" in page
    assert "&lt;half&gt;" in page
    assert "No answer" in text_of(client, f"{NEXT}you-said-we-did/?verdict=not")
    assert "You said, we did" in text_of(client, NEXT)


def test_a_visitor_who_says_the_same_comes_back_to_the_comment(client, version, vita, forum):
    one = say(version, vita, section_key=key_of(version), quote=QUOTE)
    address = f"{READ}comments/{one.pk}/"
    sign_up = client.post(f"{address}support/").headers["Location"]
    form = {"email": "other@example.org", "name": "Nia", "drawn": stamp(timezone.now())}
    assert client.post(sign_up, form).status_code == 302
    token = token_of(Participant.objects.get(email="other@example.org"))
    back = client.post(f"/en/generation-equality/taking-part/confirm/{token}/")
    assert back.headers["Location"] == address
    assert "I say the same" in text_of(client, address)
    assert client.post(f"{address}support/").status_code == 302
    assert "1 person supports it" in text_of(client, address)


def test_the_comment_page_shows_the_words_as_they_stand_now(client, world, version, vita, dina):
    moved = say(version, vita, "Moved", section_key=key_of(version), quote=QUOTE)
    first = "Shelters open in every town. We train judges"
    near = say(version, vita, "Near", section_key=key_of(version), quote=first)
    blueprint = plans.plan(world)
    plans.write(plans.action(blueprint, "GBV-2"), dina, LATER, body=f"Elsewhere. {QUOTE} So be it.")
    next_version(world, body="Shelters opened in every town. We train judges of all courts.")
    place_all()
    page = text_of(client, f"{READ}comments/{moved.pk}/")
    assert "Passage moved to another section" in page
    assert page.count(QUOTE) == 2
    page = text_of(client, f"{READ}comments/{near.pk}/")
    assert ">Shelters opened in every town. We train judges</blockquote>" in page


def test_the_comment_page_shows_where_its_passage_went(client, world, version, vita):
    one = say(version, vita, section_key=key_of(version), quote=QUOTE)
    gone = say(
        version, vita, "Gone", section_key=key_of(version), quote="Shelters open in every town"
    )
    next_version(world, body=f"Before it. {QUOTE} After it.")
    place_all()
    assert "Same passage" in text_of(client, f"{READ}comments/{one.pk}/")
    assert "These words do not stand in it any more." in text_of(
        client, f"{READ}comments/{gone.pk}/"
    )
    later = text_of(client, f"{NEXT}comments/")
    assert "said of “Draft for Mexico”" in later
    assert "Gone" in text_of(client, f"{NEXT}comments/?passage=changed")
    assert "1 comment" in text_of(client, NEXT)


def test_the_secretariat_opens_for_makers_and_enters_a_workshop(sign_in, sofia, client, version):
    desk = sign_in(sofia)
    assert "Draft for Mexico" in text_of(desk, DESK)
    address = f"{DESK}gender-based-violence/1/"
    window = Window.objects.filter(kind="consultation").last()
    form = {"window": window.pk, "audience": "makers", "question": "What is **missing**?"}
    assert desk.post(address, form).status_code == 302
    assert "<strong>missing</strong>" in text_of(client, READ)
    assert Consultation.objects.get().audience == "makers"
    assert desk.post(address, form | {"audience": "friends"}).status_code == 422
    said = {"name": "Oaxaca", "language": "es", "section": "", "texts": "Uno\n\nDos"}
    assert desk.post(f"{address}workshop/", said).status_code == 302
    assert desk.post(f"{address}workshop/", said | {"section": "forged"}).status_code == 422
    assert Comment.objects.count() == 2
    assert "Oaxaca" in text_of(client, f"{READ}comments/")


def test_who_took_part_is_shown_and_comments_are_downloaded(client, version, vita, dina, world):
    one = say(version, vita, "=1+1", section_key=key_of(version), quote=QUOTE)
    reply([one], dina)
    assert "fewer than 5" in text_of(client, f"{READ}comments/figures/")
    body = b"".join(client.get(f"{READ}comments.csv")).decode()
    assert body.startswith("id,section,section_title,quote,text")
    assert "'=1+1" in body
    assert "taken_up" not in body  # not public yet
    next_version(world, body="Changed")
    sheet = openpyxl.load_workbook(BytesIO(client.get(f"{READ}comments.xlsx").content)).active
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[1][4] == "=1+1"
    assert rows[1][13] == "taken_up"
    assert client.get(f"{READ}comments.pdf").status_code == 404


@pytest.fixture
def crowd(gbv, forum):
    """A public version of 200 sections with 10,000 comments."""
    plan = Blueprint.objects.create(coalition=gbv, begun_at=DURING)
    version = Version.objects.create(
        blueprint=plan, number=1, name="Long", stage="draft", language="en",
        prepared_at=DURING, digest="x" * 64,
    )  # fmt: skip
    VersionSection.objects.bulk_create(
        VersionSection(
            version=version, key=f"k{n}", kind="text", place=n, number=str(n), depth=1,
            title=f"Section {n} of a plan with a title of some length", body="Words of women. " * 60,
        )
        for n in range(1, 201)
    )  # fmt: skip
    Version.objects.filter(pk=version.pk).update(state="published", published_at=DURING)
    window = Window.objects.filter(forum=forum, kind="consultation").last()
    Consultation.objects.create(version=version, window=window, opened_at=DURING)
    texts = PublicText.objects.bulk_create(
        PublicText(
            forum=forum, kind="comment", text=f"Comment {n}", language="en",
            state="visible", written_at=DURING, shown_at=DURING,
        )
        for n in range(10_000)
    )  # fmt: skip
    Comment.objects.bulk_create(
        Comment(version=version, text=text, section_key=f"k{n % 200 + 1}")
        for n, text in enumerate(texts)
    )
    return version


def test_a_plan_of_200_sections_with_10000_comments_opens_fast_and_small(
    client, crowd, django_assert_max_num_queries
):
    address = READ.removesuffix("versions/1/")
    with django_assert_max_num_queries(26):
        page = client.get(address)
    assert len(page.content) < 150_000
    assert "50 comments" in page.content.decode()
    with django_assert_max_num_queries(20):
        assert len(client.get(f"{READ}comments/").content) < 150_000


def test_ten_thousand_comments_are_placed_by_the_worker(crowd, world):
    new = Version.objects.create(
        blueprint=crowd.blueprint, number=2, name="Next", stage="final", language="en",
        prepared_at=LATER, digest="y" * 64,
    )  # fmt: skip
    VersionSection.objects.bulk_create(
        VersionSection(version=new, key=one.key, kind="text", place=one.place, number=one.number, depth=1)
        for one in crowd.sections.all()[:100]
    )  # fmt: skip
    job = Job.objects.create(
        kind="consultation.place", key="x", params={"version": new.pk}, created_at=LATER,
        lease_until=LATER, forum=world.forum,
    )  # fmt: skip
    run(job.pk, LATER)
    hows = new.placements.values_list("how", flat=True)
    assert (hows.filter(how="section").count(), hows.filter(how="changed").count()) == (5000, 5000)


def test_a_version_where_only_earlier_comments_stand_counts_them(client, world, version, vita):
    say(version, vita)
    next_version(world, body="Changed")
    place_all()
    page = text_of(client, NEXT)
    assert "1 comment<" in page
    assert "1 from an earlier version" in page
    assert "0 comments" not in page


def test_a_closed_consultation_offers_no_support(
    client, sign_in, version, vita, forum, monkeypatch
):
    one = say(version, vita)
    address = f"{READ}comments/{one.pk}/"
    assert "I say the same" in text_of(client, address)
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    assert "I say the same" not in text_of(client, address)
    known(forum, LATER, email="late@example.org")
    follow_link(client, Participant.objects.get(email="late@example.org"))
    assert client.post(f"{address}support/").status_code == 409


def test_the_figures_tell_no_answer_before_its_version(client, version, vita, dina, world):
    reply([say(version, vita)], dina)
    page = text_of(client, f"{READ}comments/figures/")
    assert page.index(">1<") < page.index("times supported")  # the comment, and nothing taken up
    assert shown.said(Comment.objects.all(), public=True)["taken_up"] == 0


def test_the_queue_does_not_answer_over_a_colleague(sign_in, version, vita, dina, world):
    one = say(version, vita)
    form = {"id": [one.pk], "verdict": "not", "text": "No."}
    browser = sign_in(world.user("emre"))
    reply([one], dina, now=DURING)
    answer = browser.post(CHAMPIONS, form)
    assert answer.status_code == 409
    assert "Somebody else answered" in answer.content.decode()
    page = text_of(browser, f"{CHAMPIONS}?show=all")
    stamp_ = one.answer.at.isoformat()
    assert f'name="answered:{one.pk}" value="{stamp_}"' in page
    form[f"answered:{one.pk}"] = stamp_
    assert browser.post(CHAMPIONS, form).status_code == 302
