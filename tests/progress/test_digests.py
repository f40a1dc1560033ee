"""Champions are written how their coalitions report: now and then, once, and only what is new."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import gettext, override

from avow.commitments.models import CommitmentCoalition
from avow.kernel.lifecycle import Refused
from avow.notices.models import Message
from avow.progress import due, rules, services
from avow.progress.models import Digest, Inactivity, NoDigest
from tests.factories import make_seat
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER, walk
from tests.worlds import at

MONTH = at("2022-07-01 00:00")  # thirty days after the opening
TWO = at("2022-07-31 00:00")


def mails(user):
    return list(Message.objects.filter(verb="report.digest", to_user=user).order_by("pk"))


@pytest.fixture
def dina(world):
    return world.user("dina")


def test_after_thirty_days_each_champion_reads_how_the_coalition_stands(cycle, dina, ana, world):
    assert due.write_digests(MONTH - timedelta(seconds=1)) == 0
    assert due.write_digests(MONTH) > 0
    assert due.write_digests(MONTH) == 0
    (mail,) = mails(dina)
    (one,) = mail.context["sections"]
    assert (one["owed"], one["reported"], one["waiting"], one["percent"]) == (1, 0, 1, 0)
    assert one["last_percent"] is None
    assert "0 of 1 reports owed were handed in: 0 %." in mail.text
    assert mail.url.endswith(f"/{cycle.forum.slug}/champions/reports/?year=2022")
    assert not mails(ana)
    assert not mails(world.user("vera"))


def test_what_came_in_and_is_public_is_told_with_its_link(shown, dina):
    due.write_digests(MONTH)
    (mail,) = mails(dina)
    (one,) = mail.context["sections"]
    assert (one["reported"], one["published"], one["verified"]) == (1, 1, 0)
    assert one["statuses"] == [["on_track", 1]]
    assert f"/commitments/{shown.commitment.ref}/reports/2022/" in mail.text
    with override(mail.language):
        assert f"{gettext('On track')}: 1" in mail.text
    assert one["newest"][0]["title"] in mail.text


def test_nothing_new_is_not_told_again_and_what_changed_is(handed_in, dina, sofia):
    due.write_digests(MONTH)
    due.write_digests(TWO)
    assert len(mails(dina)) == 1
    assert list(Digest.objects.filter(user=dina).values_list("part", "told_at")) == [
        (1, MONTH),
        (2, None),
    ]
    services.publish(handed_in, sofia, TWO)
    due.write_digests(at("2022-08-30 00:00"))
    assert [mail.context["sections"][0]["published"] for mail in mails(dina)] == [0, 1]


def test_at_the_freeze_everybody_reads_how_it_ended_once(cycle, dina):
    due.write_digests(MONTH)
    walk(LATE, OVER)
    due.write_digests(OVER)
    due.write_digests(OVER + timedelta(days=1))
    last = mails(dina)[-1]
    assert len(mails(dina)) == 2
    assert last.context["frozen"] is True
    assert last.context["sections"][0]["missing"] == 1
    assert "Not reported: 1." in last.text
    Digest.objects.all().delete()
    assert due.write_digests(OVER + timedelta(days=15)) == 0  # no news any more


def test_who_leads_two_coalitions_gets_one_mail(cycle, world, dina):
    make_seat(world.coalition("economic_justice"), dina.representations.get().organisation)
    due.write_digests(MONTH)
    (mail,) = mails(dina)
    assert len(mail.context["sections"]) == 2


def test_each_part_of_a_cycle_by_the_packs_days():
    opened = OPENED.date()
    days = [opened + timedelta(days=n) for n in (0, 29, 30, 59, 60, 95)]
    assert [rules.digest_part(opened, day, 30) for day in days] == [None, None, 1, 1, 2, 3]
    assert rules.digest_part(opened, days[-1], 0) is None


def test_a_forum_may_write_none(cycle, dina):
    cycle.forum.pack["reporting"] = {**cycle.forum.pack["reporting"], "digest_days": 0}
    cycle.forum.save()
    assert due.write_digests(MONTH) == 0
    walk(LATE, OVER)
    assert due.write_digests(OVER) == 0


def test_a_champion_turns_the_mails_off_and_on_again(cycle, dina, sign_in, forum):
    page, act = (reverse(f"progress:champions_{name}", args=[forum.slug]) for name in ("reports", "mail"))  # fmt: skip
    assert "Turn these mails off" in sign_in(dina).get(page).content.decode()
    for _twice in range(2):
        assert sign_in(dina).post(act, {"mail": "off"}).status_code == 302
    assert NoDigest.objects.count() == 1
    assert "Write to me again" in sign_in(dina).get(page).content.decode()
    due.write_digests(MONTH)
    assert not mails(dina)
    sign_in(dina).post(act, {"mail": "on"})
    due.write_digests(MONTH)
    assert len(mails(dina)) == 1


def test_nobody_else_turns_mails_off(cycle, sofia):
    with pytest.raises(Refused) as refusal:
        services.refuse_digests(cycle.forum, sofia, MONTH, refuses=True)
    assert refusal.value.forbidden


def test_protected_makers_are_counted_and_never_named(shown, promise, dina, red, sign_in, forum):
    Inactivity.objects.create(commitment=promise, missed=2, announced_at=ON_TIME)
    type(red).objects.filter(pk=red.pk).update(is_protected=True, protected_name="A network")
    due.write_digests(MONTH)
    (mail,) = mails(dina)
    (one,) = mail.context["sections"]
    assert (one["published"], one["soon_inactive"]) == (1, 1)
    assert (one["newest"], one["silent"]) == ([], [])
    assert red.name not in mail.text + mail.html
    page = sign_in(dina).get(reverse("progress:champions_reports", args=[forum.slug]))
    assert page.context["sections"][0].newest == ()
    assert red.name not in page.content.decode()


def test_the_silent_ones_are_named_with_a_link(cycle, promise, dina):
    Inactivity.objects.create(commitment=promise, missed=2, announced_at=ON_TIME)
    due.write_digests(MONTH)
    (mail,) = mails(dina)
    assert "Inactive: 0. Inactive soon unless they report: 1." in mail.text
    assert f"/commitments/{promise.ref}/" in mail.text


def test_the_rate_stands_beside_that_of_the_cycle_before(shown, promise, dina, ana):
    walk(LATE, OVER, at("2023-06-01 00:00"))
    due.write_digests(at("2023-07-01 00:00"))
    (one,) = mails(dina)[-1].context["sections"]
    assert (one["percent"], one["last_percent"]) == (0, 100)


def test_of_another_coalition_nothing_is_told(cycle, promise, world):
    gita = world.user("gita")
    due.write_digests(MONTH)
    sections = [one for mail in mails(gita) for one in mail.context["sections"]]
    own = CommitmentCoalition.objects.filter(commitment=promise).values_list("coalition__names")
    assert own
    assert sum(one["owed"] for one in sections) == 0
