"""Who somebody is in a forum, and towards a thing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from avow.people.models import Representation, SeatHolder
from avow.people.roles import Role
from avow.people.rules import DECIDING, Standing, roles_towards
from avow.people.standing import standing_in_forum, standing_towards
from tests.factories import give_role, make_organisation, make_seat, make_user, represent
from tests.worlds import at

NOW = at("2021-04-05 10:00")


def test_a_champion_sits_in_the_seat_of_the_organisation_they_act_for(dina, forum, gbv):
    standing = standing_in_forum(dina, forum, NOW)
    assert standing.roles == {Role.VISITOR, Role.SIGNED_IN, Role.REPRESENTATIVE, Role.CHAMPION}
    assert standing.coalitions == {gbv.pk}
    assert len(standing.seats) == 1


def test_the_secretariat_is_the_secretariat_in_its_own_forum_only(sofia, forum):
    assert standing_in_forum(sofia, forum, NOW).has(Role.SECRETARIAT)
    forum.pk = 0
    assert not standing_in_forum(sofia, forum, NOW).has(Role.SECRETARIAT)


def test_a_visitor_is_nobody_and_costs_nothing(forum, django_assert_num_queries):
    from django.contrib.auth.models import AnonymousUser

    with django_assert_num_queries(0):
        assert standing_in_forum(AnonymousUser(), forum, NOW).roles == {Role.VISITOR}


def test_somebody_whose_account_is_closed_is_nobody(sofia, forum):
    sofia.is_active = False
    assert standing_in_forum(sofia, forum, NOW).roles == {Role.VISITOR}


def test_a_reader_of_a_champion_organisation_is_no_champion(forum, world):
    reader = make_user()
    represent(reader, world.organisation("fundacion-aurora"), "reader")
    standing = standing_in_forum(reader, forum, NOW)
    assert standing.roles == {Role.VISITOR, Role.SIGNED_IN, Role.READER}
    assert standing.organisations == frozenset()
    assert len(standing.readable_organisations) == 1


@pytest.mark.parametrize(
    ("day", "champion"),
    [
        ("2021-04-30 23:59", False),
        ("2021-05-01 00:00", True),
        ("2022-04-30 23:59", True),
        ("2022-05-01 00:00", False),
    ],
)
def test_a_seat_counts_from_its_first_to_its_last_day_in_the_forums_zone(
    forum, gbv, red, ana, day, champion
):
    make_seat(gbv, red, starts_on=date(2021, 5, 1), ends_on=date(2022, 4, 30))
    assert standing_in_forum(ana, forum, at(day)).has(Role.CHAMPION) is champion


def test_an_organisation_that_left_its_seat_is_no_champion_any_more(dina, forum):
    SeatHolder.objects.filter(organisation__slug="fundacion-aurora").update(until=date(2021, 4, 4))
    assert not standing_in_forum(dina, forum, NOW).has(Role.CHAMPION)


@pytest.mark.parametrize("rows", [1, 20])
def test_standing_costs_the_same_for_one_organisation_and_for_twenty(
    forum, gbv, rows, django_assert_num_queries
):
    user = make_user()
    for _ in range(rows):
        organisation = make_organisation()
        represent(user, organisation)
        make_seat(gbv, organisation)
    with django_assert_num_queries(4):
        standing_towards(
            user, forum=forum, organisation_ids=[], coalition_ids=[gbv.pk], partner_ids=[], now=NOW
        )


def towards(user, world, *, of=(), partners=(), coalitions=("gender_based_violence",)):
    """Return the roles of `user` towards a thing of these organisations."""
    return standing_towards(
        user,
        forum=world.forum,
        organisation_ids=[organisation.pk for organisation in of],
        coalition_ids=[world.coalition(code).pk for code in coalitions],
        partner_ids=[organisation.pk for organisation in partners],
        now=NOW,
    )


def test_a_champion_counts_only_for_the_things_coalitions(world, dina, red):
    assert Role.CHAMPION in towards(dina, world, of=[red])
    assert Role.CHAMPION not in towards(dina, world, of=[red], coalitions=["economic_justice"])


def test_a_representative_may_act_for_their_own_organisations_thing_only(world, ana, red, lagos):
    assert towards(ana, world, of=[red]) == {
        Role.VISITOR,
        Role.SIGNED_IN,
        Role.REPRESENTATIVE,
        Role.OWN_ORGANISATION,
    }
    assert Role.REPRESENTATIVE not in towards(ana, world, of=[lagos])


@pytest.mark.parametrize("role", ["lead", "editor", "reader"])
@pytest.mark.parametrize("as_partner", [False, True])
def test_whoever_represents_the_organisation_decides_nothing_about_it(
    world, red, sofia, role, as_partner, gbv
):
    represent(sofia, red, role)
    give_role(sofia, world.forum, "core_group")
    make_seat(gbv, red)
    mine = {"partners": [red]} if as_partner else {"of": [red]}
    roles = towards(sofia, world, **mine)
    assert Role.OWN_ORGANISATION in roles
    assert not roles & DECIDING


def test_a_champion_whose_seat_is_shared_with_the_applicant_is_recused(world, dina, red):
    seat = SeatHolder.objects.get(organisation__slug="fundacion-aurora").seat
    SeatHolder.objects.create(seat=seat, organisation=red, since=seat.starts_on)
    assert {Role.CHAMPION, Role.RECUSED} <= towards(dina, world, of=[red])
    assert Role.RECUSED not in towards(dina, world, of=[world.organisation("lagos-youth-network")])


def test_leaving_an_organisation_gives_the_deciding_roles_back(world, red, sofia):
    row = represent(sofia, red)
    assert Role.SECRETARIAT not in towards(sofia, world, of=[red])
    Representation.objects.filter(pk=row.pk).delete()
    assert Role.SECRETARIAT in towards(sofia, world, of=[red])


ids = st.frozensets(st.integers(1, 6), max_size=4)


@given(
    roles=st.frozensets(st.sampled_from(sorted(Role)), max_size=7),
    acting=ids,
    reading=ids,
    coalitions=ids,
    makers=ids,
    partners=ids,
    thing=ids,
    beside=ids,
)
def test_nobody_decides_on_their_own_organisation_whatever_else_they_are(
    roles, acting, reading, coalitions, makers, partners, thing, beside
):
    standing = Standing(roles, acting, acting | reading, coalitions)
    held = roles_towards(
        standing, organisations=makers, coalitions=thing, partners=partners, shares_seat_with=beside
    )
    if (acting | reading) & (makers | partners):
        assert Role.OWN_ORGANISATION in held
        assert not held & DECIDING
    if not coalitions & thing:
        assert Role.CHAMPION not in held
    if not acting & makers:
        assert Role.REPRESENTATIVE not in held
