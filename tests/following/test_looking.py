"""Looking for what is new: who is written to, about what, and never twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict

from avow.directory.services import rebuild, withdraw
from avow.following import targets
from avow.following.models import Follow
from avow.following.services import keeping, looking
from avow.following.services.looking import look
from avow.ledger.services import record
from avow.notices.models import Message
from avow.participants.models import Participant
from avow.participants.services import entering
from avow.participants.services.entering import of_user
from avow.people.services.merging import merge
from tests.factories import make_organisation
from tests.following.kit import NOW, follows, mails, protect, search, show
from tests.participants.kit import known
from tests.worlds import at

HOUR = timedelta(hours=1)
LATER = NOW + timedelta(minutes=30)
MX = {"country": "MX", "region": "019"}
KE = {"country": "KE", "region": "014"}


@pytest.fixture
def vita(forum):
    return known(forum, NOW)


def test_a_reader_is_told_once_of_what_is_new_in_a_search(forum, vita):
    show(forum, "GE-1", NOW - HOUR, **MX)
    row = follows(vita, search(forum, "country=MX"))
    show(forum, "GE-2", NOW + timedelta(minutes=5), title="Safe homes", **MX)
    show(forum, "GE-3", NOW + timedelta(minutes=5), **KE)
    assert look(NOW + timedelta(minutes=29)) == 0
    assert look(LATER) == 1
    assert look(LATER) == look(LATER + HOUR) == 0
    (mail,) = mails()
    assert mail.to_email == vita.email
    assert mail.subject == "1 new in what you follow"
    assert "Mexico\n1 new commitment" in mail.text
    assert "- GE-2 Safe homes" in mail.text
    assert "/en/generation-equality/commitments/GE-2/" in mail.text
    assert ("GE-1" in mail.text, "GE-3" in mail.text) == (False, False)
    row.refresh_from_db()
    assert row.looked_until == LATER + HOUR - timedelta(minutes=15)


def test_nothing_new_is_no_mail_and_what_came_too_late_comes_next(forum, vita):
    follows(vita, search(forum))
    show(forum, "GE-1", NOW + timedelta(minutes=20))
    assert look(LATER) == 0  # it may still be in the writing
    assert look(LATER + timedelta(minutes=30)) == 1
    assert look(NOW + timedelta(days=1)) == 0


def test_many_that_are_too_new_hide_none_that_is_new(forum, vita, red):
    """What a look leaves for the next one stands before what it takes, however much it is."""
    follows(vita, search(forum))
    follows(vita, search(forum, "country=KE"))
    follows(vita, targets.of_organisation(red))
    show(forum, "GE-1", NOW + timedelta(minutes=1), **MX)
    for n in range(40):
        show(forum, f"GE-2{n:02}", NOW + timedelta(minutes=16), **(MX if n % 2 else KE))
    assert look(LATER) == 1
    assert mails()[0].text.count("- GE-1 ") == 2
    assert "GE-2" not in mails()[0].text
    assert look(LATER + HOUR) == 1
    assert mails()[1].subject == "100 new in what you follow"


def test_all_that_one_person_follows_comes_in_one_mail_of_twenty(forum, vita):
    follows(vita, search(forum, "country=MX"), name="My  Mexico")
    follows(vita, search(forum, "country=KE"))
    for n in range(30):
        show(forum, f"GE-1{n:02}", NOW + timedelta(minutes=1), **MX)
    show(forum, "GE-200", NOW + timedelta(minutes=1), **KE)
    assert look(LATER) == 1
    (mail,) = mails()
    assert mail.subject == "31 new in what you follow"
    assert mail.text.count("\n- GE-") == 20
    assert "My Mexico\n30 new commitments" in mail.text
    assert "and 11 more: http" in mail.text
    assert "/commitments/?country=MX\n" in mail.text
    assert "GE-200" in mail.text


def test_each_follows_at_their_own_pace(forum, vita):
    wanda = known(forum, NOW, "wanda@example.org")
    daily = follows(vita, search(forum), frequency="daily")
    follows(wanda, search(forum), frequency="weekly")
    follows(known(forum, NOW, "kim@example.org"), search(forum), frequency="none")
    show(forum, "GE-1", NOW + HOUR)
    assert look(at("2021-04-07 23:00")) == 0
    assert look(at("2021-04-08 08:00")) == 1
    show(forum, "GE-2", at("2021-04-08 09:00"))
    assert look(at("2021-04-09 09:00")) == 1  # an hour late
    daily.refresh_from_db()
    assert daily.due_at == at("2021-04-10 08:00")
    assert look(at("2021-04-12 08:00")) == 1
    assert [mail.to_email for mail in mails()] == [vita.email] * 2 + [wanda.email]
    assert [("GE-1" in mail.text, "GE-2" in mail.text) for mail in mails()] == [
        (True, False), (False, True), (True, True),
    ]  # fmt: skip


def test_what_was_withdrawn_before_the_mail_is_not_in_it(forum, vita):
    follows(vita, search(forum))
    show(forum, "GE-1", NOW + timedelta(minutes=1), title="Burnt house")
    withdraw(forum, "GE-1", reason="It burnt.", at=NOW + timedelta(minutes=10))
    assert look(LATER) == 0


def test_what_two_follow_is_asked_for_once_but_read_as_it_is_for_each(forum, vita, monkeypatch):
    """One look serves many: a withdrawal between two mails of it still counts."""
    follows(vita, search(forum))
    follows(known(forum, NOW, "wanda@example.org"), search(forum))
    show(forum, "GE-1", NOW + timedelta(minutes=1), title="Burnt house")
    told = looking.tell

    def then_withdrawn(*args, **kwargs):
        number = told(*args, **kwargs)
        withdraw(forum, "GE-1", at=NOW)
        return number

    monkeypatch.setattr(looking, "tell", then_withdrawn)
    assert look(LATER) == 1
    assert len(mails()) == 1


def test_of_a_protected_maker_only_public_words_are_mailed(forum, vita):
    follows(vita, search(forum))
    hidden = {"organisation_slug": None, "organisation_name": "Protected organisation 7"}
    show(forum, "GE-1", NOW, **hidden, country="", region="")
    show(forum, "GE-2", NOW + timedelta(minutes=1), **hidden, country="", region="")
    look(LATER)
    (mail,) = mails()
    assert "GE-2 Title of GE-2 (Protected organisation 7)" in mail.text


def test_a_choice_that_is_gone_does_not_widen_the_search(forum, vita):
    row = follows(vita, search(forum, "coalition=gender_based_violence&country=MX"))
    Follow.objects.filter(pk=row.pk).update(query="coalition=gone&country=MX")
    show(forum, "GE-1", NOW + timedelta(minutes=1), **MX)
    assert look(LATER) == 0


def test_an_action_that_was_replaced_is_still_followed(forum, vita, world):
    code = "GBV-1"
    show(forum, "GE-1", NOW + timedelta(minutes=1), actions=(code,))
    follows(vita, search(forum, f"action={code}"))
    assert look(LATER) == 1


def test_an_organisation_is_followed_until_it_is_kept_back(forum, vita, red):
    follows(vita, targets.of_organisation(red))
    mine = {"organisation_slug": red.slug, "organisation_name": red.name}
    show(forum, "GE-1", NOW + timedelta(minutes=1), **mine)
    show(forum, "GE-2", NOW + timedelta(minutes=1), organisation_slug="another")
    assert look(LATER) == 1
    assert f"{red.name}\n1 new commitment" in mails()[0].text
    protect(red)
    show(forum, "GE-3", LATER + timedelta(minutes=1), **mine)
    assert look(LATER + HOUR) == 0


def test_changes_of_a_commitment_are_told_and_its_withdrawal_without_its_text(forum, vita):
    show(forum, "GE-1", NOW - HOUR, title="Safe homes")
    follows(vita, targets.of_commitment("GE-1"))
    assert look(LATER) == 0
    show(forum, "GE-1", NOW - HOUR, title="Safe homes", revision=2, status="delayed")
    record("report.publish", forum=forum, subject="report:GE-1:2021", at=LATER, role="secretariat")
    record("report.publish", forum=forum, subject="report:GE-10:2021", at=LATER, role="secretariat")
    record("report.hand_in", forum=forum, subject="report:GE-1:2021", at=LATER, role="secretariat")
    assert look(LATER + HOUR) == 1
    text = mails()[0].text
    assert "It was amended.\n  A report was published.\n  Its status is now: Delayed." in text
    assert look(LATER + 2 * HOUR) == 0
    withdraw(forum, "GE-1", at=LATER + 2 * HOUR)
    assert look(LATER + 3 * HOUR) == 1
    mail = mails()[1]
    assert "GE-1\n  It was withdrawn." in mail.text
    assert "Safe homes" not in mail.text + mail.html + str(mail.context)
    assert look(LATER + 4 * HOUR) == 0


def test_the_read_model_made_again_is_no_news(forum, vita):
    show(forum, "GE-1", NOW - HOUR)
    follows(vita, search(forum))
    follows(vita, targets.of_commitment("GE-1"))
    rebuild(forum)
    show(forum, "GE-1", NOW - HOUR)
    assert look(LATER) == 0


def test_a_mail_is_in_the_readers_language_with_a_header_that_ends_them(forum, ana):
    ana.language = "fr"
    ana.save()
    person = of_user(ana, forum, now=NOW)
    follows(person, search(forum, "country=MX"))
    show(forum, "GE-1", NOW + timedelta(minutes=1), **MX)
    look(LATER)
    (mail,) = mails()
    assert (mail.language, mail.to_email) == ("fr", ana.email)
    assert "Mexique" in mail.text
    assert mail.unsubscribe_url.endswith(f"/fr/{forum.slug}/searches/end/{person.follower.token}/")
    assert f"/fr/{forum.slug}/commitments/GE-1/" in mail.text


def test_a_look_that_died_is_done_again_as_a_whole(forum, vita, monkeypatch):
    follows(vita, search(forum))
    show(forum, "GE-1", NOW + timedelta(minutes=1))
    with monkeypatch.context() as broken:
        broken.setattr(Follow.objects, "bulk_update", lambda *_args: 1 / 0)
        assert look(LATER) == 0
    assert mails() == []
    assert look(LATER) == 1


def test_one_that_breaks_stops_nobody_else(forum, vita, monkeypatch):
    wanda = known(forum, NOW, "wanda@example.org")
    first, second = follows(vita, search(forum)), follows(wanda, search(forum))
    Follow.objects.filter(pk=second.pk).update(due_at=first.due_at + timedelta(seconds=1))
    show(forum, "GE-1", NOW + timedelta(minutes=1))
    Follow.objects.filter(pk=first.pk).update(kind="commitment", ref="GE-1", seen={"odd": 1})
    assert look(LATER + timedelta(minutes=1)) == 1
    assert [mail.to_email for mail in mails()] == [wanda.email]


def test_the_outbox_itself_refuses_a_second_mail_of_a_slot(forum, vita):
    row = follows(vita, search(forum))
    show(forum, "GE-1", NOW + timedelta(minutes=1))
    look(LATER)
    Follow.objects.filter(pk=row.pk).update(looked_until=NOW, due_at=LATER)  # an old backup
    assert look(LATER + timedelta(minutes=3)) == 0
    assert len(mails()) == 1


def test_many_people_are_taken_in_batches_and_the_rest_next_time(forum, monkeypatch):
    monkeypatch.setattr(looking, "BATCH", 2)
    for n in range(5):
        follows(known(forum, NOW, f"p{n}@example.org"), search(forum))
    show(forum, "GE-1", NOW + timedelta(minutes=1))
    clock = iter([0.0, 1, 1, 1, 400, *[500] * 9])
    with monkeypatch.context() as slow:
        slow.setattr(looking, "monotonic", lambda: next(clock))
        assert look(LATER) == 2
    assert look(LATER) == 3
    assert len({mail.to_email for mail in mails()}) == 5


@pytest.mark.django_db(transaction=True)
def test_two_ticks_at_the_same_moment_write_each_mail_once(world):
    people = [known(world.forum, NOW, f"p{n}@example.org") for n in range(6)]
    for person in people:
        follows(person, search(world.forum))
    show(world.forum, "GE-1", NOW + timedelta(minutes=1))

    def work(_number):
        try:
            return look(LATER)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(work, range(3))) == 6
    assert sorted(mail.to_email for mail in mails()) == [person.email for person in people]


@pytest.mark.parametrize("change", ["blocked", "inactive", "erased"])
def test_nobody_who_may_not_read_it_is_written_to(forum, ana, change):
    person = of_user(ana, forum, now=NOW)
    follows(person, search(forum))
    show(forum, "GE-1", NOW + timedelta(minutes=1))
    if change == "blocked":
        entering.block(person, now=NOW)
    elif change == "inactive":
        ana.is_active = False
        ana.save()
    else:
        entering.forget(person, now=NOW)
        assert not Follow.objects.exists()
    assert look(LATER) == 0
    assert mails() == []
    entering.unblock(person)
    assert look(LATER + HOUR) == 0  # nor of what was new meanwhile


def test_a_merged_organisation_is_followed_under_its_new_name(forum, vita, red, sofia):
    twin = make_organisation("Red de las Mujeres", country="MX")
    wanda = known(forum, NOW, "wanda@example.org")
    for one in (twin, red):
        follows(vita, targets.of_organisation(one))
    follows(wanda, targets.of_organisation(twin))
    merge(twin, red, by=sofia, forum=forum, now=NOW)
    assert {row.organisation for row in Follow.objects.all()} == {red}
    assert Follow.objects.count() == 2
    follows(wanda, targets.of_organisation(red))  # known already
    assert Follow.objects.count() == 2


@pytest.mark.parametrize("number", [3, 12])
def test_a_look_costs_the_same_for_each_search(forum, vita, number, django_assert_max_num_queries):
    for n in range(number):
        follows(vita, search(forum, f"year={2000 + n}"))
        show(forum, f"GE-{n}", NOW + timedelta(minutes=1), year=2000 + n)
        follows(vita, targets.of_commitment(f"GE-{n}"))
    with django_assert_max_num_queries(40 + number):  # one for each search
        assert look(LATER) == 1
    assert mails()[0].subject.startswith(f"{number} new")


def test_who_follows_thousands_of_the_same_asks_the_directory_once(
    forum, django_assert_max_num_queries
):
    people = Participant.objects.bulk_create(
        Participant(forum=forum, email=f"p{n}@example.org", confirmed_at=NOW, created_at=NOW)
        for n in range(20)
    )
    for person in people:
        follows(person, search(forum, "country=MX"))
    show(forum, "GE-1", NOW + timedelta(minutes=1), **MX)
    with django_assert_max_num_queries(20 + 20 * 16):
        assert look(LATER) == 20
    assert Message.objects.count() == 20


def test_a_search_is_kept_as_the_directory_understood_it(forum):
    query = QueryDict("country=MX&country=XX&evil=1&page=4&q=%20safe%20%20homes&sort=title")
    assert search(forum, query.urlencode()).query == "country=MX&q=safe+homes"
    assert keeping.named(" \u200b ") == ""
