"""A cycle made at the desk, more time for one organisation, and what the freeze would do."""

from datetime import date, timedelta

import pytest

from avow.forums.loading import load
from avow.forums.models import Window
from avow.forums.packs.reading import read_pack
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry
from avow.ledger.services import verify as verify_chain
from avow.people.models import WindowGrant
from avow.progress import due, rules, services
from avow.progress.models import Cycle, Report
from tests.factories import make_organisation, represent
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER, fill, walk
from tests.worlds import at

NOW = at("2021-04-07 10:00")
OPENS, DUE = date(2021, 9, 1), date(2021, 9, 30)


def refused(call, *arguments, **more):
    with pytest.raises(Refused) as refusal:
        call(*arguments, **more)
    return refusal.value.reasons


@pytest.mark.parametrize(
    ("opens", "due_on", "others", "problems"),
    [
        ("2021-05-01", "2021-05-31", [], ()),
        ("2021-05-01", "2021-05-01", [], ()),
        ("2021-05-01", "2021-04-30", [], ("cycle_dates_reversed",)),
        ("2021-04-06", "2021-04-30", [], ("cycle_opens_in_the_past",)),
        ("2021-05-01", "2021-05-31", [("2021-09-01", "2021-09-30")], ("cycle_year_taken",)),
        ("2021-12-01", "2022-01-01", [("2022-01-01", "2022-02-01")], ("cycle_overlaps",)),
        ("2021-12-01", "2021-12-31", [("2022-01-01", "2022-02-01")], ()),
    ],
)
def test_the_dates_of_a_cycle_are_in_order_and_apart(opens, due_on, others, problems):
    day = date.fromisoformat
    spans = [(day(first), day(last)) for first, last in others]
    found = rules.cycle_problems(day(opens), day(due_on), date(2021, 4, 7), date(2021, 1, 1), spans)
    assert found == problems


def test_no_cycle_opens_before_its_forum():
    day = date(2021, 5, 1)
    assert rules.cycle_problems(day, day, day, date(2021, 5, 2)) == ("cycle_before_the_forum",)


def test_the_secretariat_makes_a_cycle_that_the_calendar_opens(world, sofia):
    cycle = services.make(world.forum, OPENS, DUE, sofia, NOW)
    assert (cycle.year, cycle.state, cycle.window.closes_at) == (
        2021, "planned", at("2021-10-01 00:00"),
    )  # fmt: skip
    due.turn(at("2021-08-31 23:00"))
    assert Cycle.objects.get(pk=cycle.pk).state == "planned"
    due.turn(at("2021-09-01 00:00"))
    assert Cycle.objects.get(pk=cycle.pk).state == "open"
    assert Entry.objects.get(verb="cycle.make").data["due_on"] == "2021-09-30"
    assert verify_chain().fault is None


def test_there_is_one_cycle_a_year_however_often_the_form_is_sent(world, sofia):
    services.make(world.forum, OPENS, DUE, sofia, NOW)
    again = refused(services.make, world.forum, OPENS, DUE, sofia, NOW)
    assert again == ("cycle_year_taken", "cycle_overlaps")
    year = refused(services.make, world.forum, date(2022, 2, 1), date(2022, 3, 1), sofia, NOW)
    assert year == ("cycle_year_taken",)  # of a window of the pack, not planned yet


def test_only_the_secretariat_makes_a_cycle(world, ana):
    assert refused(services.make, world.forum, OPENS, DUE, ana, NOW) == ("not_yours",)


def test_loading_the_pack_again_leaves_a_cycle_of_the_desk_alone(world, sofia):
    cycle = services.make(world.forum, OPENS, DUE, sofia, NOW)
    load(read_pack(world.forum.slug), NOW)
    assert Window.objects.get(pk=cycle.window_id).key == "desk-reporting-2021"


def test_a_planned_cycle_of_the_desk_is_taken_back_and_made_anew(world, sofia, ana):
    cycle = services.make(world.forum, OPENS, DUE, sofia, NOW)
    assert refused(services.drop, cycle, ana, NOW) == ("not_yours",)
    services.drop(cycle, sofia, NOW)
    assert not Window.objects.filter(key=cycle.key).exists()
    assert services.make(world.forum, OPENS, date(2021, 10, 31), sofia, NOW).year == 2021


