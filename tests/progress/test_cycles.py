"""A cycle opens, closes, is extended and freezes; who owes a report in it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from avow.commitments import services as commitments
from avow.commitments.models import Commitment
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.ledger.services import verify
from avow.progress import due, rules, services
from avow.progress.models import Cycle, Report
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER, fill, walk
from tests.worlds import at


def of_year(year):
    return Cycle.objects.whole().get(year=year)


def ledger(verb):
    return [entry.data for entry in LedgerEntry.objects.filter(verb=verb).order_by("seq")]


PLANNED = at("2022-05-10 09:00")


def test_a_reporting_window_becomes_a_cycle_a_month_ahead(forum):
    assert due.turn(at("2022-05-01 00:00")) == 0
    assert due.turn(PLANNED) == 1
    assert list(Cycle.objects.values_list("year", "state", "key")) == [
        (2022, "planned", "reporting-2022")
    ]
    assert due.turn(PLANNED) == 0


def test_a_window_that_is_far_ahead_may_still_leave_the_pack(forum):
    from avow.forums.loading import load

    due.turn(PLANNED)
    pack = forum.settings
    windows = [one for one in pack.windows if one.key != "reporting-2026"]
    load(pack.model_copy(update={"windows": tuple(windows)}), PLANNED)
    assert not forum.windows.filter(key="reporting-2026").exists()


def test_opening_makes_a_report_for_every_active_commitment(cycle, promise, red):
    report = Report.objects.get(cycle=cycle)
    assert (report.commitment, report.organisation, report.state) == (promise, red, "not_started")
    assert (report.is_lead, report.share) == (True, 100)
    assert ledger("cycle.open") == [{"owed": 1, "year": "2022"}]


def test_each_maker_of_a_joint_commitment_owes_for_its_share(together, red, lagos):
    due.turn(OPENED)
    found = Report.objects.order_by("-is_lead").values_list("organisation", "share", "is_lead")
    assert list(found) == [(red.pk, Decimal(60), True), (lagos.pk, Decimal(40), False)]


def test_the_dates_of_a_cycle(cycle):
    before = OPENED - timedelta(seconds=1)
    phases = [cycle.phase(now) for now in (before, OPENED, ON_TIME, LATE, OVER)]
    assert phases == ["before", "open", "open", "late", "over"]
    assert rules.due_on(cycle.closes_at).isoformat() == "2022-07-31"


def test_a_young_commitment_reports_next_year(promise, forum):
    published = at("2022-04-03 00:00")  # 59 days before
    Commitment.objects.filter(pk=promise.pk).update(published_at=published)
    due.turn(OPENED)
    assert not Report.objects.exists()
    due.turn(at("2023-06-01 00:00"))
    assert Report.objects.get().cycle.year == 2023


def test_what_ended_since_the_last_opening_owes_a_last_report(promise, cycle, sofia):
    commitments.end(promise, "The house has closed.", sofia, at("2022-12-31 10:00"))
    walk(LATE, OVER)
    due.turn(at("2023-06-01 00:00"))
    assert Report.objects.filter(cycle__year=2023, commitment=promise).exists()
    walk(at("2023-08-01 00:00"), at("2023-10-01 00:00"), at("2024-06-01 00:00"))
    assert not Report.objects.filter(cycle__year=2024).exists()


@pytest.mark.parametrize("over_on", [None, "2022-05-31", "2022-06-01", "2023-01-01"])
@pytest.mark.parametrize("published", ["2021-04-06", "2023-04-01", "2023-04-02", "2023-04-03"])
def test_the_query_says_what_the_rule_says(promise, cycle, published, over_on, forum):
    state = "ended" if over_on else "published"
    Commitment.objects.filter(pk=promise.pk).update(
        published_at=at(f"{published} 23:30"), over_on=over_on, state=state
    )
    services.plan(forum, at("2023-05-10 09:00"))
    row, later = Commitment.objects.get(pk=promise.pk), of_year(2023)
    opens_on = day_of(later.window.opens_at, forum.zone)
    since = day_of(cycle.window.opens_at, forum.zone)
    owed = rules.owes(
        row.published_at.astimezone(forum.zone).date(), row.over_on, opens_on, since, 60
    )
    assert services.owing(later).filter(pk=row.pk).exists() is owed


def test_opening_again_changes_nothing(cycle):
    with pytest.raises(Refused, match="moved_on"):
        services.open_cycle(cycle, None, ON_TIME)
    assert due.turn(ON_TIME) == 0


def test_an_extension_keeps_it_open_and_forgives_who_was_late(cycle, report, ana, sofia):
    due.turn(LATE)
    draft = services.begin(report, ana, LATE)
    services.hand_in(fill(draft, ana, LATE), ana, LATE)
    assert Report.objects.get().is_late
    row = services.extend(of_year(2022), at("2022-09-01 00:00"), "The mail was down.", sofia, LATE)
    assert (row.state, row.closed_at) == ("open", None)
    assert not Report.objects.get().is_late
    assert ledger("window.extended")[0]["to"].startswith("2022-09-01")
    assert len(ledger("cycle.reopen")) == 1
    assert verify().fault is None


def test_an_extension_by_the_page_of_windows_is_followed_by_the_calendar(cycle, sofia):
    from avow.people.windows import extend_window

    due.turn(LATE)
    extend_window(
        of_year(2022).window, closes_at=at("2022-09-01 00:00"), reason="Rain", by=sofia, now=LATE
    )
    assert due.turn(LATE) == 1
    assert of_year(2022).state == "open"


def test_nothing_is_extended_after_the_days_of_late_reports(cycle, sofia):
    with pytest.raises(Refused, match="cycle_over"):
        services.extend(cycle, at("2022-12-01 00:00"), "Rain", sofia, OVER)


@pytest.mark.parametrize("who", ["ana", "dina", "vera", "chidi"])
def test_only_the_secretariat_and_the_calendar_move_a_cycle(who, cycle, world):
    person = world.user(who)
    with pytest.raises(Refused) as refusal:
        services.extend(cycle, at("2022-09-01 00:00"), "Rain", person, ON_TIME)
    assert refusal.value.forbidden
    with pytest.raises(Refused) as refusal:
        services.close(cycle, person, LATE)
    assert refusal.value.forbidden
    with pytest.raises(Refused) as refusal:
        services.settle_and_freeze(cycle, person, OVER)
    assert refusal.value.forbidden


def test_the_secretariat_does_not_freeze_before_the_day(cycle, sofia):
    due.turn(LATE)
    with pytest.raises(Refused, match="cycle_takes_reports"):
        services.settle_and_freeze(of_year(2022), sofia, LATE)


def test_a_cycle_with_an_unsettled_report_does_not_freeze(cycle, report):
    due.turn(LATE)
    with pytest.raises(Refused, match="cycle_unsettled"):
        services.freeze(of_year(2022), None, OVER)


def test_the_freeze_settles_every_report(cycle, handed_in, forum):
    walk(LATE, OVER)
    row = of_year(2022)
    assert (row.state, row.frozen_at) == ("frozen", OVER)
    report = Report.objects.get()
    assert (report.state, report.public_check) == ("published", "self_reported")
    assert ledger("cycle.freeze") == [{"on_time": 1, "owed": 1, "reported": 1, "year": "2022"}]


def test_one_run_after_a_gap_does_all_that_was_left_out(cycle):
    due.turn(at("2023-01-01 09:00"))
    assert of_year(2022).state == "frozen"
    assert Report.objects.get().state == "not_reported"


def test_a_cycle_nobody_could_report_in_is_never_opened(promise):
    """A platform that is set up, or comes back, after the due date blames nobody."""
    due.turn(PLANNED)
    due.turn(LATE)
    due.turn(OVER)
    assert of_year(2022).state == "planned"
    assert not Report.objects.exists()
    Cycle.objects.all().delete()
    due.turn(at("2024-09-01 09:00"))
    assert not Cycle.objects.exists()


def test_an_extension_opens_what_was_left_out(promise, sofia):
    due.turn(PLANNED)
    services.extend(of_year(2022), at("2022-09-15 00:00"), "The platform was down.", sofia, LATE)
    due.turn(LATE)
    assert of_year(2022).state == "open"
    assert Report.objects.get().state == "not_started"
