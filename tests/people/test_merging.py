"""Two organisations become one, and nothing is lost."""

from datetime import timedelta

import pytest

from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.people import merging, services
from avow.people.models import (
    Alias,
    DuplicatePair,
    Invitation,
    JoinRequest,
    Organisation,
    Representation,
    SeatHolder,
    WindowGrant,
)
from avow.people.windows import current_window, grant_exception
from tests.factories import make_organisation, make_seat, make_user, represent
from tests.worlds import at

NOW = at("2021-04-05 10:00")


@pytest.fixture
def twin(world, red, ana, gbv, sofia):
    """Red de Mujeres a second time, with something of everything."""
    twin = make_organisation(
        "Rede de Mujeres", country="MX", aliases=("RDM", "RedM"), website="https://red.example"
    )
    represent(make_user("zoe@example.org"), twin, "lead")
    represent(ana, twin, "reader")
    make_seat(gbv, twin)
    services.invite(
        twin, email="yan@example.org", role="editor", by=sofia, forum=world.forum, now=NOW
    )
    services.invite(red, email="yan@example.org", role="reader", by=ana, forum=world.forum, now=NOW)
    services.ask_to_join(
        twin, by=make_user("xin@example.org"), message="", forum=world.forum, now=NOW
    )
    grant_exception(
        world.window("applications"),
        twin,
        until=at("2021-07-09 00:00"),
        reason="Flood",
        by=sofia,
        now=NOW,
    )
    return twin


def merge(world, gone, kept, by, **values):
    return services.merge(gone, kept, by=by, forum=world.forum, now=NOW, **values)


def test_everything_of_the_one_that_goes_is_with_the_one_that_stays(world, red, twin, sofia, ana):
    tables = (Representation, Alias, SeatHolder, Invitation, JoinRequest, WindowGrant)
    people = set(Representation.objects.values_list("user", flat=True))
    before = {table: table.objects.count() for table in tables}
    merge(world, twin, red, sofia)
    twin.refresh_from_db()
    assert twin.merged_into == red
    for table in tables:
        assert not table.objects.filter(organisation=twin).exists()
    assert set(Representation.objects.values_list("user", flat=True)) == people
    assert Representation.objects.get(user=ana, organisation=red).role == "lead"
    # One representation of two (ana), one alias of two (RedM) and one more (the name that went).
    assert before[Representation] - 1 == Representation.objects.count()
    assert before[Alias] - 1 + 1 == Alias.objects.count()
    for table in (SeatHolder, Invitation, JoinRequest, WindowGrant):
        assert table.objects.count() == before[table]
    assert Invitation.objects.filter(organisation=red).unanswered().count() == 1


def test_the_name_that_goes_is_found_as_an_alias(world, red, twin, sofia):
    merge(world, twin, red, sofia)
    assert Organisation.objects.living().named("rede de mujeres").get() == red


def test_the_secretariat_chooses_which_values_survive(world, red, twin, sofia):
    kept = merge(world, twin, red, sofia, take={"name", "website"})
    assert (kept.name, kept.website, kept.country) == (
        "Rede de Mujeres",
        "https://red.example",
        "MX",
    )
    assert "Red de Mujeres" in kept.aliases.values_list("name", flat=True)
    assert "Rede de Mujeres" not in kept.aliases.values_list("name", flat=True)


def test_the_grant_of_the_one_that_went_counts_for_the_one_that_stays(world, red, twin, sofia):
    merge(world, twin, red, sofia)
    status = current_window(world.forum, "applications", at("2021-07-05 10:00"), red)
    assert status.is_open


def test_two_holders_of_one_seat_become_one_holder_over_both_times(world, red, twin, gbv, sofia):
    seat = SeatHolder.objects.get(organisation=twin).seat
    day = seat.starts_on + timedelta(days=9)
    SeatHolder.objects.create(seat=seat, organisation=red, since=day, until=day, is_co_chair=True)
    merge(world, twin, red, sofia)
    holder = SeatHolder.objects.get(seat=seat)
    assert (holder.organisation, holder.since, holder.until, holder.is_co_chair) == (
        red,
        seat.starts_on,
        None,
        True,
    )