def test_a_cycle_that_opened_or_is_the_packs_is_not_taken_back(world, sofia):
    mine = services.make(world.forum, OPENS, DUE, sofia, NOW)
    due.turn(at("2021-09-01 00:00"))
    assert refused(services.drop, mine, sofia, NOW) == ("moved_on",)
    due.turn(at("2022-05-10 00:00"))
    packs = Cycle.objects.get(year=2022)
    assert refused(services.drop, packs, sofia, NOW) == ("cycle_from_pack",)


def test_more_time_for_one_organisation_forgives_what_came_late(complete, ana, red, sofia):
    walk(LATE)
    row = services.hand_in(complete, ana, LATE + timedelta(days=1))
    assert row.is_late
    cycle = Cycle.objects.get(pk=row.cycle_id)
    services.grant(cycle, red, date(2022, 8, 2), "Storm", sofia, LATE + timedelta(days=1))
    assert not Report.objects.get(pk=row.pk).is_late


def test_nobody_gets_time_beyond_the_freeze_or_without_owing(cycle, red, lagos, sofia):
    grant = services.grant
    assert refused(grant, cycle, red, date(2022, 9, 30), "Storm", sofia, ON_TIME) == (
        "grant_after_freeze",
    )
    assert refused(grant, cycle, lagos, date(2022, 8, 9), "Storm", sofia, ON_TIME) == (
        "cycle_nothing_owed",
    )
    assert refused(grant, cycle, red, date(2022, 8, 9), " ", sofia, ON_TIME) == (
        "window_reason_missing",
    )
    assert refused(grant, cycle, red, date(2022, 12, 9), "Storm", sofia, OVER) == ("cycle_over",)
    assert not WindowGrant.objects.exists()


def test_nobody_gives_their_own_organisation_more_time(cycle, red, sofia, ana):
    assert refused(services.grant, cycle, red, date(2022, 8, 9), "Storm", ana, ON_TIME) == (
        "not_yours",
    )
    represent(sofia, red, "reader")
    assert refused(services.grant, cycle, red, date(2022, 8, 9), "Storm", sofia, ON_TIME) == (
        "not_yours",
    )


def test_the_preview_says_what_the_freeze_then_does(together, ana, chidi, red, lagos, sofia):
    due.turn(OPENED)
    lead = Report.objects.get(organisation=red)
    lead = fill(services.begin(lead, ana, ON_TIME), ana)
    services.ask(services.hand_in(lead, ana, ON_TIME), "Where?", sofia, ON_TIME)
    services.begin(Report.objects.get(organisation=lagos), chidi, ON_TIME)
    cycle = Cycle.objects.whole().get(year=2022)
    seen = services.preview(cycle)
    assert (seen.published, seen.verified, seen.self_reported, seen.earlier, seen.missing) == (
        0, 0, 1, 1, 1,
    )  # fmt: skip
    assert refused(services.settle_and_freeze, cycle, sofia, ON_TIME) == ("cycle_takes_reports",)
    walk(LATE, OVER)
    states = Report.objects.filter(cycle=cycle).values_list("state", flat=True)
    assert sorted(states) == ["not_reported", "published"]
    after = services.preview(Cycle.objects.whole().get(pk=cycle.pk))
    assert (after.published, after.self_reported, after.missing) == (1, 0, 1)


def test_the_preview_counts_what_is_verified_and_what_is_withdrawn(complete, ana, sofia):
    services.attach(complete, title="Register", url="https://example.org/r", by=ana, now=ON_TIME)
    services.save(complete, "evidence", "given", seen="none", by=ana, now=ON_TIME)
    row = services.verify(services.hand_in(complete, ana, ON_TIME), "", sofia, ON_TIME)
    cycle = Cycle.objects.whole().get(pk=row.cycle_id)
    assert services.preview(cycle).verified == 1
    type(row.commitment).objects.filter(pk=row.commitment_id).update(state="withdrawn")
    assert (services.preview(cycle).verified, services.preview(cycle).excused) == (0, 1)


def test_an_organisation_of_nobody_owes_nothing(cycle, sofia):
    other = make_organisation("Voces del Norte")
    assert refused(services.grant, cycle, other, date(2022, 8, 9), "Storm", sofia, ON_TIME) == (
        "cycle_nothing_owed",
    )
