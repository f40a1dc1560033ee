"""Makers are called, reminded before and after the due date, and never twice."""

import pytest

from avow.kernel.lifecycle import Refused
from avow.notices.models import Message
from avow.people import windows
from avow.progress import due, services
from avow.progress.models import Cycle, Reminder
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER
from tests.worlds import at


def told(user, verb="report.reminder"):
    return Message.objects.filter(verb=verb, to_user=user).count()


def test_every_maker_is_called_once_at_the_opening(cycle, ana, bea):
    assert due.remind(OPENED) == 1
    assert due.remind(OPENED) == 0
    assert (told(ana, "report.call"), told(bea, "report.call")) == (1, 1)
    mail = Message.objects.get(verb="report.call", to_user=ana)
    assert (mail.context["number"], mail.context["due_on"]) == (1, "2022-07-31")


@pytest.mark.parametrize(
    "moment, days",
    [
        ("2022-06-30 12:00", None),
        ("2022-07-01 00:00", 30),
        ("2022-07-24 12:00", 7),
        ("2022-07-30 12:00", 1),
        ("2022-08-01 12:00", -1),
        ("2022-08-20 12:00", -14),
        ("2022-09-29 12:00", -30),
        ("2022-09-30 00:00", None),
    ],
)
def test_reminders_come_on_the_packs_days(cycle, ana, moment, days):
    due.remind(OPENED)
    for _ in range(2):
        due.remind(at(moment))
    assert told(ana) == (days is not None)
    assert list(Reminder.objects.exclude(days=0).values_list("days", flat=True)) == (
        [days] if days is not None else []
    )


def test_who_has_handed_in_is_left_alone(handed_in, ana):
    due.remind(at("2022-07-30 12:00"))
    assert told(ana) == 0


def test_who_was_granted_more_time_is_reminded_by_its_own_due_date(cycle, ana, red, sofia):
    windows.grant_exception(
        cycle.window, red, until=at("2022-08-16 00:00"), reason="Rain", by=sofia, now=ON_TIME
    )
    due.remind(at("2022-08-02 12:00"))
    due.remind(at("2022-08-14 12:00"))
    days = Reminder.objects.exclude(days=0).order_by("pk").values_list("days", flat=True)
    assert list(days) == [14, 1]
    mail = Message.objects.filter(verb="report.reminder", to_user=ana).last()
    assert (mail.context["due_on"], mail.context["late"]) == ("2022-08-15", False)


def test_the_secretariat_sees_who_is_silent_and_reminds_by_one_click_a_day(cycle, red, ana, sofia):
    assert list(services.silent(cycle)) == [red]
    assert services.remind_now(cycle, [red.pk], sofia, LATE) == 1
    assert services.remind_now(cycle, [red.pk], sofia, LATE) == 0
    assert told(ana) == 1
    assert Message.objects.get(verb="report.reminder", to_user=ana).context["late"] is True


@pytest.mark.parametrize("who", ["ana", "dina", "vera", "chidi"])
def test_nobody_else_reminds(cycle, red, world, who):
    with pytest.raises(Refused) as refusal:
        services.remind_now(cycle, [red.pk], world.user(who), LATE)
    assert refusal.value.forbidden


def test_nobody_is_reminded_by_hand_of_what_is_not_taken(cycle, red, sofia):
    with pytest.raises(Refused, match="cycle_takes_no_reports"):
        services.remind_now(cycle, [red.pk], sofia, OVER)


def test_reminders_cost_the_same_for_those_who_were_told(
    cycle, promise, django_assert_max_num_queries
):
    due.remind(OPENED)
    row = Cycle.objects.whole().get(pk=cycle.pk)
    with django_assert_max_num_queries(3):
        services.call(row, OPENED)
    with django_assert_max_num_queries(3):
        services.remind(row, OPENED)
