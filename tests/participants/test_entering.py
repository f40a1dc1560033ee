"""Taking part without an account: a mailed link, and nobody in somebody else's name."""

from datetime import timedelta

import pytest

from avow.kernel.lifecycle import Refused
from avow.notices.models import Message
from avow.participants import confirmed
from avow.participants.models import Participant
from avow.participants.services.entering import (
    block,
    confirm,
    enter,
    find_by_token,
    forget,
    forget_unconfirmed,
    introduce,
    of_user,
    unblock,
)
from avow.people.services.accounts import erase_account
from tests.participants.kit import hand, known, token_of
from tests.worlds import at

NOW = at("2021-04-05 10:00")


def test_an_address_is_theirs_once_they_follow_the_mailed_link(forum):
    row = enter(forum, hand("Visitor@Example.org "), next_url="/en/x/", now=NOW)
    assert (row.email, row.confirmed_at, row.next_url) == ("visitor@example.org", None, "/en/x/")
    found = find_by_token(forum, token_of(row))
    assert confirm(found, now=NOW).confirmed_at == NOW


def test_the_same_address_is_one_person_in_a_forum(forum):
    first = enter(forum, hand(), now=NOW)
    again = enter(forum, hand("VISITOR@example.org", name="Vita V."), now=NOW)
    assert (again.pk, again.name) == (first.pk, "Vita V.")
    assert Participant.objects.count() == 1


def test_nobody_changes_the_name_of_a_confirmed_person_without_the_link(forum):
    row = known(forum, NOW)
    enter(forum, hand(name="A Troll"), now=NOW + timedelta(hours=1))
    assert Participant.objects.get(pk=row.pk).name == "Vita Visitor"


def test_a_mailbox_is_not_filled_with_our_links(forum):
    for minutes in range(0, 60 * 20, 5):
        enter(forum, hand(), now=NOW + timedelta(minutes=minutes))
    assert Message.objects.filter(verb="participants.confirm").count() == 5


def test_a_link_that_went_out_minutes_ago_goes_on_working(forum):
    row = enter(forum, hand(), now=NOW)
    token = token_of(row)
    enter(forum, hand(), now=NOW + timedelta(minutes=5))
    assert find_by_token(forum, token) == row


@pytest.mark.parametrize("url", ["https://evil.example/", "//evil.example/", "/" + "x" * 600, "x"])
def test_the_link_leads_nowhere_else(forum, url):
    assert enter(forum, hand(), next_url=url, now=NOW).next_url == ""


def test_a_link_expires_after_a_week_and_confirms_nothing_more(forum):
    row = enter(forum, hand(), now=NOW)
    with pytest.raises(Refused, match="participant_link_expired"):
        confirm(row, now=NOW + timedelta(days=7))


def test_who_is_blocked_gets_no_link_and_cannot_confirm(forum):
    row = known(forum, NOW)
    block(row, now=NOW)
    row.refresh_from_db()
    with pytest.raises(Refused, match="participant_blocked"):
        confirm(row, now=NOW)
    enter(forum, hand(), now=NOW + timedelta(days=1))
    assert Message.objects.filter(verb="participants.confirm").count() == 1
    unblock(row)
    assert confirm(Participant.objects.get(pk=row.pk), now=NOW).blocked_at is None


def test_what_waited_is_opened_each_time_a_link_is_followed(forum, monkeypatch):
    opened = []
    monkeypatch.setitem(confirmed._HANDLERS, "test", lambda who, now: opened.append((who.pk, now)))
    row = known(forum, NOW)
    confirm(row, now=NOW)
    assert opened == [(row.pk, NOW)] * 2


def test_a_signed_in_person_needs_no_link_and_speaks_for_their_only_organisation(forum, ana, red):
    row = of_user(ana, forum, now=NOW)
    assert (row.email, row.user, row.organisation, row.kind) == (ana.email, ana, red, red.kind)
    assert of_user(ana, forum, now=NOW) == row
    assert not Message.objects.filter(verb="participants.confirm").exists()


def test_an_account_takes_the_row_of_its_address_and_what_waits_there_waits_on(
    forum, ana, monkeypatch
):
    opened = []
    monkeypatch.setitem(confirmed._HANDLERS, "test", lambda who, now: opened.append(who.pk))
    waiting = enter(forum, hand(ana.email), now=NOW)
    assert of_user(ana, forum, now=NOW).pk == waiting.pk
    assert opened == []
    confirm(waiting, now=NOW)
    assert opened == [waiting.pk]


def test_somebody_of_a_protected_organisation_is_shown_without_name_or_country(forum, ana, red):
    red.is_protected, red.protected_name = True, "A network"
    red.save()
    row = of_user(ana, forum, now=NOW)
    assert (row.hides_name, row.country) == (True, "")
    assert row.shown_name == f"Participant {row.pk}"


def test_nobody_speaks_for_an_organisation_they_do_not_act_for(forum, ana, lagos):
    with pytest.raises(Refused, match="not_yours"):
        introduce(of_user(ana, forum, now=NOW), hand(), organisation=lagos)
    with pytest.raises(Refused, match="not_yours"):
        introduce(known(forum, NOW), hand(), organisation=lagos)


def test_a_person_is_forgotten_with_their_mails(forum):
    row = forget(known(forum, NOW), now=NOW)
    assert row.email.endswith("@erased.invalid")
    assert (row.name, row.shown_name) == ("", f"Participant {row.pk}")
    assert not Message.objects.filter(to_email="visitor@example.org").exists()
    assert forget(row, now=NOW).email == row.email


def test_an_account_that_goes_takes_its_participant_along(forum, ana):
    row = of_user(ana, forum, now=NOW)
    erase_account(ana, now=NOW)
    row.refresh_from_db()
    assert row.is_erased
    assert row.user_id is None


def test_who_never_followed_the_link_is_deleted_after_two_weeks(forum):
    enter(forum, hand(), now=NOW)
    kept = known(forum, NOW, "kept@example.org")
    assert forget_unconfirmed(NOW + timedelta(days=13)) == 0
    assert forget_unconfirmed(NOW + timedelta(days=15)) == 1
    assert list(Participant.objects.all()) == [kept]
