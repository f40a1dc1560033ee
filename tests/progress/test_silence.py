"""Three missed cycles make a commitment inactive: announced before, reversible."""

import pytest

from avow.commitments import services as commitments
from avow.commitments.models import Commitment
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.notices.models import Message
from avow.progress import due, services
from avow.progress.models import Cycle, Inactivity, Report
from tests.progress.conftest import fill, miss, walk
from tests.worlds import at


@pytest.fixture
def long_promise(promise):
    """The same commitment, until the end of the forum."""
    from avow.commitments import guard

    guard.remove()
    promise.public.ends_on = at("2026-12-31 00:00").date()
    promise.public.save()
    return promise


def states():
    return list(Inactivity.objects.order_by("pk").values_list("state", "missed"))


def test_it_is_announced_after_two_and_inactive_after_three(long_promise, ana):
    miss(2022)
    assert states() == []
    miss(2023)
    assert states() == [("announced", 2)]
    assert Message.objects.filter(verb="report.inactive_soon", to_user=ana).count() == 1
    due.look(at("2024-05-01 00:00"))
    assert states() == [("announced", 2)]
    miss(2024)
    assert states() == [("inactive", 3)]
    assert Message.objects.filter(verb="report.inactive", to_user=ana).count() == 1
    assert LedgerEntry.objects.get(verb="report.inactive").data == {"missed": 3}
    miss(2025)
    assert states() == [("inactive", 3)]


def test_it_is_never_inactive_without_a_word_before(long_promise):
    """Nobody looked for years: first it is announced, a month later it is marked."""
    for year in (2022, 2023, 2024):
        due.turn(at(f"{year}-06-01 00:00"))
        due.turn(at(f"{year}-10-01 00:00"))
    now = at("2024-12-01 00:00")
    assert Cycle.objects.frozen().count() == 3
    assert (due.look(now), states()) == (1, [("announced", 3)])
    assert (due.look(at("2024-12-30 00:00")), states()) == (0, [("announced", 3)])
    assert (due.look(at("2024-12-31 00:00")), states()) == (1, [("inactive", 3)])


def report_on(year, ana, sofia, moment):
    walk(at(f"{year}-06-01 00:00"))
    row = services.begin(Report.objects.get(cycle__year=year), ana, moment)
    row = services.hand_in(fill(row, ana, moment), ana, moment)
    return services.publish(row, sofia, moment)


@pytest.mark.parametrize("missed, said", [((2022, 2023), 0), ((2022, 2023, 2024), 1)])
def test_one_published_report_makes_it_active_again(long_promise, ana, sofia, missed, said):
    for year in missed:
        miss(year)
    year = missed[-1] + 1
    report_on(year, ana, sofia, at(f"{year}-07-01 10:00"))
    assert [state for state, _ in states()] == ["lifted"]
    assert Message.objects.filter(verb="report.active_again", to_user=ana).count() == said
    walk(at(f"{year}-08-01 00:00"), at(f"{year}-10-01 00:00"))
    assert [state for state, _ in states()] == ["lifted"]


def test_a_report_between_begins_the_row_anew(long_promise, ana, sofia):
    miss(2022)
    report_on(2023, ana, sofia, at("2023-07-01 10:00"))
    walk(at("2023-08-01 00:00"), at("2023-10-01 00:00"))
    miss(2024)
    assert states() == []


def test_the_secretariat_lifts_it_with_a_reason(long_promise, ana, sofia):
    for year in (2022, 2023, 2024):
        miss(year)
    now = at("2024-11-01 00:00")
    with pytest.raises(Refused, match="reason_missing"):
        services.lift(long_promise, " ", sofia, now)
    with pytest.raises(Refused) as refusal:
        services.lift(long_promise, "Please", ana, now)
    assert refusal.value.forbidden
    row = services.lift(long_promise, "War", sofia, now)
    assert (row.state, row.lifted_by, row.reason) == ("lifted", sofia, "War")
    with pytest.raises(Inactivity.DoesNotExist):
        services.lift(long_promise, "War", sofia, now)
    assert due.look(now) == 0  # what came before counts no more
    miss(2025)
    assert [state for state, _ in states()] == ["lifted"]


def test_what_is_over_turns_inactive_no_more(long_promise, sofia):
    miss(2022)
    miss(2023)
    commitments.end(long_promise, "The house has closed.", sofia, at("2023-11-01 00:00"))
    miss(2024)
    assert states() == [("announced", 2)]
    assert Commitment.objects.get().state == "ended"
