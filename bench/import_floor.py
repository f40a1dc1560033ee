"""How long `avow import commitments` takes beside the plainest way to write the very same rows.

    make bench                      # 2,500 and 100,000 rows, SQLite and PostgreSQL
    python bench/import_floor.py 1000000 --only sqlite --rounds 1

The floor reads the tables of a finished import and writes their rows into an empty copy of the same
database, its indexes and search there from the start: on SQLite by `sqlite3`'s executemany in as
many transactions as the import, on PostgreSQL by COPY. Reading is not counted. Import and floor
take turns; the ratio is that of the medians.
"""

import argparse
import os
import re
import sqlite3
import statistics
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate
from stage import ROOT, Cost, Postgresql, Sqlite, avow, command, places

BATCH = 1000  # rows of the file in one transaction, as in the import
BARS = {"SQLite": 4.0, "PostgreSQL": 2.5}
MEMORY = 400  # megabytes
SEARCH = "directory_search"
OUT = sys.stdout.write


@dataclass(frozen=True)
class Result:
    """What one database did with one size."""

    database: str
    number: int
    imports: list[Cost]
    floors: list[Cost]
    again: Cost
    whole: Cost

    def lines(self) -> Iterator[str]:
        """Yield the result as rows of a table."""
        ours = statistics.median(cost.seconds for cost in self.imports)
        floor = statistics.median(cost.seconds for cost in self.floors)
        memory = max(cost.memory for cost in [*self.imports, self.whole])
        yield (
            f"| {self.database} | {self.number:,} | {ours:.1f} | {floor:.1f}"
            f" | {ours / floor:.2f} (bar {BARS[self.database]}) | {self._processor()}"
            f" | {memory:.0f} (bar {MEMORY})"
            f" | {self.again.seconds:.1f} ({self.again.seconds / ours:.0%})"
            f" | {self.whole.seconds:.1f} |\n"
        )

    def _processor(self) -> str:
        floor = statistics.median(cost.processor for cost in self.floors)
        ours = statistics.median(cost.processor for cost in self.imports)
        return f"{ours / floor:.2f}" if floor else "–"


def measure(place: Sqlite | Postgresql, number: int, file: Path, rounds: int) -> Result:
    """Import and write the floor in turns; then import again, and all in one transaction."""
    imports, floors = [], []
    for _round in range(rounds):
        place.fresh("ours")
        imports.append(_import(place, file, "ours"))
        floors.append(sqlite_floor(place, number) if isinstance(place, Sqlite) else copy(place))
    again = _import(place, file, "ours")
    place.fresh("whole")
    whole = _import(place, file, "whole", "--all-or-nothing")
    return Result(place.name, number, imports, floors, again, whole)


def _import(place: Sqlite | Postgresql, file: Path, name: str, *options: str) -> Cost:
    before = place.processor() if isinstance(place, Postgresql) else 0.0
    cost = avow("import", "commitments", str(file), *options, environment=place.environment(name))
    if isinstance(place, Postgresql):
        cost = replace(cost, processor=cost.processor + place.processor() - before)
    return cost


def sqlite_floor(place: Sqlite, number: int) -> Cost:
    """Write the rows of the finished import with plain `sqlite3`."""
    place.fresh("plain")
    with (
        closing(sqlite3.connect(place.file("ours"))) as source,
        closing(sqlite3.connect(place.file("plain"), isolation_level=None)) as target,
    ):
        # The check of a currency's code needs it; Django has it in Python as well.
        target.create_function("REGEXP", 2, lambda rule, text: bool(re.search(rule, text)))
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "cache_size=-65536"):
            target.execute(f"PRAGMA {pragma}")
        writers = [_Rows(source, target, name) for name in _tables(source)]
        spent = processor = 0.0
        parts = -(-number // BATCH)
        for part in range(parts):
            batches = [(one.statement, one.share(part, parts)) for one in writers]
            begin, used = time.perf_counter(), time.process_time()
            target.execute("BEGIN IMMEDIATE")
            for statement, rows in batches:
                target.executemany(statement, rows)
            target.execute("COMMIT")
            spent += time.perf_counter() - begin
            processor += time.process_time() - used
    return Cost(spent, processor, 0)


def _tables(source: sqlite3.Connection) -> list[str]:
    rows = source.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table'"
        f" AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '{SEARCH}_%'"
    )
    return [name for (name,) in rows]


