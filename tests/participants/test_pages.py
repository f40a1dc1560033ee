"""The pages of taking part."""

import pytest
from django.test import Client
from django.utils import timezone

from avow.moderation.services import writing
from avow.participants.models import Participant
from avow.participants.services.entering import enter
from avow.participants.spam import stamp
from tests.participants.kit import follow_link, hand, token_of

BASE = "/en/generation-equality/taking-part/"


def posted(**changes):
    return {
        "email": "visitor@example.org",
        "name": "Vita",
        "drawn": stamp(timezone.now()),
    } | changes


def test_a_visitor_signs_up_confirms_and_is_known_in_this_browser_only(client, forum):
    answer = client.post(f"{BASE}sign-up/?next=/en/generation-equality/events/", posted())
    assert (answer.status_code, answer["Location"]) == (302, f"{BASE}sent/")
    assert b"visitor@example.org" in client.get(f"{BASE}sent/").content
    row = Participant.objects.get()
    page = client.get(f"{BASE}confirm/{token_of(row)}/")
    assert page.status_code == 200
    assert Participant.objects.get().confirmed_at is None  # a scanner's visit changes nothing
    answer = client.post(f"{BASE}confirm/{token_of(row)}/")
    assert answer["Location"] == "/en/generation-equality/events/"
    assert client.get(BASE).status_code == 200
    assert Client().get(BASE)["Location"].startswith(f"{BASE}sign-up/")


def test_a_wrong_address_is_said_beside_it_and_what_was_typed_stays(client, forum):
    answer = client.post(f"{BASE}sign-up/", posted(email="visitor@", name="Ünal عزيزة"))
    assert answer.status_code == 422
    assert "Ünal" in answer.content.decode()
    assert not Participant.objects.exists()


def test_a_forged_link_is_not_found_and_an_old_one_says_so(client, forum):
    assert client.get(f"{BASE}confirm/forged/").status_code == 404
    row = enter(forum, hand(), now=timezone.now() - timezone.timedelta(days=8))
    page = client.get(f"{BASE}confirm/{token_of(row)}/")
    assert b"expired" in page.content
    assert client.post(f"{BASE}confirm/{token_of(row)}/").status_code == 409


def test_somebody_says_who_they_are_hides_their_name_and_leaves(client, forum):
    row = enter(forum, hand(), now=timezone.now())
    follow_link(client, row)
    client.post(BASE, {"name": "Vita V.", "hides_name": "on", "kind": "youth_led", "country": "KE"})
    row.refresh_from_db()
    assert (row.name, row.hides_name, row.country) == ("Vita V.", True, "KE")
    client.post(f"{BASE}leave/")
    assert client.get(BASE).status_code == 302


def test_somebody_is_erased_by_themselves(client, forum):
    row = enter(forum, hand(), now=timezone.now())
    follow_link(client, row)
    client.post(f"{BASE}forget/")
    row.refresh_from_db()
    assert row.is_erased
    assert client.get(BASE).status_code == 302


def test_a_signed_in_person_is_known_without_a_link(sign_in, ana, red):
    browser = sign_in(ana)
    page = browser.get(BASE)
    assert page.status_code == 200
    assert red.name in page.content.decode()


@pytest.mark.parametrize("organisation", ["99999999", "x"])
def test_a_forged_organisation_is_refused_beside_the_field(sign_in, ana, organisation):
    answer = sign_in(ana).post(BASE, {"name": "Ana", "organisation": organisation})
    assert answer.status_code == 422


def test_a_signed_in_person_reads_what_waits_at_their_address_and_hands_it_in(sign_in, forum, ana):
    row = enter(forum, hand(ana.email), now=timezone.now())
    text = writing.write(
        forum, "post", "Typed by somebody", author=row, language="en", known=False,
        now=timezone.now(),
    )  # fmt: skip
    browser = sign_in(ana)
    browser.post(BASE, {"name": "Ana Morales"})  # she takes part
    text.refresh_from_db()
    assert text.state == "unconfirmed"
    assert "Typed by somebody" in browser.get(BASE).content.decode()
    browser.post(f"{BASE}waiting/")
    text.refresh_from_db()
    assert text.state != "unconfirmed"
    assert "Typed by somebody" not in browser.get(BASE).content.decode()


def test_too_many_tries_from_one_place_lose_no_word(client, forum, monkeypatch):
    monkeypatch.setattr("avow.participants.views.LINKS_AN_HOUR", 0)
    answer = client.post(f"{BASE}sign-up/", posted(name="Ünal"))
    page = answer.content.decode()
    assert answer.status_code == 429
    assert "That was very often in a short time." in page
    assert "Ünal" in page
    assert "visitor@example.org" in page
    assert not Participant.objects.exists()


@pytest.mark.parametrize("what", ["waiting", "forget"])
def test_whoever_sends_without_being_known_comes_back_to_a_page(client, forum, what):
    answer = client.post(f"/en/{forum.slug}/taking-part/{what}/")
    assert answer.status_code == 302
    assert answer.headers["Location"].endswith("?next=%2Fen%2Fgeneration-equality%2Ftaking-part%2F")
