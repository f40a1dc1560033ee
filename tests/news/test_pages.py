"""The pages of news."""

import re
from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from avow.news.models import Subscription, Update
from avow.news.services import writing
from avow.participants.models import Participant
from avow.participants.spam import stamp
from tests.news.test_news import NOW, published, subscribed
from tests.participants.kit import follow_link

HOME = "/en/generation-equality/"
DESK = f"{HOME}desk/news/"


ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def during(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def text_of(browser, url, status=200):
    page = browser.get(url)
    assert page.status_code == status
    return page.content.decode()


def test_news_are_filtered_in_the_panel_that_every_list_has(client, forum, sofia, gbv, economy):
    published(forum, sofia, economy, title="Care")
    for query, shown in (("", True), (f"?coalition={gbv.code}", False)):
        page = text_of(client, f"{HOME}news/{query}")
        assert page.count('class="filter-panel"') == 1
        assert f'<form method="get" action="{HOME}news/">' in page
        assert ("Care" in page) is shown


def test_news_are_read_by_coalition_and_in_ones_language(client, forum, sofia, gbv, economy):
    first = published(forum, sofia, gbv, title="Judges <b>train</b>")
    published(forum, sofia, economy, title="Care")
    other = writing.begin(
        forum, coalition=gbv, by=sofia, now=NOW, translation_of=first,
        title="Des juges", text="Soixante.", language="fr",
    )  # fmt: skip
    writing.move(other, "publish", by=sofia, now=NOW)
    page = text_of(client, f"{HOME}news/")
    assert "Judges &lt;b&gt;train" in page
    assert "Des juges" not in page
    assert "Care" not in text_of(client, f"{HOME}news/?coalition=gender_based_violence")
    assert "Des juges" in text_of(client, "/fr/generation-equality/news/")
    entries = {}
    for language in ("en", "fr"):
        feed = ET.fromstring(text_of(client, f"/{language}/generation-equality/news.atom"))
        entries[language] = {
            entry.find(f"{ATOM}title").text: entry.find(f"{ATOM}id").text
            for entry in feed.iter(f"{ATOM}entry")
        }
    assert set(entries["en"]) == {"Judges <b>train</b>", "Care"}
    assert set(entries["fr"]) == {"Des juges", "Care"}
    assert entries["fr"]["Des juges"] == entries["en"]["Judges <b>train</b>"]
    assert "Care" not in text_of(client, f"{HOME}coalitions/{gbv.slug}/news.atom")
    assert client.get(f"{HOME}news/{first.pk}-old-name/").status_code == 302
    assert "Des juges" not in text_of(client, f"{HOME}news/{first.pk}-{first.slug}/")
    assert 'hreflang="fr"' in text_of(client, f"{HOME}news/{first.pk}-{first.slug}/")


def test_what_is_not_public_is_not_found_and_what_was_withdrawn_says_why(client, forum, sofia):
    draft = writing.begin(
        forum, coalition=None, by=sofia, now=NOW, title="Draft", text="x", language="en"
    )
    assert client.get(f"{HOME}news/{draft.pk}-draft/").status_code == 404
    row = published(forum, sofia, title="Wrong news")
    writing.move(row, "withdraw", by=sofia, reason="It was not so.", now=NOW)
    page = text_of(client, f"{HOME}news/{row.pk}-{row.slug}/", 410)
    assert "It was not so." in page
    assert "Wrong news" not in page


def test_a_visitor_subscribes_by_mail_link_and_ends_it_by_one_click(client, forum, gbv):
    form = {
        "email": "reader@example.org", "coalitions": [gbv.pk], "frequency": "weekly",
        "language": "fr", "drawn": stamp(timezone.now()),
    }  # fmt: skip
    assert client.post(f"{HOME}news/subscribe/", form | {"email": "x"}).status_code == 422
    assert client.post(f"{HOME}news/subscribe/", form)["Location"].endswith("/taking-part/sent/")
    row = Subscription.objects.get()
    assert (row.confirmed_at, row.language) == (None, "fr")
    follow_link(client, Participant.objects.get())
    row.refresh_from_db()
    assert row.confirmed_at == NOW
    address = f"{HOME}news/subscription/{row.token}/"
    change = {"coalitions": [], "frequency": "once", "language": "en"}
    assert Client().post(address, change).status_code == 302
    row.refresh_from_db()
    assert (row.frequency, row.coalitions.count()) == ("once", 0)
    strict = Client(enforce_csrf_checks=True)  # a mail program has no page of ours
    assert strict.get(f"{address}end/").status_code == 200
    row.refresh_from_db()
    assert row.ended_at is None  # a scanner's visit ends nothing
    one_click = {"List-Unsubscribe": "One-Click"}
    assert strict.post(f"{address}end/", one_click).status_code == 200
    row.refresh_from_db()
    assert row.ended_at == NOW
    assert client.get(f"{HOME}news/subscription/forged/").status_code == 404


def test_somebody_known_changes_theirs_on_the_same_page(client, forum, sign_in, ana):
    browser = sign_in(ana)
    form = {"coalitions": [], "frequency": "once", "language": "en"}
    assert browser.post(f"{HOME}news/subscribe/", form).status_code == 302
    assert browser.post(f"{HOME}news/subscribe/", form | {"frequency": "weekly"}).status_code == 302
    assert Subscription.objects.get().frequency == "weekly"


def test_a_champion_and_the_secretariat_work_on_the_same_pages(sign_in, dina, sofia, gita, client):
    champion, staff = sign_in(dina), sign_in(sofia)
    form = {"title": "Judges", "text": "Sixty.", "language": "en"}
    assert champion.post(DESK, form).status_code == 403  # not for the whole forum
    assert champion.post(DESK, form | {"coalition": "economic_justice"}).status_code == 403
    assert champion.post(DESK, form | {"coalition": "gender_based_violence"}).status_code == 302
    row = Update.objects.get()
    page = f"{DESK}{row.pk}/"
    assert champion.post(page, form | {"act": "save", "title": ""}).status_code == 422
    assert champion.post(page, form | {"act": "save", "title": "All judges"}).status_code == 302
    assert champion.post(page, {"act": "submit"}).status_code == 302
    assert champion.post(page, {"act": "publish"}).status_code == 403
    assert sign_in(gita).get(page).status_code == 404
    assert staff.post(page, {"act": "schedule", "publish_at": "soon"}).status_code == 409
    assert staff.post(page, {"act": "send_back"}).status_code == 409
    assert staff.post(page, {"act": "publish"}).status_code == 302
    assert "All judges" in text_of(client, f"{HOME}news/")
    wrong = staff.post(page, {"act": "correct", "text": "Kept words", "note": ""})
    assert wrong.status_code == 409
    assert "Kept words" in wrong.content.decode()
    assert staff.post(page, {"act": "correct", "text": "Ten.", "note": "Number"}).status_code == 302
    french = {"act": "translate", "title": "Juges", "text": "Dix.", "language": "fr"}
    assert staff.post(page, french).status_code == 302
    assert staff.post(page, french | {"title": "Les juges"}).status_code == 409
    assert staff.post(page, {"act": "dance"}).status_code == 404


def test_the_header_of_a_mail_ends_the_subscription(forum, sofia, mailoutbox):
    from avow.jobs.models import Job
    from avow.jobs.services import run
    from avow.notices.models import Message
    from avow.notices.tasks import deliver

    row = subscribed(forum, frequency="once")
    published(forum, sofia)
    run(Job.objects.get(kind="news.at_once").pk, NOW)
    ids = list(Message.objects.filter(verb="news.update").values_list("pk", flat=True))
    deliver.func(ids)
    headers = mailoutbox[0].extra_headers
    assert row.token in headers["List-Unsubscribe"]
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_an_older_page_loses_no_word_and_overwrites_none(sign_in, forum, gbv, dina, sofia):
    draft = writing.begin(
        forum, coalition=gbv, by=dina, now=NOW, title="Draft", text="First", language="en"
    )
    desk, address = sign_in(dina), f"{HOME}desk/news/{draft.pk}/"
    form = {"act": "save", "title": "Draft", "language": "en", "drawn": 1}
    assert desk.post(address, form | {"text": "Farah wrote"}).status_code == 302
    answer = desk.post(address, form | {"text": "Dina wrote"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "As it was saved meanwhile" in page
    assert "Farah wrote" in page
    assert "Dina wrote" in page
    assert '<input type="hidden" name="drawn" value="2"' in page
    assert desk.post(address, form | {"text": "Both wrote", "drawn": 2}).status_code == 302


def test_a_feed_has_what_the_standard_asks_for(client, forum, sofia):
    row = published(forum, sofia)
    writing.correct(row, "Seventy.", "The number.", by=sofia, now=NOW + timedelta(days=1))
    feed = ET.fromstring(client.get(f"{HOME}news.atom").content)
    assert feed.find(f"{ATOM}author/{ATOM}name").text == forum.name
    (entry,) = feed.iter(f"{ATOM}entry")
    for name in ("id", "title", "updated", "published"):
        assert entry.find(f"{ATOM}{name}").text
    assert entry.find(f"{ATOM}updated").text > entry.find(f"{ATOM}published").text


def test_a_feed_shows_news_as_safe_html(client, forum, sofia):
    text = "We go **together**.\n\n<script>x</script> [here](javascript:x)"
    published(forum, sofia, text=text)
    feed = ET.fromstring(client.get(f"{HOME}news.atom").content)
    (summary,) = feed.iter(f"{ATOM}summary")
    assert summary.get("type") == "html"
    assert "<strong>together</strong>" in summary.text
    assert "<script" not in summary.text
    assert 'href="javascript' not in summary.text


def test_too_many_subscriptions_from_one_place_lose_no_word(client, forum, gbv, monkeypatch):
    monkeypatch.setattr("avow.news.views.MOST_FROM_ONE_PLACE", 0)
    form = {
        "email": "reader@example.org", "coalitions": [gbv.pk], "frequency": "once",
        "language": "en", "drawn": stamp(timezone.now()),
    }  # fmt: skip
    answer = client.post(f"{HOME}news/subscribe/", form)
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "That was very often in a short time." in page
    assert "reader@example.org" in page
    assert re.search(rf'value="{gbv.pk}"[^>]*checked', page)
    assert not Subscription.objects.exists()
