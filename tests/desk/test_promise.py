"""How the promise of an answer in time is counted, for everybody to see."""

from datetime import date, timedelta
from fractions import Fraction

import pytest

from avow.applications.figures import promise_figures
from avow.applications.rules import Promise
from avow.applications.rules import promise_figures as count
from tests.factories import make_organisation
from tests.worlds import at

TODAY = date(2021, 5, 20)


def told(days: int, promised: int = 28) -> Promise:
    start = date(2021, 4, 1)
    return Promise(start, start + timedelta(days=promised), start + timedelta(days=days))


def waiting(since: date) -> Promise:
    return Promise(since, since + timedelta(days=28), None)


def test_median_ninetieth_percentile_and_share_on_time():
    figures = count([told(days) for days in range(20, 30)], TODAY)
    assert (figures.median_days, figures.p90_days) == (24, 28)
    assert figures.share_on_time == Fraction(9, 10)
    assert figures.percent_on_time == 90


def test_the_last_promised_day_is_in_time_and_the_next_is_not():
    assert count([told(28)], TODAY).share_on_time == 1
    assert count([told(29)], TODAY).share_on_time == 0


def test_whoever_waits_longer_than_promised_counts_as_late_and_who_waits_within_it_does_not():
    figures = count([told(10), waiting(date(2021, 4, 1)), waiting(date(2021, 5, 10))], TODAY)
    assert (figures.told, figures.waiting, figures.late) == (1, 2, 1)
    assert figures.share_on_time == Fraction(1, 2)


def test_nothing_counts_yet():
    figures = count([], TODAY)
    assert (figures.median_days, figures.p90_days, figures.share_on_time) == (None, None, None)


@pytest.mark.django_db
def test_days_are_those_of_the_forum_and_the_withdrawn_are_left_out(make_application, forum):
    submitted, day = at("2021-04-01 23:30"), at("2021-04-11 00:30")
    make_application(
        submitted_at=submitted, state="decided", decided_at=day, prepared_at=day, told_at=day
    )
    make_application(organisation=make_organisation(), state="withdrawn")
    figures = promise_figures(forum, TODAY)
    assert (figures.told, figures.median_days, figures.late) == (1, 10, 0)


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["", "about/"])
def test_everybody_sees_on_the_forums_pages_how_the_promise_is_kept(client, make_application, page):
    submitted, day = at("2021-04-01 12:00"), at("2021-04-11 12:00")
    make_application(
        submitted_at=submitted, state="decided", decided_at=day, prepared_at=day, told_at=day
    )
    found = client.get(f"/en/generation-equality/{page}").content.decode()
    assert '<h2 id="promise">How the promise is kept</h2>' in found
    assert "<dd>10</dd>" in found
    assert "<dd>100 %</dd>" in found
