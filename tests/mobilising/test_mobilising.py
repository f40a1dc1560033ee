"""Makers bring in others by a personal link; who came and agreed is counted, and nobody named."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from avow.directory.services import publish
from avow.interest.models import Interest
from avow.interest.services.handing_in import confirm as confirm_interest
from avow.kernel.lifecycle import Refused
from avow.mobilising import rules
from avow.mobilising.models import Arrival, Invitation
from avow.mobilising.services import inviting
from avow.participants.services.entering import confirm, enter, forget, forget_unconfirmed
from avow.people.personal import erase_elsewhere, export_of
from avow.review.models import Maker
from tests.directory.making import public_entry
from tests.participants.kit import follow_link, hand, known
from tests.worlds import at

NOW = at("2021-02-20 10:00")  # interest is open
HOME = "/en/generation-equality/"
MINE = f"{HOME}my/invitations/"


@pytest.fixture
def invitation(forum, red, ana):
    return inviting.make(forum, red, by=ana, now=NOW)


def count(invitation, address="a@example.org", what="interest", *, known=True):
    return inviting.count(invitation, what, address, known=known, agreed_at=NOW, now=NOW)


def test_a_representative_has_one_live_link_and_may_close_it(forum, red, ana, invitation):
    assert inviting.make(forum, red, by=ana, now=NOW) == invitation
    inviting.close(invitation, by=ana, now=NOW)
    assert inviting.live(forum, invitation.code) is None
    assert inviting.make(forum, red, by=ana, now=NOW) != invitation


@pytest.mark.parametrize("name", ["chidi", "sofia", "vera"])
def test_nobody_else_invites_in_an_organisations_name(world, forum, red, name):
    with pytest.raises(Refused, match="not_yours"):
        inviting.make(forum, red, by=world.user(name), now=NOW)


def test_a_person_is_counted_once_for_each_thing_and_nobody_can_read_who(forum, red, invitation):
    assert count(invitation)
    assert not count(invitation, " A@Example.org")
    assert count(invitation, what="subscription")
    assert count(invitation, "b@example.org")
    found = inviting.brought(forum, red)
    assert found.people == 2
    assert [n for _, n in found.by_what] == [2, 1]
    assert "example.org" not in str(Arrival.objects.values())


def test_the_inviting_organisations_own_people_do_not_count(invitation, bea):
    assert not count(invitation, bea.email)


def test_an_address_counts_once_it_is_confirmed(forum, red, invitation):
    row = enter(forum, hand("new@example.org"), now=NOW)
    count(invitation, "new@example.org", known=False)
    assert inviting.brought(forum, red).people == 0
    confirm(row, now=NOW)
    assert inviting.brought(forum, red).people == 1


def test_the_public_is_not_told_small_numbers():
    assert [rules.shown(n) for n in (1, 4, 5, 20)] == [None, None, 5, 20]


def test_a_visitor_follows_the_link_agrees_and_is_counted(
    client, forum, red, gbv, invitation, monkeypatch
):
    Maker.objects.create(forum=forum, organisation=red, coalition=gbv, since=NOW)
    publish(public_entry(forum, title="Shelters in every city"))
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    address = f"{HOME}invited/{invitation.code}/"
    assert red.name in client.get(address).content.decode()
    client.post(address, {"agree": "yes"})
    form = {"organisation_name": "Casa Nueva", "email": "nia@example.org"}
    assert client.post(f"{HOME}join/", form).status_code == 302
    assert inviting.brought(forum, red).people == 0
    confirm_interest(Interest.objects.get(email="nia@example.org"), now=NOW)
    assert inviting.brought(forum, red).people == 1
    page = client.get(f"{HOME}organisations/{red.slug}/")
    assert page.status_code == 200
    assert "Fewer than 5 people" in page.content.decode()


def test_without_consent_nothing_is_kept(client, invitation, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    client.post(f"{HOME}invited/{invitation.code}/")
    client.post(f"{HOME}join/", {"organisation_name": "Casa", "email": "n@example.org"})
    assert not Arrival.objects.exists()


def test_a_protected_organisation_invites_under_its_protected_name(client, forum, red, invitation):
    red.is_protected, red.protected_name = True, "A network"
    red.save()
    for name in ("", "badge.svg"):
        page = client.get(f"{HOME}invited/{invitation.code}/{name}").content.decode()
        assert "A network" in page
        assert red.name not in page


def test_badge_and_code_are_pictures_that_fetch_nothing(client, invitation):
    for name in ("badge.svg", "code.svg"):
        answer = client.get(f"{HOME}invited/{invitation.code}/{name}")
        assert answer["Content-Type"].startswith("image/svg+xml")
        assert b"href=" not in answer.content
    assert client.get(f"{HOME}invited/forged/").status_code == 404


def test_ones_own_links_are_made_and_closed_on_a_page(sign_in, ana, red, chidi):
    browser = sign_in(ana)
    page = f"{HOME}my/invitations/"
    assert browser.post(page, {"organisation": red.slug}).status_code == 302
    row = Invitation.objects.get()
    assert row.code in browser.get(page).content.decode()
    assert browser.post(page, {"organisation": "lagos-youth-network"}).status_code == 404
    assert sign_in(chidi).post(page, {"close": row.code}).status_code == 404
    browser.post(page, {"close": row.code})
    row.refresh_from_db()
    assert row.closed_at
    assert Client().get(page).status_code == 302


def test_a_link_invites_nobody_more_once_its_maker_has_left(forum, red, ana, invitation):
    assert inviting.live(forum, invitation.code) == invitation
    red.representations.filter(user=ana).delete()
    assert inviting.live(forum, invitation.code) is None


def test_a_colleague_sees_and_closes_it_and_a_stranger_does_not(sign_in, bea, chidi, invitation):
    assert sign_in(chidi).post(MINE, {"close": invitation.code}).status_code == 404
    assert invitation.made_by.get_full_name() in sign_in(bea).get(MINE).content.decode()
    sign_in(bea).post(MINE, {"close": invitation.code})
    invitation.refresh_from_db()
    assert invitation.closed_at


def test_who_never_confirmed_is_deleted_after_two_weeks(invitation):
    count(invitation, what="comment", known=False)
    count(invitation, "b@example.org")
    assert forget_unconfirmed(NOW + timedelta(days=13)) == 0
    assert forget_unconfirmed(NOW + timedelta(days=15)) == 1
    assert Arrival.objects.get().confirmed


def test_consent_is_taken_back_in_the_browser_that_gave_it(
    client, forum, red, invitation, monkeypatch
):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    address = f"{HOME}invited/{invitation.code}/"
    client.post(address, {"agree": "yes"})
    assert "You agreed to be counted" in client.get(address).content.decode()
    client.post(f"{HOME}join/", {"organisation_name": "Casa", "email": "nia@example.org"})
    other = count(invitation, "other@example.org")
    client.post(address, {"act": "stop"})
    client.post(address, {"act": "stop"})
    assert Arrival.objects.get() == other
    assert "You agreed to be counted" not in client.get(address).content.decode()
    client.post(f"{HOME}join/", {"organisation_name": "Dos", "email": "nia@example.org"})
    assert Arrival.objects.get() == other


def test_consent_is_taken_back_later_by_whoever_has_the_address(client, forum, red, invitation):
    nia = known(forum, timezone.now(), "nia@example.org")
    count(invitation, nia.email)
    other = count(invitation, "other@example.org")
    page = f"{HOME}taking-part/counted/"
    assert client.get(page).status_code == 302
    follow_link(client, nia)
    assert red.name in client.get(page).content.decode()
    assert client.post(page, {"stop": "forged"}).status_code == 404
    assert client.post(page, {"stop": invitation.code}).status_code == 302
    assert "Nobody counts you" in client.get(page).content.decode()
    assert Arrival.objects.get() == other


def test_who_is_forgotten_is_counted_no_more(forum, invitation, vera):
    nia = known(forum, NOW, "nia@example.org")
    count(invitation, nia.email)
    count(invitation, vera.email)
    assert [one["what"] for one in export_of(vera)["counted_for"]] == ["interest"]
    forget(nia, now=NOW)
    erase_elsewhere(vera, NOW)
    assert not Arrival.objects.exists()


def test_consent_taken_back_in_one_browser_is_taken_back_in_all(forum, sign_in, chidi, invitation):
    address, topics = f"{HOME}invited/{invitation.code}/", f"{HOME}news/subscribe/"
    first, second = sign_in(chidi), sign_in(chidi)
    for browser in (first, second):
        browser.post(address, {"agree": "yes"})
    news = {"frequency": "weekly", "language": "en"}
    assert first.post(topics, news).status_code == 302
    assert Arrival.objects.count() == 1
    second.post(address, {"act": "stop"})
    assert not Arrival.objects.exists()
    first.post(topics, news)
    assert not Arrival.objects.exists()
    first.post(address, {"agree": "yes"})  # asked anew, they agree anew
    first.post(topics, news)
    assert Arrival.objects.count() == 1
