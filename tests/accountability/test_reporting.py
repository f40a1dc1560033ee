"""Figures of reports: against a count of the raw tables, never of what is not public, never stale."""

import csv
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from avow.accountability.reported import REPORT_CHARTS
from avow.accountability.reporting import (
    EARLIER,
    NEVER,
    NOW,
    Line,
    Spent,
    counted,
    reporting_of,
)  # fmt: skip
from avow.commitments import services as commitments
from avow.commitments.publication import entry_of, organisation_changed
from avow.directory import services as services_of_directory
from avow.directory.models import Split
from avow.directory.services import publish_all
from avow.directory.totals import Scope
from avow.directory.totals_asked import asked_of
from avow.directory.vocabulary import Vocabulary
from avow.progress import services
from avow.progress.models import Outcome, Report, Version
from tests.commitments import conftest as writing
from tests.progress.conftest import ON_TIME, ROWS, fill, walk
from tests.worlds import at

# Fixtures of reports.
from tests.progress.conftest import (  # noqa: F401  isort: skip
    complete, cycle, draft, handed_in, in_review, joint, maker, promise, published, report, shown,
    submitted, together, write,
)  # fmt: skip

pytestmark = pytest.mark.django_db
PAGE = "/en/generation-equality/progress/"
# Year: {promise: (value of its indicator, what it says, money spent)}.
STORY = {
    2022: {"steady": ("4", "on_track", "100"), "stops": ("3", "delayed", "50")},
    2023: {"steady": ("8", "on_track", "300")},
}


