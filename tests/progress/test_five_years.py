"""A forum's years, walked with a passed-in clock; each figure against a count of the raw tables."""

import json
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection

from avow.accountability.reporting import counted
from avow.commitments import due as commitments_due
from avow.commitments import services as commitments
from avow.commitments.models import Commitment
from avow.directory.models import Entry
from avow.directory.totals import Scope
from avow.ledger.services import verify
from avow.progress import due, rules, services
from avow.progress.models import Cycle, Inactivity, Report
from tests.commitments import conftest as writing
from tests.progress.conftest import ROWS, fill
from tests.worlds import at

TERMS = {
    "steady": ("2021-07-01", "2026-06-30"),
    "slow": ("2021-07-01", "2025-06-30"),
    "silent": ("2021-07-01", "2026-06-30"),
    "broken": ("2021-07-01", "2026-06-30"),
    "short": ("2021-07-01", "2022-06-30"),
}
# Year: {promise: (day it hands in, value of its indicator, what it says)}. 2 is the baseline, 12 the aim.
STORY = {
    2022: {
        "steady": ("07-10", "4", "on_track"),
        "slow": ("07-10", "2.5", "on_track"),
        "broken": ("07-10", "3", "delayed"),
        "short": ("07-10", "12", "achieved"),
    },
    2023: {"steady": ("07-10", "6", "on_track"), "slow": ("08-20", "3", "delayed")},
    2024: {"steady": ("07-10", "9", "on_track"), "slow": ("07-10", "8", "on_track")},
    2025: {"steady": ("07-10", "12", "achieved"), "slow": ("08-02", "12", "achieved")},
    2026: {"steady": ("06-30", "12", "achieved")},
}


@pytest.fixture
def promises(write, maker, ana, sofia):
    """Five commitments, published in April 2021."""
    found = {}
    for name, (starts_on, ends_on) in TERMS.items():
        draft = write(rows=ROWS, title=name, starts_on=starts_on, ends_on=ends_on)
        row = commitments.submit(draft, ana, writing.MORNING)
        for case in commitments.open_cases(row, sofia, writing.MORNING):
            writing.accept(case)
        found[name] = commitments.publish(row, sofia, writing.LATER)
    return found


def tick(moment):
    commitments_due.complete_those_over(moment)
    due.turn(moment)
    due.remind(moment)
    due.look(moment)


def live(year, promises, ana, more=None):
    """Let a year's cycle pass: it opens, makers report, it closes and freezes."""
    tick(at(f"{year}-06-01 00:00"))
    told = STORY[year] | (more or {})
    story = sorted(told.items(), key=lambda item: item[1][0])
    closed = False
    for name, (day, value, status) in story:
        moment = at(f"{year}-{day} 10:00")
        if day > "07-31" and not closed:
            tick(at(f"{year}-08-01 00:00"))
            closed = True
        row = Report.objects.get(cycle__year=year, commitment=promises[name])
        row = services.begin(row, ana, moment)
        row = fill(row, ana, moment, value=value, status=status, status_reason="It rained.")
        services.hand_in(row, ana, moment)
    tick(at(f"{year}-08-01 00:00"))
    tick(at(f"{year}-09-30 00:00"))


def raw(year):
    """Count a cycle without any code of ours: owed, handed in, on time."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.state, r.first_submitted_at, w.closes_at FROM progress_report r"
            " JOIN progress_cycle c ON c.id = r.cycle_id JOIN forums_window w ON w.id = c.window_id"
            " WHERE c.year = %s",
            [year],
        )
        rows = cursor.fetchall()
    owed = [row for row in rows if row[0] != "excused"]
    came = [row for row in owed if row[1] is not None]
    return len(owed), len(came), sum(row[1] < row[2] for row in came)


def raw_statuses(year):
    """Count, of all commitments owed in a cycle, what the public reads: {status: commitments}."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT v.status, r.state FROM progress_report r"
            " JOIN progress_cycle c ON c.id = r.cycle_id"
            " LEFT JOIN progress_version v ON v.id = r.public_id WHERE c.year = %s",
            [year],
        )
        rows = cursor.fetchall()
    return Counter(status or state for status, state in rows if state != "excused")


