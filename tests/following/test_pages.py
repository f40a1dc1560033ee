"""The pages of following."""

import pytest
from django.test import Client
from django.utils import translation

from avow.directory.services import withdraw
from avow.directory.vocabulary import Vocabulary
from avow.following import targets
from avow.following.models import Follow, Follower
from avow.following.services.looking import look
from avow.following.showing import suggested
from avow.following.states import Kind
from avow.following.targets import Target
from avow.notices.delivery import deliver
from avow.participants.models import Participant
from avow.participants.services.entering import of_user
from avow.participants.spam import stamp
from tests.following.kit import HOME, NOW, follows, mails, protect, search, show
from tests.following.test_looking import HOUR, LATER, MX
from tests.participants.kit import follow_link, known

FOLLOW, MINE = f"{HOME}follow/", f"{HOME}my/searches/"
ONCE = {"frequency": "once", "name": ""}


@pytest.fixture(autouse=True)
def during(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def text_of(answer, status=200):
    assert answer.status_code == status
    return answer.content.decode()


def visitor_form(**changes):
    return {"email": "reader@example.org", "drawn": stamp(NOW), **ONCE, **changes}


def test_the_directory_leads_to_following_what_is_asked_for(client, forum):
    show(forum, "GE-1", NOW - HOUR, **MX)
    page = text_of(client.get(f"{HOME}commitments/?country=MX&q=title&page=1"))
    assert f'href="{FOLLOW}?q=title&amp;country=MX"' in page
    assert f'href="{FOLLOW}"' in text_of(client.get(f"{HOME}commitments/"))
    page = text_of(client.get(f"{FOLLOW}?country=MX&country=XX&q=title"))
    assert "“title” · Mexico" in page
    assert "1 commitment fits today" in page
    assert "were left out" in page


def test_somebody_signed_in_follows_a_search_and_sees_it_among_theirs(forum, sign_in, ana):
    browser = sign_in(ana)
    show(forum, "GE-1", NOW - HOUR, **MX)
    assert browser.post(f"{FOLLOW}?country=MX", ONCE)["Location"] == MINE
    assert browser.post(f"{FOLLOW}?country=MX&sort=title", ONCE).status_code == 302  # twice
    page = text_of(browser.get(MINE))
    assert page.count("Mexico</a>") == 1
    assert f'href="{HOME}commitments/?country=MX"' in page
    assert "You follow it already" in text_of(browser.get(f"{FOLLOW}?country=MX"))


def test_a_visitor_follows_by_a_mailed_link_and_ends_the_mails_by_one_click(
    client, forum, mailoutbox
):
    show(forum, "GE-1", NOW - HOUR, **MX)
    wrong = client.post(f"{FOLLOW}?country=MX", visitor_form(email="x", name="My Mexico"))
    assert "My Mexico" in text_of(wrong, 422)
    answer = client.post(f"{FOLLOW}?country=MX", visitor_form())
    assert answer["Location"].endswith("/taking-part/sent/")
    assert client.get(MINE).status_code == 302  # not known in this browser yet
    follow_link(client, Participant.objects.get())
    assert "Mexico" in text_of(client.get(MINE))
    show(forum, "GE-2", NOW, **MX)
    Follow.objects.update(looked_until=NOW - HOUR / 2)
    assert look(LATER) == 1
    deliver([mail.pk for mail in mails()], LATER)
    headers = mailoutbox[-1].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    path = address[address.index("/en/") :]
    strict = Client(enforce_csrf_checks=True)  # a mail program has no page of ours
    for visit in (strict.head, strict.get):
        assert visit(path).status_code == 200
    assert Follow.objects.get().frequency == "once"  # a scanner's visit ends nothing
    for _click in range(2):
        page = text_of(strict.post(path, {"List-Unsubscribe": "One-Click"}))
        assert "We write to you no more" in page
    assert (Follow.objects.get().frequency, Follow.objects.get().due_at) == ("none", None)


def test_a_forged_link_ends_nothing(client, forum):
    follows(known(forum, NOW), search(forum))
    token = Follower.objects.get().token
    assert client.post(f"{HOME}searches/end/forged/").status_code == 404
    assert client.post(f"/en/elsewhere/searches/end/{token}/").status_code == 404
    assert Follow.objects.get().frequency == "once"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"frequency": "hourly"}, "Select a valid choice"),
        ({"frequency": ""}, "This field is required"),
        ({"name": "x" * 121}, "at most 120"),
        ({"name": "\u200b \u200d"}, "Write a name that can be read"),
    ],
)
def test_bad_input_is_said_beside_the_field_and_keeps_nothing(
    forum, sign_in, client, ana, changes, said
):
    assert said in text_of(sign_in(ana).post(FOLLOW, ONCE | changes), 422)
    assert said in text_of(client.post(FOLLOW, visitor_form(**changes)), 422)
    assert Follow.objects.count() == 0


def test_a_program_that_fills_in_every_field_is_refused(client, forum):
    assert client.post(FOLLOW, visitor_form(website="http://spam.example")).status_code == 422
    assert client.post(FOLLOW, visitor_form(drawn="forged")).status_code == 422
    assert Follow.objects.count() == 0


def test_one_place_does_not_ask_as_often_as_it_likes(client, forum, monkeypatch):
    monkeypatch.setattr("avow.following.views.MOST_FROM_ONE_PLACE", 2)
    for n in range(2):
        assert client.post(FOLLOW, visitor_form(email=f"p{n}@example.org")).status_code == 302
    page = text_of(client.post(FOLLOW, visitor_form(name="Kept words")), 429)
    assert "very often" in page
    assert "Kept words" in page


