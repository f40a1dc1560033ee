"""Freezing the data of a cycle: once, exactly, and never changed again."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction

from avow.accountability.reporting import counted
from avow.annual import due, services
from avow.annual.models import AnnualReport, FrozenFigure, FrozenRow
from avow.annual.services import freezing
from avow.commitments import services as commitments
from avow.directory.models import Entry
from avow.directory.statistics import figures_of
from avow.directory.totals import Scope
from avow.jobs.models import Job
from avow.kernel.lifecycle import Refused
from avow.ledger.models import Entry as LedgerEntry
from avow.progress.models import Cycle
from tests.annual.conftest import NOW

pytestmark = pytest.mark.django_db


def values(annual):
    return dict(annual.figures.values_list("name", "value"))


def test_the_frozen_figures_are_those_of_the_dashboard_on_that_day(annual, forum):
    """Counted apart: the dashboard by SQL over the read model, the report over its rows."""
    found, scope = values(annual), Scope(forum.pk)
    figures, reports = figures_of(forum, scope), counted(scope)
    assert found["commitments"] == figures.commitments == 3
    assert found["makers"] == figures.makers
    for facet in ("type", "organisation_type", "country", "region", "coalition", "action"):
        for value, number in figures.commitments_by.get(facet, {}).items():
            assert found[f"commitments.{facet}.{value}"] == number
    assert found["makers.side.south"] == figures.makers_sides["south"]
    assert found["makers.side.north"] == figures.makers_sides["north"]
    assert Decimal(found["money.pledged"]).scaleb(-2) == figures.money.money.usd
    assert found["money.pledged"] > 0
    for code, sums in figures.money.kinds.items():
        assert Decimal(found[f"money.{code}"]).scaleb(-2) == sums.usd
    for row in figures.money_by["coalition"]:
        assert Decimal(found[f"money.pledged@{row.key}"]).scaleb(-2) == row.totals.money.usd
    for year, statuses in reports.statuses.items():
        for status, number in statuses.items():
            assert found[f"commitments.cycle.{year}.{status}"] == number
    for year, response in reports.responses.items():
        assert found[f"reports.cycle.{year}.owed"] == response.owed
        assert found[f"reports.cycle.{year}.handed_in"] == response.reported
        assert found[f"reports.cycle.{year}.on_time"] == response.on_time
    for line, numbers in reports.lines.items():
        assert found[f"commitments.line.{line}"] == numbers.commitments
        assert found[f"money.line.{line}"] == numbers.cents
    assert (found["money.spent.now"], found["money.spent.earlier"]) == (
        reports.spent.now,
        reports.spent.earlier,
    )
    assert found["money.spent.now"] > 0 < found["money.spent.earlier"]


def test_what_a_coalition_spent_is_its_part_and_the_parts_make_the_whole(annual, forum):
    found = values(annual)
    parts = [found[f"money.spent@{one.code}"] for one in forum.coalitions.all()]
    assert sum(parts) == found["money.spent"] > 0
    for one in forum.coalitions.all():
        spent = counted(Scope(forum.pk, coalition=one.code)).spent
        assert found[f"money.spent.now@{one.code}"] == spent.now
        assert found[f"money.spent.earlier@{one.code}"] == spent.earlier


def test_what_was_told_in_the_story_is_what_the_figures_say(annual):
    found = values(annual)
    assert found["reports.owed"] == 3
    assert found["reports.handed_in"] == found["reports.on_time"] == 1
    assert found["reports.not_reported"] == 2
    assert found["rate.reported"] == 33
    assert found["rate.cycle.2022.reported"] == 66
    assert found["commitments.status.on_track"] == 1
    assert found["commitments.status.not_reported"] == 2
    assert found["commitments.status.achieved"] == 0
    assert found["commitments.line.now"] == found["commitments.line.earlier"] == 1


def test_every_figure_leads_to_the_rows_it_comes_from(annual):
    places = {row.place: row for row in annual.rows.all()}
    for figure in annual.figures.all():
        behind = [places[place] for place in figure.places]
        if figure.name.startswith("commitments"):
            assert len(behind) == figure.value, figure.name
        if figure.value:
            assert behind, figure.name
    late = annual.figures.get(name="commitments.status.not_reported")
    refs = {places[place].ref for place in late.places}
    titles = set(Entry.objects.filter(ref__in=refs).values_list("title", flat=True))
    assert titles == {"stops", "silent"}


def test_regenerating_gives_the_same_figures_and_the_same_digest(annual, told, ana):
    """Also when what is public has changed since: nothing but the frozen rows is read."""
    commitments.withdraw(told["steady"], ana, NOW, "Gone")
    found, digest = services.regenerated(annual)
    assert found == values(annual)
    assert digest == annual.digest


def test_it_is_frozen_once_however_often_somebody_asks(annual, forum):
    again = services.freeze(annual.cycle, NOW)
    assert again == annual
    assert AnnualReport.objects.filter(forum=forum).count() == 1
    verbs = LedgerEntry.objects.filter(verb="annual.freeze", forum=forum)
    assert [entry.data["digest"] for entry in verbs] == [annual.digest]


def test_a_cycle_that_may_still_change_is_not_frozen(told, forum):
    closed = Cycle.objects.whole().get(forum=forum, year=2023)
    closed.state = "closed"
    with pytest.raises(Refused, match="annual_not_frozen"):
        services.freeze(closed, NOW)


def test_the_worker_freezes_each_frozen_cycle_by_itself_and_shows_how_far_it_is(told, forum):
    assert due.freeze(NOW) == 2
    assert due.freeze(NOW) == 2  # the same two jobs
    jobs = Job.objects.filter(kind=freezing.KIND)
    assert jobs.count() == 2
    for job in jobs:
        job.state = "running"
        job.save()
        assert freezing.run(job, NOW) == {"commitments": 3}
        assert (job.done, job.total) == (3, 3)
    assert set(forum.annual_reports.values_list("year", flat=True)) == {2022, 2023}
    assert due.freeze(NOW) == 0


def test_nobody_changes_what_is_frozen_not_even_with_sql(annual):
    for change in (
        lambda: FrozenRow.objects.filter(report=annual).update(ref="GE-9"),
        lambda: FrozenFigure.objects.filter(report=annual).update(value=1),
        lambda: FrozenRow.objects.filter(report=annual).delete(),
        lambda: AnnualReport.objects.filter(pk=annual.pk).update(digest="0"),
        lambda: AnnualReport.objects.filter(pk=annual.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_what_is_frozen_holds_no_name_and_no_text(annual, maker):
    kept = "".join(str(row.content) for row in annual.rows.all())
    assert maker.organisation.slug not in kept
    assert maker.organisation.name not in kept
    assert "steady" not in kept
