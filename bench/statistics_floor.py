"""How long the figures of a dashboard take beside the plainest SQL that counts the same rows.

    python bench/statistics_floor.py                     # 2,500 and 100,000 commitments
    python bench/statistics_floor.py 2500 --only sqlite

Imports invented commitments, gives each five cycles of reports (`five_cycles.py`), and counts a
whole forum, a coalition's commitments and its part, an action, a country and a maker: by
`accountability` with nothing kept, and by SQL written for the purpose (`statistics_sql.py`). They
take turns; the ratio is that of the medians. Both must say the same. Then the whole page, kept.
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

import five_cycles
import generate
import statistics_sql
from stage import avow, places

BAR = 2.0
COALITION = "gender_based_violence"
CODES = {True: "new", False: "announced", None: "unsaid"}
OUT = sys.stdout.write


def asks() -> dict[str, tuple[str, statistics_sql.Ask]]:
    """Return {what is counted: (the address that asks for it, the same for SQL)}."""
    from avow.directory.models import Part  # noqa: PLC0415  once Django is set up
    from avow.forums.models import Forum  # noqa: PLC0415  as above

    forum = Forum.objects.get()
    # Of the organisations beside others a middling one, with a few commitments.
    maker = Part.objects.filter(forum=forum).order_by("-pk").values_list("maker", flat=True)[0]
    base = (forum.pk, five_cycles.YEARS[-1], tuple(forum.settings.south))
    found = {"whole forum": ("", statistics_sql.Ask(*base))}
    for facet, value in (("coalition", COALITION), ("action", "GBV-2"), ("country", "KE")):
        ask = statistics_sql.Ask(*base, facet=(facet, value))
        found[f"one {facet}"] = (f"{facet}={value}", ask)
    part = statistics_sql.Ask(*base, coalition=COALITION)
    found["part of one coalition"] = (f"of_coalition={COALITION}", part)
    found["one maker"] = (f"of_maker={maker}", statistics_sql.Ask(*base, maker=maker))
    return found


def inside(rounds: int) -> None:
    """Make the rows and measure, in the database that the environment names; print JSON."""
    import django  # noqa: PLC0415  the environment is set by now

    django.setup()
    from django.utils import timezone  # noqa: PLC0415  as above

    five_cycles.make(timezone.now())
    told = [measured(*one, rounds) for one in asks().items()]
    OUT(json.dumps(told))


def measured(name: str, asked: tuple[str, statistics_sql.Ask], rounds: int) -> list[Any]:
    """Return a scope's name, ours and the floor's seconds of each kind, and those of its page."""
    from django.db import connection  # noqa: PLC0415  once Django is set up
    from django.http import QueryDict  # noqa: PLC0415  as above

    from avow.accountability import reporting  # noqa: PLC0415  as above
    from avow.directory import statistics as directory  # noqa: PLC0415  as above
    from avow.directory.totals_asked import asked_of  # noqa: PLC0415  as above
    from avow.directory.vocabulary import Vocabulary  # noqa: PLC0415  as above
    from avow.forums.models import Forum  # noqa: PLC0415  as above

    def run(statement: str) -> statistics_sql.Rows:
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall()

    address, ask = asked
    forum = Forum.objects.get()
    scope = asked_of(QueryDict(address), Vocabulary(forum)).scope
    pairs: tuple[tuple[Callable[[], Any], Callable[[], Any], Callable[[Any], Any]], ...] = (
        (lambda: reporting.counted(scope), lambda: statistics_sql.reporting(ask, run), of_reports),
        (lambda: directory.counted(forum, scope), lambda: statistics_sql.figures(ask, run), of_all),
    )
    found: list[Any] = [name]
    for ours, floor, plain in pairs:
        same(name, plain(ours()), floor())  # and both have read their pages once
        mine, theirs = [], []
        for _round in range(rounds):
            mine.append(seconds(ours))
            theirs.append(seconds(floor))
        found += [statistics.median(mine), statistics.median(theirs)]
    return [*found, *page(address, rounds)]


def seconds(act: Callable[[], Any]) -> float:
    """Return the seconds that something takes."""
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin


def page(address: str, rounds: int) -> list[float]:
    """Return the seconds of the whole page, its figures kept, and of its figures alone."""
    from django.http import QueryDict  # noqa: PLC0415  once Django is set up
    from django.test import Client  # noqa: PLC0415  as above
    from django.utils import timezone  # noqa: PLC0415  as above

    from avow.accountability import reporting  # noqa: PLC0415  as above
    from avow.directory import statistics as directory  # noqa: PLC0415  as above
    from avow.directory.totals_asked import asked_of  # noqa: PLC0415  as above
    from avow.directory.vocabulary import Vocabulary  # noqa: PLC0415  as above
    from avow.forums.models import Forum  # noqa: PLC0415  as above

    forum, client = Forum.objects.get(), Client()
    scope = asked_of(QueryDict(address), Vocabulary(forum)).scope

    def kept() -> None:
        reporting.reporting_of(forum, scope, timezone.now())
        directory.figures_of(forum, scope)

    def whole() -> None:
        response = client.get(
            f"/en/{forum.slug}/progress/?{address}", headers={"host": "localhost"}
        )
        if response.status_code != 200:
            raise ValueError(response.status_code)

    whole()
    pages = statistics.median(seconds(whole) for _round in range(rounds))
    kept()
    return [pages, statistics.median(seconds(kept) for _round in range(rounds))]


def of_reports(ours: Any) -> dict[str, Any]:
    """Return figures of reports as the SQL says them."""
    lines = {
        name: (one.commitments, one.cents, one.unrated)
        for name, one in ours.lines.items()
        if one.commitments
    }
    return {
        "statuses": {(y, s): n for y, row in ours.statuses.items() for s, n in row.items()},
        "responses": {y: (r.owed, r.reported, r.on_time) for y, r in ours.responses.items()},
        "lines": lines,
        "spent": (ours.spent.now, ours.spent.earlier, ours.spent.unrated),
    }


def of_all(ours: Any) -> dict[str, Any]:
    """Return figures of the directory as the SQL says them, as far as these are kept."""
    facets = ours.commitments_by.items()
    found: dict[str, Any] = {
        "commitments": ours.commitments,
        "makers": ours.makers,
        "facets": {(facet, value): n for facet, row in facets for value, n in row.items()},
        "sides": {
            side: (n, ours.makers_sides[side]) for side, n in ours.commitments_sides.items() if n
        },
        **{f"makers by {name}": row for name, row in ours.makers_by.items()},
    }
    tables = {"": (("", ours.money),)} | {
        name: tuple((row.key, row.totals) for row in rows) for name, rows in ours.money_by.items()
    }
    for name, rows in tables.items():
        found[f"money {name}"] = {key: totals.money.usd for key, totals in rows}
        found[f"kinds {name}"] = {
            (key, code): sums.amounts
            for key, totals in rows
            for code, sums in totals.kinds.items()
            if sums.amounts
        }
        found[f"missing {name}"] = {
            (key, one.currency): one.commitments for key, totals in rows for one in totals.missing
        }
        found[f"commitments by {name}"] = {key: totals.commitments for key, totals in rows}
    return found


def same(name: str, ours: dict[str, Any], floor: dict[str, Any]) -> None:
    """Raise ValueError unless both say the same."""
    if "makers" in floor:
        floor = _as_tables(floor)
        ours = {key: value for key, value in ours.items() if key in floor}
    for key, said in floor.items():
        if ours[key] != said:
            raise ValueError(f"{name}, {key}: {str(ours[key])[:400]} and {str(said)[:400]}")


def _as_tables(floor: dict[str, Any]) -> dict[str, Any]:
    """Return the SQL's money by value, as pages show it: dollars, currencies, whether it is new."""
    from decimal import Decimal  # noqa: PLC0415  here alone

    found = {key: value for key, value in floor.items() if not key.startswith(("money", "missing"))}
    for name in ("", *statistics_sql.MONEY_BY):
        dollars: dict[str, Decimal] = {}
        kinds: dict[Any, dict[str, Decimal]] = {}
        rows = floor[f"money {name}"]
        values = floor[f"commitments by {name}"] if name else {"": 0}
        for value in values:
            dollars[_key(value)] = Decimal(0)
        for (*value, currency, is_new, _without), (own, usd) in rows.items():
            key = _key(value[0] if value else "")
            dollars[key] += Decimal(usd or 0).scaleb(-2)
            code = CODES[None if is_new is None else bool(is_new)]
            sums = kinds.setdefault((key, code), {})
            sums[currency] = sums.get(currency, Decimal(0)) + Decimal(own).scaleb(-3)
        found[f"money {name}"] = dollars
        found[f"missing {name}"] = {
            (_key(value[0] if value else ""), currency): n
            for (*value, currency), n in floor[f"missing {name}"].items()
        }
        if name:
            found[f"commitments by {name}"] = {_key(value): n for value, n in values.items()}
        found[f"amounts {name}"] = kinds
    for name in ("", *statistics_sql.MONEY_BY):
        found[f"kinds {name}"] = found.pop(f"amounts {name}")
    return found


