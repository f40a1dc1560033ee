"""Who runs a forum, who champions a coalition, and longer windows for one organisation."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.people import seats, services
from avow.people.forms import SeatForm
from avow.people.models import ForumRole, Seat, SeatHolder, WindowGrant
from avow.people.windows import current_window, extend_window, grant_exception, status_for
from tests.factories import give_role, make_seat, make_user
from tests.worlds import at

NOW = at("2021-04-05 10:00")
TODAY = date(2021, 4, 5)


def test_a_role_is_given_once_and_the_ledger_names_nobody(world, sofia, chidi):
    for _ in range(2):
        services.grant_role(chidi, world.forum, "core_group", by=sofia, now=NOW)
    entry = Entry.objects.get()
    assert (entry.verb, entry.role, entry.data) == (
        "role.granted",
        "secretariat",
        {"role": "core_group"},
    )


@pytest.mark.parametrize("who", ["ana", "dina", "vera"])
def test_only_the_secretariat_gives_and_takes_roles(world, who):
    with pytest.raises(Refused, match="not_yours"):
        services.grant_role(make_user(), world.forum, "secretariat", by=world.user(who), now=NOW)
    with pytest.raises(Refused, match="not_yours"):
        services.revoke_role(ForumRole.objects.first(), by=world.user(who), now=NOW)


def test_the_secretariat_of_another_forum_has_no_say_here(world, sofia):
    ForumRole.objects.filter(user=sofia).delete()
    with pytest.raises(Refused, match="not_yours"):
        services.grant_role(sofia, world.forum, "core_group", by=sofia, now=NOW)


def test_the_last_member_of_the_secretariat_stays(world, sofia, tom):
    services.revoke_role(ForumRole.objects.get(user=tom), by=sofia, now=NOW)
    mine = ForumRole.objects.get(user=sofia)
    with pytest.raises(Refused, match="last_secretariat"):
        services.revoke_role(mine, by=sofia, now=NOW)
    with pytest.raises(Refused, match="last_secretariat"):
        services.revoke_role(mine, by=None, now=NOW)


def test_a_member_whose_account_is_closed_does_not_count(world, sofia, tom):
    tom.is_active = False
    tom.save()
    with pytest.raises(Refused, match="last_secretariat"):
        services.revoke_role(ForumRole.objects.get(user=sofia), by=sofia, now=NOW)


def test_a_second_click_takes_nothing_more_away(world, sofia, tom):
    row = ForumRole.objects.get(user=tom)
    services.revoke_role(row, by=sofia, now=NOW)
    services.revoke_role(row, by=sofia, now=NOW)
    assert Entry.objects.count() == 1


def test_the_core_groups_last_member_may_go(world, sofia, vera):
    services.revoke_role(ForumRole.objects.get(user=vera), by=sofia, now=NOW)
    assert not ForumRole.objects.filter(user=vera).exists()


def test_champions_of_a_coalition_on_a_day(gbv, economy):
    names = [seat.holders_now[0].organisation.slug for seat in seats.seats_of(gbv, TODAY)]
    assert names == ["fundacion-aurora", "anatolia-legal-aid", "sunduq-an-nisa"]
    assert len(seats.champions([gbv, economy], TODAY)[economy.pk]) == 3
    assert {user.email.split("@")[0] for user in seats.champion_users(gbv, TODAY)} == {
        "dina",
        "emre",
        "farah",
    }
    assert seats.seats_of(gbv, date(2031, 1, 1)) == []


def give(world, coalition, organisation, by, **period):
    values = {"starts_on": TODAY, "ends_on": TODAY + timedelta(days=365), **period}
    return services.give_seat(coalition, organisation, by=by, now=NOW, **values)


def test_a_seat_is_given_once(world, gbv, red, sofia):
    assert give(world, gbv, red, sofia) == give(world, gbv, red, sofia)
    with pytest.raises(Refused, match="holds_seat_already"):
        give(world, gbv, red, sofia, ends_on=TODAY + timedelta(days=30))
    with pytest.raises(Refused, match="period_not_in_order"):
        give(world, gbv, red, sofia, ends_on=TODAY - timedelta(days=1))
    with pytest.raises(Refused, match="not_yours"):
        give(world, gbv, red, world.user("dina"))


def test_a_seat_is_shared_and_handed_on(world, gbv, red, lagos, sofia):
    seat = give(world, gbv, red, sofia, starts_on=TODAY - timedelta(days=30))
    services.take_seat_over(seat, lagos, by=sofia, now=NOW)
    assert seats.seat_holders([seat.pk], TODAY) == {seat.pk: {red.pk, lagos.pk}}
    with pytest.raises(Refused, match="holds_seat_already"):
        services.take_seat_over(seat, lagos, by=sofia, now=NOW)
    aurora = world.organisation("fundacion-aurora")
    services.take_seat_over(seat, aurora, by=sofia, now=NOW + timedelta(days=9), beside=False)
    day = TODAY + timedelta(days=9)
    assert seats.seat_holders([seat.pk], day) == {seat.pk: {aurora.pk}}


def test_chairs_rotate(world, gbv, sofia):
    first, second = SeatHolder.objects.filter(seat__coalition=gbv).order_by("pk")[:2]
    services.set_co_chair(first, chairs=True, by=sofia, now=NOW)
    assert seats.co_chairs(gbv, TODAY) == [first.organisation]
    services.set_co_chair(first, chairs=False, by=sofia, now=NOW)
    services.set_co_chair(second, chairs=True, by=sofia, now=NOW)
    assert seats.co_chairs(gbv, TODAY) == [second.organisation]


def test_an_ended_seat_is_empty_from_tomorrow_and_stays_a_row(world, gbv, sofia):
    seat = Seat.objects.filter(coalition=gbv).order_by("pk")[0]
    for _ in range(2):
        services.end_seat(seat, by=sofia, now=NOW)
    assert seat in seats.seats_of(gbv, TODAY)
    assert seat not in seats.seats_of(gbv, TODAY + timedelta(days=1))
    assert Entry.objects.filter(verb="seat.ended").count() == 1
    with pytest.raises(Refused, match="seat_over"):
        services.take_seat_over(
            Seat.objects.get(pk=seat.pk),
            world.organisation("red-de-mujeres"),
            by=sofia,
            now=NOW + timedelta(days=5),
        )


@pytest.mark.parametrize("rows", [3, 20])
def test_champions_cost_the_same_for_few_and_many(gbv, rows, django_assert_num_queries, world):
    for _ in range(rows - 3):
        make_seat(gbv, world.organisation("red-de-mujeres"))
    with django_assert_num_queries(2):
        assert len(seats.seats_of(gbv, TODAY)) == rows


def test_a_grant_opens_the_window_for_one_organisation_only(world, red, lagos, sofia):
    window = world.window("applications")
    late = window.closes_at + timedelta(days=2)
    for _ in range(2):
        grant_exception(
            window,
            red,
            until=window.closes_at + timedelta(days=7),
            reason="Flood",
            by=sofia,
            now=NOW,
        )
    assert WindowGrant.objects.count() == 1
    assert Entry.objects.get().data["organisation"] == red.pk
    assert current_window(world.forum, "applications", late, red).is_open
    assert not current_window(world.forum, "applications", late, lagos).is_open
    assert not current_window(world.forum, "applications", late).is_open
    assert not status_for(window, window.closes_at + timedelta(days=7), red).is_open


def test_a_grant_needs_a_reason_and_a_later_end(world, red, sofia):
    window = world.window("applications")
    with pytest.raises(Refused) as refused:
        grant_exception(window, red, until=window.closes_at, reason=" ", by=sofia, now=NOW)
    assert refused.value.reasons == ("window_reason_missing", "window_not_later")


def test_nobody_grants_their_own_organisation_more_time(world, lagos, chidi):
    give_role(chidi, world.forum)
    window = world.window("applications")
    with pytest.raises(Refused, match="not_yours"):
        grant_exception(
            window, lagos, until=window.closes_at + timedelta(days=7), reason="x", by=chidi, now=NOW
        )


def test_the_secretariat_moves_an_end_for_everybody(world, sofia, vera):
    window = world.window("applications")
    later = window.closes_at + timedelta(days=7)
    with pytest.raises(Refused, match="not_yours"):
        extend_window(window, closes_at=later, reason="Demand", by=vera, now=NOW)
    extend_window(window, closes_at=later, reason="Demand", by=sofia, now=NOW)
    assert Entry.objects.get().verb == "window.extended"
    assert current_window(world.forum, "applications", later - timedelta(days=1)).is_open


def test_the_days_of_a_new_seat_are_filled_in_whatever_the_language(world):
    with translation.override("fr"):
        form = SeatForm(forum=world.forum, today=TODAY)
        assert 'value="2021-04-05"' in str(form["starts_on"])
