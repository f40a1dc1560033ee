"""How long the figures of reports take beside the plainest SQL that counts the same rows.

    python bench/statistics_floor.py                     # 2,500 and 100,000 commitments
    python bench/statistics_floor.py 2500 --only sqlite

Imports invented commitments, gives each five cycles of reports, and counts a whole forum and one
coalition: by `accountability.reporting.counted` with nothing kept, and by four statements of SQL
written for the purpose. They take turns; the ratio is that of the medians. Both must say the same.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate
from stage import avow, places

BAR = 2.0
YEARS = range(2022, 2027)
COALITION = "gender_based_violence"
OUT = sys.stdout.write
CAME = f"(c.id + {{year}}) % 3 <> 0 AND NOT (c.id % 10 = 0 OR c.id % 10 = {{year}} - {YEARS[0]})"
REPORT: dict[str, str] = {
    "cycle_id": "{cycle}", "commitment_id": "c.id", "organisation_id": "c.organisation_id",
    "is_lead": "{yes}", "share": "100", "is_joined": "{no}", "revision_id": "c.public_id",
    "state": "CASE WHEN {came} THEN 'submitted' ELSE 'not_reported' END", "language": "'en'",
    "status": "'on_track'", "status_reason": "''", "barriers": "''", "opportunities": "''",
    "shocks": "''", "reported_elsewhere": "''", "lessons": "''", "good_practice": "''",
    "may_share": "{no}", "help_needed": "''", "evidence": "'none'", "begun_at": "c.published_at",
    "first_submitted_at": "c.published_at", "submitted_at": "c.published_at",
    "is_late": "CASE WHEN c.id % 7 = 0 THEN {yes} ELSE {no} END", "computed_status": "''",
    "differs": "{no}", "check_note": "''", "public_check": "''",
}  # fmt: skip
OUTCOME: dict[str, str] = {
    "forum_id": "c.forum_id", "cycle_id": "{cycle}", "commitment_id": "c.id", "year": "{year}",
    "ref": "c.ref", "is_last": "{no}", "is_unrated": "{no}",
    "status": "CASE WHEN NOT ({came}) THEN 'not_reported' WHEN c.id % 4 = 0 THEN 'delayed'"
    " ELSE 'on_track' END",
    "cents": "CASE WHEN {came} THEN c.id * 100 END",
}  # fmt: skip
LISTED = "e.forum_id = {forum} AND e.is_listed"
CHOSEN = (
    " AND e.id IN (SELECT entry_id FROM directory_entrytag WHERE forum_id = {forum}"
    " AND facet = 'coalition' AND value = '{coalition}')"
)
FLOOR = {
    "statuses": "SELECT o.year, o.status, count(*) FROM progress_outcome o JOIN directory_entry e"
    " ON e.ref = o.ref AND e.forum_id = o.forum_id WHERE {listed} GROUP BY o.year, o.status",
    "responses": "SELECT y.year, count(*), count(CASE WHEN r.state IN"
    " ('published', 'returned', 'submitted', 'verified') THEN 1 END) FROM progress_report r"
    " JOIN progress_cycle y ON y.id = r.cycle_id {of_reports} WHERE y.forum_id = {forum}"
    " AND r.state <> 'excused' GROUP BY y.year",
    "lines": "SELECT CASE WHEN o.year = {current} THEN 'now' WHEN o.year IS NOT NULL THEN"
    " 'earlier' ELSE 'never' END AS line, count(DISTINCT e.id), coalesce(sum(p.cents), 0)"
    " FROM directory_part p JOIN directory_entry e ON e.id = p.entry_id LEFT JOIN"
    " progress_outcome o ON o.ref = e.ref AND o.forum_id = e.forum_id AND o.is_last"
    " WHERE {listed} GROUP BY 1",
    "spent": "SELECT o.year = {current}, coalesce(sum(o.cents), 0) FROM progress_outcome o"
    " JOIN directory_entry e ON e.ref = o.ref AND e.forum_id = o.forum_id"
    " WHERE o.is_last AND {listed} GROUP BY 1",
}


def make() -> None:
    """Give each commitment five frozen cycles of reports, a few statements for each cycle."""
    from django.db import connection  # noqa: PLC0415  once Django is set up
    from django.utils import timezone  # noqa: PLC0415  as above

    from avow.forums.models import Forum, Window  # noqa: PLC0415  as above
    from avow.progress.models import Cycle  # noqa: PLC0415  as above

    forum = Forum.objects.get()
    lite = connection.vendor == "sqlite"
    yes, no = ("1", "0") if lite else ("true", "false")
    now = timezone.now()
    with connection.cursor() as cursor:
        for year in YEARS:
            opens_at = now.replace(year=year, month=6, day=1)
            window = Window.objects.create(
                forum=forum, key=f"bench-{year}", kind="reporting", names={"en": str(year)},
                opens_at=opens_at, closes_at=opens_at.replace(month=8),
                pack_closes_at=opens_at.replace(month=8),
            )  # fmt: skip
            cycle = Cycle.objects.create(
                forum=forum, window=window, key=window.key, year=year, state="open", opened_at=now
            )
            words = {"cycle": cycle.pk, "year": year, "yes": yes, "no": no}
            words["came"] = CAME.format(year=year)
            for table, columns in (("progress_report", REPORT), ("progress_outcome", OUTCOME)):
                values = ", ".join(value.format(**words) for value in columns.values())
                cursor.execute(
                    f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values}"
                    " FROM commitments_commitment c WHERE c.public_id IS NOT NULL"
                )
        cursor.execute(
            f"UPDATE progress_outcome SET is_last = {yes} WHERE id IN (SELECT id FROM (SELECT id,"
            " row_number() OVER (PARTITION BY commitment_id ORDER BY year DESC) AS n FROM"
            " progress_outcome WHERE status <> 'not_reported') AS ranked WHERE n = 1)"
        )
        if not lite:
            cursor.execute("VACUUM ANALYZE")
        else:
            cursor.execute("ANALYZE")
    Cycle.objects.update(state="frozen", closed_at=now, frozen_at=now)


def floor(forum: int, coalition: str) -> dict[str, list[tuple[Any, ...]]]:
    """Count by plain SQL."""
    from django.db import connection  # noqa: PLC0415  once Django is set up

    listed = LISTED + (CHOSEN if coalition else "")
    words = {"forum": forum, "current": YEARS[-1], "coalition": coalition}
    words["listed"] = listed.format(**words)
    words["of_reports"] = (
        "JOIN commitments_commitment c ON c.id = r.commitment_id JOIN directory_entry e"
        f" ON e.ref = c.ref AND e.forum_id = c.forum_id AND {words['listed']}"
        if coalition
        else ""
    )
    found = {}
    with connection.cursor() as cursor:
        for name, statement in FLOOR.items():
            cursor.execute(statement.format(**words))
            found[name] = cursor.fetchall()
    return found


def timed(act: Callable[[], Any]) -> tuple[float, Any]:
    """Return the seconds that something takes, and what it returns."""
    begin = time.perf_counter()
    found = act()
    return time.perf_counter() - begin, found


def inside(rounds: int) -> None:
    """Make the rows and measure, in the database that the environment names; print JSON."""
    import django  # noqa: PLC0415  the environment is set by now

    django.setup()
    make()
    from django.http import QueryDict  # noqa: PLC0415  as above

    from avow.accountability.reporting import counted, reporting_of  # noqa: PLC0415  as above
    from avow.directory.query import understand  # noqa: PLC0415  as above
    from avow.directory.totals import Scope  # noqa: PLC0415  as above
    from avow.directory.vocabulary import Vocabulary  # noqa: PLC0415  as above
    from avow.forums.models import Forum  # noqa: PLC0415  as above

    forum = Forum.objects.get()
    told = {}
    for coalition in ("", COALITION):
        asked = QueryDict(f"coalition={coalition}" if coalition else "")
        scope = Scope(forum.pk, understand(asked, Vocabulary(forum)))
        ours, plain = [], []
        for _round in range(rounds):
            seconds, figures = timed(lambda scope=scope: counted(scope))
            ours.append(seconds)
            seconds, rows = timed(lambda coalition=coalition: floor(forum.pk, coalition))
            plain.append(seconds)
            same(figures, rows)
        reporting_of(forum, scope)
        kept, _figures = timed(lambda scope=scope: reporting_of(forum, scope))
        told[coalition or "whole forum"] = (statistics.median(ours), statistics.median(plain), kept)
    OUT(json.dumps(told))


def same(figures: Any, rows: dict[str, list[tuple[Any, ...]]]) -> None:
    """Raise ValueError unless both say the same."""
    ours = {
        "statuses": {(y, s, n) for y, row in figures.statuses.items() for s, n in row.items()},
        "responses": {(y, one.owed, one.reported) for y, one in figures.responses.items()},
        "lines": {(k, v.commitments, v.cents) for k, v in figures.lines.items() if v.commitments},
        "spent": {(now, n) for now, n in ((1, figures.spent.now), (0, figures.spent.earlier)) if n},
    }
    for name, found in ours.items():
        plain = {tuple(int(v) if not isinstance(v, str) else v for v in row) for row in rows[name]}
        if found != plain:
            raise ValueError(f"{name}: {sorted(found)[:5]} and {sorted(plain)[:5]}")


def main() -> None:
    """Measure the sizes asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[2500, 100_000])
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.settings.local")
    if options.inside:
        inside(options.rounds)
        return
    OUT("| database | commitments | of | ours s | floor s | ratio | kept s |\n")
    OUT("|---|---|---|---|---|---|---|\n")
    with places(options.only) as (folder, found):
        for number in options.sizes:
            file = generate.write(number, folder / f"{number}.csv")
            for place in found:
                place.fresh("figures")
                environment = place.environment("figures")
                avow("import", "commitments", str(file), environment=environment)
                done = subprocess.run(  # noqa: S603  ourselves
                    [sys.executable, __file__, "--inside", "--rounds", str(options.rounds)],
                    env={**os.environ, **environment}, check=True, capture_output=True, text=True,
                )  # fmt: skip
                for scope, (ours, plain, kept) in json.loads(done.stdout).items():
                    OUT(
                        f"| {place.name} | {number:,} | {scope} | {ours:.3f} | {plain:.3f}"
                        f" | {ours / plain:.2f} (bar {BAR}) | {kept:.4f} |\n"
                    )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
