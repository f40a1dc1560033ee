"""`avow reindex` makes what statistics count of reports again, whatever stood there."""

from io import StringIO

import pytest
from django.core.management import call_command

from avow.forums.models import Window
from avow.progress import due, services
from avow.progress.models import Outcome, Report
from avow.progress.services import outcomes
from tests.progress.conftest import LATE, ON_TIME, OPENED, OVER, fill, miss, walk
from tests.worlds import at


def rows():
    names = ("cycle", "commitment", "forum", "year", "ref", "status", "is_last", "cents", "is_unrated")  # fmt: skip
    return sorted(Outcome.objects.values_list(*names))


@pytest.fixture
def told(shown, promise):
    """A commitment that reported in 2022 and missed 2023."""
    walk(LATE, OVER)
    miss(2023)
    found = rows()
    assert [(row[5], row[6]) for row in found] == [("on_track", True), ("not_reported", False)]
    return found


def reindex(*more):
    out = StringIO()
    call_command("reindex", *more, stdout=out)
    return out.getvalue()


def test_a_wiped_table_is_made_again(told, forum):
    Outcome.objects.all().delete()
    assert "2 figures of reports" in reindex("--forum", forum.slug)
    assert rows() == told


def test_wrong_rows_are_put_right_and_what_should_not_be_there_goes(told, promise, cycle):
    Outcome.objects.filter(year=2022).update(status="delayed", cents=1, is_last=False)
    reindex()
    assert rows() == told
    window = Window.objects.get(forum=cycle.forum, kind="reporting", opens_at__year=2026)
    planned = type(cycle).objects.create(
        forum=cycle.forum, window=window, key=window.key, year=2026
    )
    Outcome.objects.create(
        forum=cycle.forum, cycle=planned, commitment=promise, year=2026, ref=promise.ref,
        status="achieved",
    )  # fmt: skip
    reindex()
    assert rows() == told


def test_twice_is_once_and_it_says_how_far_it_is(told, forum, monkeypatch):
    monkeypatch.setattr(outcomes, "BATCH", 1)
    heard = []
    assert outcomes.rebuild(forum, heard.append) == 2
    assert heard == [1]
    assert outcomes.rebuild(forum, heard.append) == 2
    assert rows() == told


def test_stopped_half_way_it_is_run_again(together, ana, chidi, sofia, forum, monkeypatch):
    due.turn(OPENED)
    for row in Report.objects.filter(commitment=together):
        by = ana if row.is_lead else chidi
        services.hand_in(fill(services.begin(row, by, ON_TIME), by), by, ON_TIME)
        services.publish(Report.objects.get(pk=row.pk), sofia, ON_TIME)
    right = rows()
    Outcome.objects.all().delete()
    whole = outcomes.keep

    def dies(*_all):
        raise KeyboardInterrupt

    monkeypatch.setattr(outcomes, "keep", dies)
    with pytest.raises(KeyboardInterrupt):
        reindex()
    monkeypatch.setattr(outcomes, "keep", whole)
    reindex()
    assert rows() == right


def test_what_is_not_public_is_not_counted(handed_in):
    walk(at("2022-07-25 00:00"))
    assert "figures" not in reindex()
    assert not Outcome.objects.exists()
