"""A pack is loaded as often as you like; nothing in use goes away, no extension is undone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from avow.forums.loading import digest, load
from avow.forums.models import Action, Coalition, Forum, Milestone, Window
from avow.forums.packs.reading import PackError, read_pack
from avow.forums.rules import Change
from avow.forums.windows import extend
from avow.interest.models import Interest
from tests.factories import make_seat
from tests.forums.packs_kit import pack_of

NOW = datetime(2021, 2, 1, 9, tzinfo=UTC)


def gardens():
    return Forum.objects.get(slug="gardens")


def said(changes):
    return [str(change) for change in changes]


@pytest.fixture
def loaded(world):
    load(pack_of(), NOW)
    return gardens()


def test_a_pack_becomes_a_forum_with_its_structure(loaded):
    assert loaded.name == "Gardens"
    assert loaded.loaded_at == NOW
    assert loaded.settings == pack_of()
    assert loaded.pack_digest == digest(pack_of())
    assert [str(action) for action in loaded.actions.all()] == [
        "TRE-1 Plant",
        "TRE-2 Water",
        "FLO-1 Sow",
    ]
    assert [coalition.position for coalition in loaded.coalitions.all()] == [1, 2]
    assert loaded.actions.first().targets == [
        {"text": {"en": "A thousand"}, "by": "2026-12-31", "confirmed": True}
    ]
    assert [milestone.starts_on for milestone in loaded.milestones.all()] == [date(2021, 3, 20)]


def test_local_times_become_instants_of_the_forums_zone(loaded):
    window = loaded.windows.get(key="applications")
    assert window.opens_at == datetime(2021, 2, 28, 23, tzinfo=UTC)  # winter: one hour
    assert window.closes_at == datetime(2021, 6, 30, 22, tzinfo=UTC)  # summer: two
    assert window.pack_closes_at == window.closes_at


def test_loading_again_changes_nothing(loaded):
    assert load(pack_of(), NOW + timedelta(days=1)) == []
    assert gardens().loaded_at == NOW


@pytest.mark.parametrize("name", ["generation-equality", "nourish"])
def test_a_shipped_pack_is_loaded_once(db, name):
    load(read_pack(name), NOW)
    assert load(read_pack(name), NOW) == []


def test_a_dry_run_says_what_would_change_and_changes_nothing(loaded):
    pack = pack_of(lambda pack: pack["coalitions"][0].update(names={"en": "Woods"}))
    changes = load(pack, NOW, dry_run=True)
    assert said(changes) == ["changed forum gardens: coalitions", "changed coalition trees: names"]
    assert loaded.coalitions.get(code="trees").name == "Trees"
    assert load(pack, NOW) == changes
    assert loaded.coalitions.get(code="trees").name == "Woods"


def test_a_dry_run_of_a_new_forum_leaves_no_forum(world):
    assert load(pack_of(), NOW, dry_run=True)[0] == Change("added", "forum", "gardens")
    assert not Forum.objects.filter(slug="gardens").exists()


def test_what_nobody_uses_may_leave(loaded):
    def fewer(pack):
        pack["coalitions"].pop()
        pack["milestones"].clear()
        pack["windows"].pop(0)

    assert said(load(pack_of(fewer), NOW))[1:] == [
        "removed action FLO-1",
        "removed coalition flowers",
        "removed window interest",
        "removed milestone spring",
    ]
    assert loaded.coalitions.count() == 1


def test_a_coalition_in_use_may_not_leave(loaded, red):
    make_seat(loaded.coalitions.get(code="flowers"), red)

    def without_flowers(pack):
        pack["names"] = {"en": "Other"}
        pack["coalitions"].pop()

    with pytest.raises(PackError, match="coalition 'flowers' is in use and cannot be left out"):
        load(pack_of(without_flowers), NOW)
    assert gardens().name == "Gardens"
    assert loaded.actions.count() == 3


def test_a_coalition_somebody_is_interested_in_may_not_leave(loaded):
    interest = Interest.objects.create(
        forum=loaded, email="victor@example.org", organisation_name="V", received_at=NOW
    )
    interest.coalitions.add(loaded.coalitions.get(code="flowers"))
    with pytest.raises(PackError, match="coalition 'flowers' is in use"):
        load(pack_of(lambda pack: pack["coalitions"].pop()), NOW)
    assert interest.coalitions.count() == 1


def test_a_window_with_a_log_may_not_leave(loaded, sofia):
    window = loaded.windows.get(key="interest")
    extend(window, closes_at=window.closes_at + timedelta(days=1), reason="Late", by=sofia, now=NOW)
    with pytest.raises(PackError, match="window 'interest' is in use"):
        load(pack_of(lambda pack: pack["windows"].pop(0)), NOW)


def test_an_action_may_move_to_another_coalition(loaded):
    before = loaded.actions.get(code="TRE-2").pk

    def move(pack):
        trees, flowers = pack["coalitions"]
        flowers["actions"].append(trees["actions"].pop())

    load(pack_of(move), NOW)
    action = loaded.actions.get(code="TRE-2")
    assert (action.pk, action.coalition.code) == (before, "flowers")


def test_two_coalitions_may_swap_their_addresses(loaded):
    def swap(pack):
        trees, flowers = pack["coalitions"]
        trees["slug"], flowers["slug"] = "flowers", "trees"

    load(pack_of(swap), NOW)
    assert dict(loaded.coalitions.values_list("code", "slug")) == {
        "trees": "flowers",
        "flowers": "trees",
    }


def test_a_new_coalition_may_take_the_address_of_one_that_leaves(loaded):
    load(pack_of(lambda pack: pack["coalitions"][1].update(code="blossoms")), NOW)
    assert dict(loaded.coalitions.values_list("code", "slug")) == {
        "trees": "trees",
        "blossoms": "flowers",
    }


def test_the_pack_may_move_a_window_that_nobody_touched(loaded):
    load(pack_of(lambda pack: pack["windows"][0].update(closes_at="2021-02-20T00:00")), NOW)
    window = loaded.windows.get(key="interest")
    assert window.closes_at == window.pack_closes_at == datetime(2021, 2, 19, 23, tzinfo=UTC)


def test_an_extension_survives_every_load(loaded, sofia):
    window = loaded.windows.get(key="interest")
    later = window.closes_at + timedelta(days=10)
    extend(window, closes_at=later, reason="Holidays", by=sofia, now=NOW)
    assert load(pack_of(), NOW) == []

    earlier = pack_of(lambda pack: pack["windows"][0].update(closes_at="2021-03-05T00:00"))
    assert "kept window interest: closes_at" in said(load(earlier, NOW))
    window.refresh_from_db()
    assert window.closes_at == later
    assert window.pack_closes_at == datetime(2021, 3, 4, 23, tzinfo=UTC)
    assert load(earlier, NOW) == []


def test_a_pack_that_goes_beyond_an_extension_wins(loaded, sofia):
    window = loaded.windows.get(key="interest")
    extend(window, closes_at=window.closes_at + timedelta(days=1), reason="Late", by=sofia, now=NOW)
    load(pack_of(lambda pack: pack["windows"][0].update(closes_at="2021-06-01T00:00")), NOW)
    window.refresh_from_db()
    assert window.closes_at == window.pack_closes_at == datetime(2021, 5, 31, 22, tzinfo=UTC)


def test_a_prefix_belongs_to_one_forum(loaded):
    with pytest.raises(PackError, match="'GAR' is already the prefix of gardens"):
        load(pack_of(lambda pack: pack.update(slug="parks")), NOW)


def test_a_prefix_stays_once_commitments_carry_it(loaded):
    Forum.objects.filter(pk=loaded.pk).update(next_number=2)
    with pytest.raises(PackError, match="already numbered with 'GAR'"):
        load(pack_of(lambda pack: pack.update(reference_prefix="GDN")), NOW)


def test_a_prefix_may_change_before_that(loaded):
    load(pack_of(lambda pack: pack.update(reference_prefix="GDN")), NOW)
    assert gardens().reference_prefix == "GDN"


def test_a_pack_that_does_not_hold_together_is_not_loaded(world):
    pack = pack_of().model_copy(update={"ends_on": date(2020, 1, 1)})
    with pytest.raises(PackError, match="the forum ends before it starts"):
        load(pack, NOW)
    assert not Forum.objects.filter(slug="gardens").exists()


def test_another_forum_is_left_alone(loaded, world):
    before = [
        list(model.objects.filter(forum=world.forum).values())
        for model in (Coalition, Action, Window, Milestone)
    ]
    load(pack_of(lambda pack: pack["coalitions"].pop()), NOW)
    assert before == [
        list(model.objects.filter(forum=world.forum).values())
        for model in (Coalition, Action, Window, Milestone)
    ]


def test_the_settings_of_the_same_content_are_read_once(loaded):
    assert gardens().settings is gardens().settings


def test_settings_follow_the_content(loaded):
    loaded.pack = {**loaded.pack, "require_commitment": True}
    loaded.save()
    assert gardens().settings.require_commitment is True