def _key(value: Any) -> str:
    return "" if value is None else str(value)


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
    OUT("Seconds, nothing kept: of reports, of the directory, both; then a page, all kept.\n\n")
    OUT("| database | commitments | of | reports | floor | ratio | directory | floor | ratio |")
    OUT(f" both (bar {BAR}) | page | kept |\n|{'---|' * 12}\n")
    with places(options.only) as (folder, found):
        for number in options.sizes or [2500, 100_000]:
            file = generate.write(number, folder / f"{number}.csv")
            for place in found:
                place.fresh("figures")
                environment = place.environment("figures")
                avow("collectstatic", "--noinput", "--verbosity", "0", environment=environment)
                avow("import", "commitments", str(file), environment=environment)
                done = subprocess.run(  # noqa: S603  ourselves
                    [sys.executable, __file__, "--inside", "--rounds", str(options.rounds)],
                    env={**os.environ, **environment}, check=True, stdout=subprocess.PIPE,
                    text=True,
                )  # fmt: skip
                for row in json.loads(done.stdout):
                    OUT(line(place.name, number, *row))
                sys.stdout.flush()


def line(place: str, number: int, name: str, *numbers: float) -> str:
    """Return a row of the table."""
    ours, floor, mine, plain, whole, kept = numbers
    both = (ours + mine) / (floor + plain)
    return (
        f"| {place} | {number:,} | {name} | {ours:.3f} | {floor:.3f} | {ours / floor:.2f}"
        f" | {mine:.3f} | {plain:.3f} | {mine / plain:.2f} | {both:.2f} | {whole:.3f}"
        f" | {kept:.4f} |\n"
    )


if __name__ == "__main__":
    main()