class _Rows:
    """The rows of a table that the import added, read in as many shares as it had batches."""

    def __init__(self, source: sqlite3.Connection, target: sqlite3.Connection, table: str) -> None:
        columns = [row[1] for row in source.execute(f"PRAGMA table_info({table})")]
        if table == SEARCH:
            columns.insert(0, "rowid")
        key = columns[0]
        listed = ", ".join(f'"{name}"' for name in columns)
        places = ", ".join("?" * len(columns))
        self.statement = f"INSERT INTO {table} ({listed}) VALUES ({places})"
        last = target.execute(f'SELECT max("{key}") FROM {table}').fetchone()[0]
        where = "" if last is None else f' WHERE "{key}" > {last!r}'
        if table in {"ledger_head", "directory_dataset"} and last is not None:
            where = " WHERE false"
        count = source.execute(f"SELECT count(*) FROM {table}{where}").fetchone()[0]
        self._count = count
        self._rows = source.execute(f"SELECT {listed} FROM {table}{where}")

    def share(self, part: int, parts: int) -> list[tuple[object, ...]]:
        """Return the rows of one part."""
        return self._rows.fetchmany(
            self._count * (part + 1) // parts - self._count * part // parts or 1
        )


def copy(place: Postgresql) -> Cost:
    """Write the rows of the finished import with COPY, one for each table, in one transaction."""
    place.fresh("plain")
    before = place.processor()
    seconds = _copied(place)
    time.sleep(0.2)  # until the server has seen its connections end
    return Cost(seconds, place.processor() - before, 0)


def _copied(place: Postgresql) -> float:
    import psycopg  # noqa: PLC0415  only where PostgreSQL is measured

    spent = 0.0
    with (
        psycopg.connect(place.url("ours")) as source,
        psycopg.connect(place.url("plain")) as target,
        TemporaryDirectory(prefix="avow-bench-") as folder,
    ):
        target.execute("SET CONSTRAINTS ALL DEFERRED")
        target.execute("CREATE TEMP TABLE words (id bigint, title text, body text)")
        for table in _grown(source, target):
            path = Path(folder) / "rows"
            if table == SEARCH:
                _write_words(place, path)
            else:
                with source.cursor().copy(f"COPY {table} TO STDOUT") as out, path.open("wb") as to:
                    to.writelines(out)
            begin = time.perf_counter()
            into = "words" if table == SEARCH else table
            with (
                path.open("rb") as rows,
                target.cursor().copy(f"COPY {into} FROM STDIN") as copied,
            ):
                while piece := rows.read(1 << 20):
                    copied.write(piece)
            if table == SEARCH:
                target.execute(
                    f"INSERT INTO {SEARCH} SELECT id, setweight(to_tsvector('simple', title), 'A')"
                    " || setweight(to_tsvector('simple', body), 'D') FROM words"
                )
            spent += time.perf_counter() - begin
        begin = time.perf_counter()
        target.commit()
        spent += time.perf_counter() - begin
    return spent


def _grown(source, target) -> list[str]:  # noqa: ANN001  psycopg's, imported only where used
    """Return the tables that the import filled: those that were empty before it, and the search."""
    names = source.execute(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
    ).fetchall()
    return [
        name
        for (name,) in names
        if target.execute(f'SELECT NOT EXISTS (SELECT FROM "{name}")').fetchone()[0]
        and source.execute(f'SELECT EXISTS (SELECT FROM "{name}")').fetchone()[0]
    ]


def _write_words(place: Postgresql, path: Path) -> None:
    """Write what the search is told of each entry: making it is not the floor's work."""
    script = Path(__file__).resolve().parent / "words.py"
    command([sys.executable, str(script), str(path)], place.environment("ours"))


def main() -> None:
    """Measure the sizes asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[2500, 100_000])
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--file", type=Path, help="this file instead of a generated one")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.settings.local")
    OUT(f"{os.cpu_count()} processors, Python {sys.version.split()[0]}, {ROOT.name}\n\n")
    OUT(
        "| database | rows | import s | floor s | ratio | processor | peak MB | again s"
        " | in one piece s |\n"
    )
    OUT("|---|---|---|---|---|---|---|---|---|\n")
    with places(options.only) as (folder, found):
        for number in options.sizes:
            file = options.file or generate.write(number, folder / f"{number}.csv")
            for place in found:
                for line in measure(place, number, file, options.rounds).lines():
                    OUT(line)
                sys.stdout.flush()


if __name__ == "__main__":
    main()