def raw_spent(year):
    """Add up the last public word of each commitment: (cents told in this cycle, told earlier)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT r.commitment_id, c.year, v.content FROM progress_report r"
            " JOIN progress_cycle c ON c.id = r.cycle_id"
            " JOIN progress_version v ON v.id = r.public_id ORDER BY c.year",
        )
        rows = cursor.fetchall()
    last = {commitment: (told, content) for commitment, told, content in rows}
    sums = {True: 0, False: 0}
    for told, content in last.values():
        plain = json.loads(content) if isinstance(content, str) else content
        for one in plain["money"]:
            sums[told == year] += int(Decimal(one["spent_usd"] or 0) * 100)
    return sums[True], sums[False]


def renew(earlier, ana, sofia, moment):
    """Follow a commitment by its next term, accepted and published at once."""
    draft = commitments.renew(earlier, ana, moment)
    assert commitments.missing_of(draft) == []
    row = commitments.submit(draft, ana, moment)
    for case in commitments.open_cases(row, sofia, moment):
        writing.accept(case)
    return commitments.publish(row, sofia, moment)


# Year: {term: as in STORY}, of the next terms: short goes on for a year, and another; slow for one.
NEXT = {
    2023: {"short 2": ("07-10", "12", "achieved")},
    2024: {"short 3": ("07-10", "5", "delayed")},
    2026: {"slow 2": ("06-30", "13", "achieved")},
}
RENEWED = {
    "2022-12-01 10:00": ("short", "short 2"),
    "2023-12-01 10:00": ("short 2", "short 3"),
    "2025-05-01 10:00": ("slow", "slow 2"),
}


def test_each_next_term_owes_its_own_reports_and_the_figures_hold(promises, ana, sofia, forum):
    owed = {}
    for year in range(2022, 2027):
        for moment, (earlier, name) in RENEWED.items():
            if at(f"{year - 1}-10-01 00:00") < at(moment) < at(f"{year}-06-01 00:00"):
                promises[name] = renew(promises[earlier], ana, sofia, at(moment))
        live(year, promises, ana, NEXT.get(year))
        if year == 2022:
            ended = at("2022-12-15 10:00")
            commitments.end(promises["broken"], "The house has closed.", sofia, ended)
        figures = counted(Scope(forum.pk))
        found = figures.responses[year]
        assert (found.owed, found.reported, found.on_time) == raw(year)
        assert figures.statuses[year] == raw_statuses(year)
        assert (figures.spent.now, figures.spent.earlier) == raw_spent(year)
        assert (
            rules.response(Report.objects.filter(cycle__year=year).values_list("state", "is_late"))
            == found
        )
        owed[year] = raw(year)
    # A term owes while it runs, and once more if it ended after the last cycle had opened.
    assert owed == {
        2022: (5, 4, 4),
        2023: (6, 3, 2),
        2024: (5, 3, 3),
        2025: (4, 2, 1),
        2026: (4, 2, 2),
    }
    terms = dict(Commitment.objects.filter(renews__isnull=False).values_list("renews", "pk"))
    assert terms == {promises[a].pk: promises[b].pk for a, b in RENEWED.values()}
    # The first term's reports stay its own: what it reached is not the next one's.
    first = Report.objects.filter(commitment=promises["short"]).values_list("cycle__year", "state")
    assert sorted(first) == [(2022, "published"), (2023, "not_reported")]
    status = {
        name: Entry.objects.get(ref=promises[name].ref).status
        for name in ("short", "short 2", "short 3", "slow 2")
    }
    assert status["short"] == status["short 2"] == "completed"
    assert verify().fault is None


def test_five_years_of_a_forum(promises, ana, sofia):
    owed = {}
    for year in range(2022, 2027):
        live(year, promises, ana)
        if year == 2022:
            ended = at("2022-12-01 10:00")
            commitments.end(promises["broken"], "The house has closed.", sofia, ended)
        counts = Report.objects.filter(cycle__year=year).count_of()
        assert tuple(counts.values()) == raw(year)
        reports = Report.objects.filter(cycle__year=year).values_list("state", "is_late")
        found = rules.response(reports)
        assert (found.owed, found.reported, found.on_time) == raw(year)
        owed[year] = raw(year)
    # Short ended in 2022, while reporting was open; broken owes a last report in 2023, which never comes.
    assert owed == {
        2022: (5, 4, 4),
        2023: (5, 2, 1),
        2024: (3, 2, 2),
        2025: (3, 2, 1),
        2026: (3, 1, 1),
    }
    assert [row.state for row in Cycle.objects.order_by("year")] == ["frozen"] * 5
    states = dict(Commitment.objects.values_list("public__title", "state"))
    assert states == {
        "steady": "completed", "slow": "completed", "silent": "completed", "broken": "ended",
        "short": "completed",
    }  # fmt: skip
    assert verify().fault is None


def test_what_the_public_reads_year_after_year(promises, ana, sofia):
    seen = {}
    for year in range(2022, 2026):
        live(year, promises, ana)
        status = dict(Entry.objects.values_list("title", "status"))
        seen[year] = (status["steady"], status["slow"], status["silent"])
    assert seen == {
        2022: ("on_track", "on_track", "not_reported"),
        2023: ("on_track", "delayed", "not_reported"),
        2024: ("on_track", "on_track", "not_reported"),
        2025: ("achieved", "completed", "not_reported"),
    }
    flagged = Report.objects.filter(differs=True).values_list(
        "cycle__year", "commitment__public__title"
    )
    assert sorted(flagged) == [
        (2022, "broken"),  # calls itself delayed; a tenth of the way in a fifth of the time is not
        (2022, "short"),  # has reached its aim and spent half of its money
        (2022, "slow"),  # a twentieth in a quarter of the time
        (2024, "slow"),
        (2025, "slow"),
        (2025, "steady"),
    ]
    assert Inactivity.objects.get(commitment=promises["silent"]).state == "inactive"
    spent = Report.objects.filter(cycle__year=2025, state="published").values_list(
        "money_values__spent", flat=True
    )
    assert sum(spent, Decimal(0)) == 1000
    lights = [rules.light(day, date(2025, 10, 1)) for day in (date(2025, 7, 10), None)]
    assert lights == ["green", "none"]