def test_the_thirty_first_is_refused_with_a_way_out(forum, sign_in, ana):
    person = of_user(ana, forum, now=NOW)
    for n in range(30):
        follows(person, search(forum, f"year={2000 + n}"))
    page = text_of(sign_in(ana).post(FOLLOW, ONCE | {"name": "Kept words"}), 409)
    assert "You follow 30 things already" in page
    assert "Kept words" in page


def test_an_organisation_and_a_commitment_are_followed_from_their_pages(
    client, forum, sign_in, ana, red
):
    show(forum, "GE-1", NOW - HOUR, title="Safe homes")
    assert f'href="{FOLLOW}commitments/GE-1/"' in text_of(client.get(f"{HOME}commitments/GE-1/"))
    house = f"{HOME}organisations/{red.slug}/"
    assert f'href="{FOLLOW}organisations/{red.slug}/"' in text_of(client.get(house))
    browser = sign_in(ana)
    assert browser.post(f"{FOLLOW}commitments/GE-1/", ONCE).status_code == 302
    assert browser.post(f"{FOLLOW}organisations/{red.slug}/", ONCE).status_code == 302
    page = text_of(browser.get(MINE))
    assert "GE-1 Safe homes" in page
    assert red.name in page
    withdraw(forum, "GE-1", at=NOW)
    protect(red)
    page = text_of(browser.get(MINE))
    assert page.count("Nothing can come of it any more") == 2
    for kept_back in ("Safe homes", red.name, "A group at risk", "hidden-1"):
        assert kept_back not in page
    for gone in ("commitments/GE-1/", f"organisations/{red.slug}/", "organisations/hidden-1/"):
        assert client.get(f"{FOLLOW}{gone}").status_code == 404
        assert browser.post(f"{FOLLOW}{gone}", ONCE).status_code == 404


def test_one_renames_stops_and_deletes_ones_own(forum, sign_in, ana):
    person, browser = of_user(ana, forum, now=NOW), sign_in(ana)
    row = follows(person, search(forum, "country=MX"))
    page = f"{MINE}{row.pk}/"
    form = {"act": "save", "frequency": "daily", "name": "Homes in Mexico"}
    assert browser.post(page, form)["Location"] == MINE
    assert "Homes in Mexico" in text_of(browser.get(MINE))
    wrong = browser.post(page, form | {"frequency": "hourly", "name": "Typed"})
    assert 'value="Typed"' in text_of(wrong, 422)
    assert browser.post(page, {"act": "stop"}).status_code == 302
    row.refresh_from_db()
    assert (row.frequency, row.name, row.due_at) == ("none", "Homes in Mexico", None)
    assert browser.post(page, {"act": "dance"}).status_code == 404
    for _click in range(2):
        assert browser.post(page, {"act": "end"}).status_code == 302
    assert Follow.objects.count() == 0
    assert browser.post(page, form).status_code == 404  # a stale tab
    assert "You follow nothing yet" in text_of(browser.get(MINE))


def test_what_another_follows_is_not_found(forum, sign_in, ana, sofia):
    row = follows(of_user(ana, forum, now=NOW), search(forum, "country=MX"))
    browser, page = sign_in(sofia), f"{MINE}{row.pk}/"
    assert browser.get(page).status_code == 404
    for act in ("save", "stop"):
        assert browser.post(page, {"act": act, **ONCE}).status_code == 404
    assert browser.post(page, {"act": "end"}).status_code == 302  # told alike, nothing deleted
    row.refresh_from_db()
    assert row.frequency == "once"
    assert "Mexico" not in text_of(browser.get(MINE))


def test_what_means_nothing_any_more_says_so(forum, sign_in, ana):
    row = follows(of_user(ana, forum, now=NOW), search(forum, "coalition=gender_based_violence"))
    Follow.objects.filter(pk=row.pk).update(query="coalition=gone")
    assert "Nothing can come of it any more" in text_of(sign_in(ana).get(MINE))


def test_a_blocked_person_is_refused_and_their_address_told_nothing(client, forum, sign_in, ana):
    from avow.participants.services.entering import block

    block(of_user(ana, forum, now=NOW), now=NOW)
    assert sign_in(ana).post(FOLLOW, ONCE).status_code == 403
    answer = client.post(FOLLOW, visitor_form(email=ana.email))
    assert answer["Location"].endswith("/taking-part/sent/")
    assert Follow.objects.counting().count() == 0


def test_following_by_its_target_is_named_in_the_readers_language(forum, sign_in, ana):
    follows(of_user(ana, forum, now=NOW), search(forum, "country=MX&status=delayed"))
    follows(of_user(ana, forum, now=NOW), targets.of_commitment("GE-404"))
    page = text_of(sign_in(ana).get(MINE.replace("/en/", "/fr/")))
    assert "Mexique" in page
    assert "GE-404" in page


def test_a_search_with_ranges_is_named_in_words(forum):
    target = Target(Kind.SEARCH, query="amount_from=1000&q=shelter&runs_to=2026-12-31")
    with translation.override("en"):
        name = suggested(target, Vocabulary(forum))
    assert name == (
        "“shelter” · Amount in US dollars: from 1,000 · Carried out: up to 31 December 2026"
    )