def test_an_organisation_is_not_merged_into_itself(world, red, sofia):
    with pytest.raises(Refused, match="merge_into_itself"):
        merge(world, red, red, sofia)


def test_a_double_click_merges_once(world, red, twin, sofia):
    merge(world, twin, red, sofia)
    assert merge(world, twin, red, sofia) == red
    assert Entry.objects.filter(verb="organisation.merged").count() == 1


def test_after_the_merge_neither_way_works_again(world, red, twin, lagos, sofia):
    merge(world, twin, red, sofia)
    with pytest.raises(Refused, match="organisation_merged"):
        merge(world, red, twin, sofia)
    with pytest.raises(Refused, match="organisation_merged"):
        merge(world, twin, lagos, sofia)


def test_a_chain_of_merges_leads_to_its_end_in_one_step(world, red, twin, lagos, sofia):
    merge(world, twin, red, sofia)
    merge(world, red, lagos, sofia)
    twin.refresh_from_db()
    assert twin.merged_into == lagos


def test_if_one_was_protected_both_are_and_no_old_address_tells(world, red, sofia):
    hidden = make_organisation(
        "Casa", is_protected=True, protected_name="A house", slug="protected-1"
    )
    public_slug = red.slug
    kept = merge(world, hidden, red, sofia)
    assert kept.is_protected
    assert kept.slug.startswith("protected-")
    assert not Organisation.objects.filter(slug=public_slug).exists()
    other = make_organisation("Open house", slug="open-house")
    merge(world, other, kept, sofia)
    assert not Organisation.objects.filter(slug="open-house").exists()


@pytest.mark.parametrize("who", ["ana", "chidi", "dina", "vera"])
def test_only_the_secretariat_merges(world, red, twin, who):
    with pytest.raises(Refused) as refused:
        merge(world, twin, red, world.user(who))
    assert refused.value.forbidden


@pytest.mark.parametrize("side", ["gone", "kept"])
def test_nobody_merges_their_own_organisation(world, red, twin, sofia, side):
    represent(sofia, twin if side == "gone" else red)
    with pytest.raises(Refused, match="not_yours"):
        merge(world, twin, red, sofia)


def test_higher_apps_move_their_own_rows(world, red, twin, sofia, monkeypatch):
    asked = []
    monkeypatch.setitem(
        merging._MOVERS, "test", lambda gone, kept, now: asked.append((gone, kept, now)) or 7
    )
    merge(world, twin, red, sofia)
    assert asked == [(twin, red, NOW)]
    assert Entry.objects.get(verb="organisation.merged").data["moved"]["test"] == 7


def test_what_an_app_refuses_takes_everything_back(world, red, twin, sofia, monkeypatch):
    def refuse(gone, kept, now):
        raise Refused("merge_blocked")

    monkeypatch.setitem(merging._MOVERS, "test", refuse)
    with pytest.raises(Refused, match="merge_blocked"):
        merge(world, twin, red, sofia)
    assert Representation.objects.filter(organisation=twin).count() == 2


def test_every_foreign_key_to_an_organisation_is_known_to_the_merge():
    names = {f"{model.__name__}.{field.name}" for model, field in merging.pointers()}
    assert {"Alias.organisation", "SeatHolder.organisation", "WindowGrant.organisation"} <= names
    assert not {name for name in names if name.startswith(("Organisation.", "DuplicatePair."))}


def test_the_pair_is_gone_and_new_ones_are_looked_for(world, red, twin, sofia):
    from avow.people.duplicates import refresh_pairs

    refresh_pairs(NOW)
    assert DuplicatePair.objects.filter(first=red, second=twin).exists()
    merge(world, twin, red, sofia)
    assert not DuplicatePair.objects.filter(second=twin).exists()