@pytest.fixture(autouse=True)
def _day(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2023-10-02 10:00"))


@pytest.fixture
def promises(write, maker, ana, sofia):  # noqa: F811  fixtures
    """Three commitments: one that reports each year, one that stops, one that never did."""
    found = {}
    for name in ("steady", "stops", "silent"):
        draft = write(rows=ROWS, title=name, ends_on="2026-06-30")  # noqa: F811  not the fixture
        row = commitments.submit(draft, ana, writing.MORNING)
        for case in commitments.open_cases(row, sofia, writing.MORNING):
            writing.accept(case)
        found[name] = commitments.publish(row, sofia, writing.LATER)
    return found


def tell(promises, year, ana, sofia):
    """Walk a whole cycle; those of the story report in it."""
    walk(at(f"{year}-06-01 00:00"))
    now = at(f"{year}-07-20 10:00")
    for name, (value, status, spent) in STORY[year].items():
        row = Report.objects.get(cycle__year=year, commitment=promises[name])
        row = services.begin(row, ana, now)
        more = {"status_reason": "No permit"} if status == "delayed" else {}
        fill(row, ana, now, value, status=status, **more)
        for money in row.money_values.all():
            seen = money.__class__.objects.get(pk=money.pk).spent
            services.save(row, f"money:{money.pk}:spent", spent, seen=seen, by=ana, now=now)
        services.hand_in(Report.objects.get(pk=row.pk), ana, now)
        services.publish(Report.objects.get(pk=row.pk), sofia, now)
    walk(at(f"{year}-08-01 00:00"), at(f"{year}-09-30 00:00"))


@pytest.fixture
def told(promises, ana, sofia):
    """Two cycles of them, frozen."""
    for year in STORY:
        tell(promises, year, ana, sofia)
    return promises


def figures(forum, **scope):
    cache.clear()
    return reporting_of(forum, Scope(forum.pk, **scope), at("2023-10-02 10:00"))


def test_statuses_are_those_of_the_published_versions(forum, told):
    raw: dict[int, Counter] = {year: Counter() for year in STORY}
    for row in Report.objects.select_related("cycle", "public"):
        raw[row.cycle.year][row.public.status if row.public else "not_reported"] += 1
    found = figures(forum)
    assert found.statuses == raw
    assert found.statuses[2022] == {"on_track": 1, "delayed": 1, "not_reported": 1}
    assert found.statuses[2023] == {"on_track": 1, "not_reported": 2}


def test_money_of_the_silent_is_never_in_the_first_line(forum, told):
    lines = figures(forum).lines
    assert [lines[name].commitments for name in (NOW, EARLIER, NEVER)] == [1, 1, 1]
    pledged = {
        name: sum(int(line.amount_usd * 100) for line in row.public.finance_lines.all())
        for name, row in told.items()
    }
    assert [lines[name].cents for name in (NOW, EARLIER, NEVER)] == [
        pledged["steady"], pledged["stops"], pledged["silent"],
    ]  # fmt: skip


def test_money_spent_is_what_the_last_public_version_of_each_says(forum, told):
    def raw(name, year):
        version = Version.objects.get(report__commitment=told[name], report__cycle__year=year)
        return sum(Decimal(one["spent_usd"]) for one in version.content["money"]) * 100

    spent = figures(forum).spent
    assert (spent.now, spent.earlier) == (raw("steady", 2023), raw("stops", 2022))
    assert spent.now > 0


def test_the_response_rate_counts_every_report_owed(forum, told):
    found = figures(forum).responses
    assert {year: (one.reported, one.owed, one.on_time) for year, one in found.items()} == {
        2022: (2, 3, 2), 2023: (1, 3, 1),
    }  # fmt: skip


@pytest.mark.parametrize(
    "scope", [{"maker": "red-de-mujeres"}, {"coalition": "gender_based_violence"}]
)
def test_a_part_that_is_the_whole_has_the_figures_of_the_whole(forum, told, scope):
    whole, part = figures(forum), figures(forum, **scope)
    assert (part.statuses, part.responses, part.lines) == (
        whole.statuses, whole.responses, whole.lines,
    )  # fmt: skip
    assert part.spent == whole.spent
    assert whole.spent.now > 0


def test_what_belongs_to_nobody_is_counted_nowhere(forum, told):
    found = figures(forum, coalition="economic_justice")
    assert found.statuses == {}
    assert {line.commitments for line in found.lines.values()} == {0}


def test_a_report_that_is_not_published_changes_no_status_and_is_counted_as_come(forum, handed_in):  # noqa: F811
    found = figures(forum)
    assert found.statuses == {}
    assert found.responses[2022].reported == 1
    assert found.lines[NOW].commitments == 0
    assert found.is_running


def test_publishing_is_counted_at_once_and_a_hand_in_within_a_minute(forum, complete, ana, sofia, client, monkeypatch):  # noqa: F811  # fmt: skip
    etag = client.get(PAGE)["ETag"]
    assert client.get(PAGE, HTTP_IF_NONE_MATCH=etag).status_code == 304
    row = services.hand_in(complete, ana, ON_TIME)
    monkeypatch.setattr("django.utils.timezone.now", lambda: at("2023-10-02 10:01"))
    assert client.get(PAGE, HTTP_IF_NONE_MATCH=etag).status_code == 200
    before = reporting_of(forum, Scope(forum.pk), at("2023-10-02 10:00"))
    services.publish(row, sofia, ON_TIME)
    assert reporting_of(forum, Scope(forum.pk), at("2023-10-02 10:00")).statuses != before.statuses


def test_makers_together_count_once_and_each_owes_its_own(forum, together, ana, chidi, sofia, lagos):  # noqa: F811  # fmt: skip
    walk(at("2022-06-01 00:00"))
    row = Report.objects.get(commitment=together, organisation=lagos)
    fill(services.begin(row, chidi, ON_TIME), chidi, status="delayed", status_reason="Rain")
    services.hand_in(Report.objects.get(pk=row.pk), chidi, ON_TIME)
    services.publish(Report.objects.get(pk=row.pk), sofia, ON_TIME)
    found = figures(forum)
    assert found.statuses == {2022: {"delayed": 1}}
    assert (found.responses[2022].reported, found.responses[2022].owed) == (1, 2)
    own = figures(forum, maker=lagos.slug)
    assert (own.responses[2022].reported, own.responses[2022].owed) == (1, 1)
    assert figures(forum, maker="red-de-mujeres").lines[NEVER].commitments == 1


def test_the_figures_of_a_maker_do_not_lead_to_a_protected_lead(forum, together, red, lagos):  # noqa: F811
    walk(at("2022-06-01 00:00"))
    type(red).objects.filter(pk=red.pk).update(is_protected=True, protected_name="A network")
    organisation_changed(type(red).objects.get(pk=red.pk), timezone.now())
    assert figures(forum, maker=lagos.slug).responses == {}
    assert figures(forum, maker="red-de-mujeres").responses == {}
    assert figures(forum, maker="~A network").spent.now is None


def test_more_commitments_cost_no_more_queries(client, forum, told):
    def cost():
        cache.clear()
        with CaptureQueriesContext(connection) as seen:
            counted(Scope(forum.pk))
        return len(seen)

    assert cost() <= 5
    reporting_of(forum, Scope(forum.pk), at("2023-10-02 10:00"))
    with CaptureQueriesContext(connection) as seen:
        reporting_of(forum, Scope(forum.pk), at("2023-10-02 10:00"))
    assert len(seen) == 1


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_page_shows_them_in_each_language(client, told, language):
    found = client.get(f"/{language}/generation-equality/progress/")
    assert found.status_code == 200
    keys = [chart.key for chart, _drawn, _file in found.context["report_charts"]]
    assert keys == list(REPORT_CHARTS)
    lines = {"en": "Never reported", "fr": "Jamais de rapport"}
    assert lines.get(language, 'dir="rtl"') in found.content.decode()


def test_a_forum_without_a_cycle_has_no_charts_of_reports(client, promise):  # noqa: F811
    assert client.get(PAGE).context["report_charts"] == []


@pytest.mark.parametrize("key", REPORT_CHARTS)
def test_each_chart_is_downloaded_as_data_and_as_a_picture(client, told, key):
    head, *rows = csv.reader(client.get(f"{PAGE}{key}.csv").content.decode().splitlines())
    assert head[:2] == ["code", "name"]
    assert rows
    assert all(len(row) == len(head) for row in rows)
    assert client.get(f"{PAGE}{key}.svg?country=MX")["Content-Type"].startswith("image/svg+xml")


def test_an_outcome_says_nothing_of_silence(told):
    silent = Outcome.objects.filter(status="not_reported")
    assert set(silent.values_list("cents", "is_last")) == {(None, False)}
    assert Outcome.objects.filter(is_last=True).count() == 2


SPLITS = {
    "equal parts": (),
    "in percent": (("gender_based_violence", "16.67"), ("economic_justice", "83.33")),
    "one that did not accept it": (("gender_based_violence", "40"), ("climate_justice", "60")),
    "nothing to one": (("gender_based_violence", "100"), ("economic_justice", "0")),
}


def divided(cents, weights):
    """Divide by the largest remainder, the first of equals first; written once more, plainly."""
    exact = [Fraction(cents) * weight / sum(weights) for weight in weights]
    parts = [floor(one) for one in exact]
    while sum(parts) < cents:
        lost = [one - part for one, part in zip(exact, parts, strict=True)]
        parts[lost.index(max(lost))] += 1
    return parts


@pytest.mark.parametrize("name", SPLITS)
@pytest.mark.parametrize("cents", [(1, 1), (100_01, 7), (10**17 - 1, 33)])
def test_each_coalition_has_its_part_of_what_was_spent_to_the_cent(forum, told, name, cents):
    coalitions = ("gender_based_violence", "economic_justice", "feminist_movements")[
        : 2 + (not SPLITS[name])
    ]
    split = tuple((code, Decimal(percent)) for code, percent in SPLITS[name])
    for row in told.values():
        row.refresh_from_db()
        publish_all([replace(entry_of(row), coalitions=coalitions, coalition_split=split)])
    for row, own in zip((told["steady"], told["stops"]), cents, strict=True):
        Outcome.objects.filter(commitment=row, is_last=True).update(cents=own)
    said = dict(split)
    weights = [Fraction(said.get(code, 0)) for code in coalitions] if split else [Fraction(1)] * 3
    now, earlier = (divided(own, weights) for own in cents)
    found = [figures(forum, coalition=code).spent for code in coalitions]
    assert [(one.now, one.earlier) for one in found] == list(zip(now, earlier, strict=True))
    whole = figures(forum).spent
    assert (sum(one.now for one in found), sum(one.earlier for one in found)) == cents
    assert (whole.now, whole.earlier) == cents


def test_a_makers_spending_is_split_between_its_coalitions_too(forum, told):
    own = figures(forum, maker="red-de-mujeres").spent
    codes = ("economic_justice", "gender_based_violence", "feminist_movements")
    for row in told.values():
        row.refresh_from_db()
        publish_all([replace(entry_of(row), coalitions=codes)])
    found = [figures(forum, maker="red-de-mujeres", coalition=code).spent for code in codes]
    assert [one.now for one in found] == divided(own.now, [1, 1, 1])
    assert [one.earlier for one in found] == divided(own.earlier, [1, 1, 1])
    elsewhere = figures(forum, maker="red-de-mujeres", coalition="climate_justice")
    assert (elsewhere.spent, elsewhere.responses) == (Spent(0, 0), {})


def test_what_has_no_rate_is_counted_in_each_coalition_and_is_no_dollar(forum, told):
    Outcome.objects.filter(commitment=told["stops"], is_last=True).update(
        cents=None, is_unrated=True
    )
    found = figures(forum, coalition="gender_based_violence").spent
    assert (found.earlier, found.unrated) == (0, 1)


def test_what_is_withdrawn_is_in_no_figure_of_reports(forum, told, ana):
    before = figures(forum)
    commitments.withdraw(told["steady"], ana, at("2023-10-02 09:00"), "It was a mistake.")
    for scope in ({}, {"coalition": "gender_based_violence"}):
        found = figures(forum, **scope)
        assert found.lines[NOW] == Line()
        assert (found.spent.now, found.spent.earlier) == (0, before.spent.earlier)
        assert found.statuses[2023] == {"not_reported": 2}


def test_before_the_splits_are_made_a_coalitions_spending_is_not_known_and_never_zero(
    client, forum, told
):
    query = "?of_coalition=gender_based_violence"
    assert "each has the same part" in client.get(PAGE + query).content.decode()
    Split.objects.all().delete()
    assert figures(forum, coalition="gender_based_violence").spent == Spent(None, None)
    own = figures(forum, maker="red-de-mujeres", coalition="gender_based_violence")
    assert own.spent == Spent(None, None)
    cache.clear()
    assert "is not known here" in client.get(PAGE + query).content.decode()
    services_of_directory.rebuild(forum)
    assert figures(forum, coalition="gender_based_violence").spent == figures(forum).spent


@pytest.mark.parametrize("query", ["", "of_coalition=gender_based_violence", "coalition=gender_based_violence", "country=MX", "action=GBV-1"])  # fmt: skip
def test_filters_that_choose_everything_have_the_figures_of_the_whole(forum, told, query):
    scope = asked_of(QueryDict(query), Vocabulary(forum)).scope
    assert counted(scope) == counted(Scope(forum.pk))
