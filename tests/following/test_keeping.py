"""Following by the services: kept once, thirty at most, waiting until the address is theirs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from avow.following import targets
from avow.following.models import Follow, Follower
from avow.following.services import keeping
from avow.following.services.looking import look
from avow.kernel.lifecycle import Refused
from avow.participants import confirmed
from avow.participants.models import Participant
from avow.participants.services import entering
from avow.participants.services.entering import of_user
from avow.people.personal import export_of
from avow.people.services.accounts import erase_account
from tests.following.kit import NOW, follows, mails, protect, search, show
from tests.participants.kit import hand, known

DAY = timedelta(days=1)
LATER = NOW + timedelta(minutes=30)


@pytest.fixture
def vita(forum):
    return known(forum, NOW)


def as_visitor(forum, target, email="visitor@example.org", **wanted):
    wanted = {"frequency": "once", "next_url": "/en/x/", "now": NOW} | wanted
    return keeping.follow_as(forum, hand(email), target, **wanted)


def test_a_search_is_kept_once_and_asked_again_it_is_changed(forum, vita):
    first = follows(vita, search(forum, "country=MX&country=KE"), name="Two")
    again = follows(vita, search(forum, "country=KE&country=MX&sort=title"), frequency="daily")
    assert (again.pk, again.frequency, again.name) == (first.pk, "daily", "Two")
    assert follows(vita, targets.of_commitment("GE-1")).pk != first.pk
    assert Follow.objects.count() == 2


def test_the_database_refuses_what_no_rule_allows(forum, vita):
    row = follows(vita, search(forum, "country=MX"))
    for wrong in (
        {"frequency": "none"},
        {"kind": "commitment"},
        {"kind": "organisation"},
        {"ref": "GE-1"},
        {"frequency": "hourly"},
        {"confirmed_at": None},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Follow.objects.filter(pk=row.pk).update(**wrong)
    other = follows(vita, search(forum))
    with pytest.raises(IntegrityError), transaction.atomic():
        Follow.objects.filter(pk=other.pk).update(key=row.key)


def test_thirty_are_the_most_and_what_is_followed_may_still_change(forum, vita):
    for n in range(30):
        follows(vita, search(forum, f"year={2000 + n}"))
    with pytest.raises(Refused, match="following_too_many"):
        follows(vita, search(forum))
    assert follows(vita, search(forum, "year=2000"), frequency="weekly").frequency == "weekly"
    keeping.end(Follow.objects.first(), by=vita)
    assert follows(vita, search(forum)).pk


def test_only_who_follows_it_changes_or_ends_it(forum, vita):
    row, stranger = follows(vita, search(forum)), known(forum, NOW, "wanda@example.org")
    wanted = {"name": "Mine", "frequency": "weekly", "now": NOW}
    with pytest.raises(Refused, match="not_yours"):
        keeping.change(row, by=stranger, **wanted)
    with pytest.raises(Refused, match="not_yours"):
        keeping.end(row, by=stranger)
    with pytest.raises(Refused, match="following_frequency_unknown"):
        keeping.change(row, by=vita, name="", frequency="hourly", now=NOW)
    assert keeping.change(row, by=vita, **wanted).name == "Mine"
    keeping.end(row, by=vita)
    with pytest.raises(Refused, match="moved_on"):
        keeping.end(row, by=vita)


def test_who_begins_mails_again_hears_of_what_comes_then(forum, vita):
    show(forum, "GE-1", NOW - DAY)
    rows = [follows(vita, search(forum)), follows(vita, targets.of_commitment("GE-1"))]
    for row in rows:
        keeping.change(row, by=vita, name="", frequency="none", now=NOW)
    show(forum, "GE-2", NOW + timedelta(minutes=1))
    show(forum, "GE-1", NOW - DAY, revision=2)
    for row in rows:
        keeping.change(row, by=vita, name="", frequency="once", now=NOW + DAY)
    assert look(NOW + 2 * DAY) == 0


def test_who_blocked_somebody_is_asked_no_more(forum, vita):
    entering.block(vita, now=NOW)
    vita.refresh_from_db()
    with pytest.raises(Refused, match="participant_blocked"):
        follows(vita, search(forum))


def test_a_visitors_search_waits_for_the_mailed_link(forum):
    row = as_visitor(forum, search(forum, "country=MX"))
    as_visitor(forum, search(forum, "country=MX"), frequency="daily")  # asked again
    assert Follow.objects.count() == 1
    show(forum, "GE-1", NOW + timedelta(minutes=1))
    assert look(LATER) == 0
    person = Participant.objects.get()
    assert confirmed.waiting(person) == ["To follow: Mexico"]
    entering.confirm(person, now=LATER)
    row.refresh_from_db()
    assert (row.frequency, row.confirmed_at, row.looked_until) == ("daily", LATER, LATER)
    assert look(NOW + DAY) == 0  # what was public before is no news
    show(forum, "GE-2", NOW + DAY)
    assert look(NOW + 2 * DAY) == 1


def test_nobody_changes_what_is_followed_at_anothers_address(forum, vita):
    row = follows(vita, search(forum), name="Mine")
    same = as_visitor(forum, search(forum), name="Theirs", frequency="none")
    assert (same.pk, same.name, same.frequency) == (row.pk, "Mine", "once")
    waits = as_visitor(forum, search(forum, "country=KE"))
    assert waits.confirmed_at is None
    assert list(Follow.objects.of(vita)) == [row]
    entering.open_own(vita, drop=True, now=NOW + DAY)
    assert list(Follow.objects.all()) == [row]


def test_a_stranger_fills_nobodys_thirty(forum, vita):
    for n in range(35):
        as_visitor(forum, search(forum, f"year={2000 + n}"))
    assert Follow.objects.waiting().count() == 30
    own = follows(vita, search(forum, "country=MX"))
    entering.open_own(vita, now=NOW)
    assert Follow.objects.counting().count() == 30
    own.refresh_from_db()
    assert own.confirmed_at == NOW


def test_what_waits_is_ones_own_once_one_follows_it_oneself(forum, vita):
    waits = as_visitor(forum, search(forum))
    assert follows(vita, search(forum)).pk == waits.pk
    assert Follow.objects.get().confirmed_at == NOW


def test_what_nobody_confirmed_is_forgotten_after_two_weeks(forum, vita):
    as_visitor(forum, search(forum))
    entering.forget_unconfirmed(NOW + 13 * DAY)
    assert Follow.objects.count() == 1
    entering.forget_unconfirmed(NOW + 15 * DAY)
    assert Follow.objects.count() == 0


def test_one_click_ends_all_mails_and_keeps_what_is_followed(forum, vita):
    follows(vita, search(forum))
    follows(vita, search(forum, "country=MX"), frequency="weekly")
    follower = Follower.objects.get()
    assert keeping.end_mails(follower) == 2
    assert keeping.end_mails(follower) == 0
    assert {row.frequency for row in Follow.objects.of(vita)} == {"none"}
    show(forum, "GE-1", NOW + timedelta(minutes=1))
    assert look(LATER) == 0


def test_an_account_takes_along_what_it_follows_and_tells_it_before(forum, ana, red):
    person = of_user(ana, forum, now=NOW)
    follows(person, search(forum, "country=MX"), name="Mexico")
    follows(person, targets.of_organisation(red))
    told = export_of(ana)["following"]
    assert [(one["search"], one["organisation"], one["name"]) for one in told] == [
        ("country=MX", "", "Mexico"),
        ("", red.slug, ""),
    ]
    protect(red)
    assert export_of(ana)["following"][1]["organisation"] == ""
    erase_account(ana, now=NOW)
    assert Follower.objects.count() == Follow.objects.count() == 0
    assert mails() == []


def test_who_followed_without_an_account_keeps_it_with_one(forum, ana):
    row = follows(known(forum, NOW, ana.email), search(forum))
    assert list(Follow.objects.of(of_user(ana, forum, now=NOW))) == [row]


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_the_same_moment_keep_one(world):
    person, target = known(world.forum, NOW), search(world.forum)

    def click(_number):
        try:
            return follows(person, target).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert len(set(pool.map(click, range(3)))) == 1
    assert Follow.objects.count() == 1
