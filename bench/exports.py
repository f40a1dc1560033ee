"""How fast whole files leave beside the plainest way to write the same.

    python bench/exports.py                       # 100,000 commitments, both databases
    python bench/exports.py 100000 1000000 --only sqlite
    python bench/exports.py --var FOLDER          # an installation that is there already (SQLite)

CSV: over HTTP from two gunicorn workers, beside `sqlite3 -csv` or `COPY TO` of the same columns in
the same order (lists and lines of money as the JSON they are kept as), read to the end by the same
reader. XLSX and Parquet: over HTTP, beside the bare loop of XlsxWriter or pyarrow over rows that
are in memory already (`loop`), and beside the bare driver and that loop (`script`). They take
turns; figures are medians. Workers may be silent for five seconds only: a longer stream that is
whole proves that none is cut.
"""

import argparse
import http.client
import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate
from stage import Postgresql, Sqlite, avow, places
from web import memory, ours, processor

FORUM = "generation-equality"
PIECE = 1 << 16
CSV_BAR, LIBRARY_BAR, FIRST_BAR, MEMORY_BAR = 0.5, 1.5, 0.25, 60
OUT = sys.stdout.write
KEYS = (  # noqa: SIM905  a list of words
    "description change beneficiaries baseline intersectionality leadership sdg_targets places"
    " links also_registered_in iati_identifier makers coalition_split regions beneficiary_groups"
    " beneficiary_number beneficiary_note targets steps partners finance capacity supersedes files"
).split()
OWN = (
    "title, summary, language, organisation_name, organisation_type, country, region, coalitions,"
    " actions, types, amounts, amount_usd, starts_on, ends_on, status, submitted_at, published_at,"
    " ref, revision, updated_at"
)
SELECT = (
    f"SELECT coalesce(nullif(source_id, ''), ref) AS id, {OWN}, "
    + ", ".join(f"details->>'{key}' AS d_{key}" for key in KEYS)
    + " FROM directory_entry JOIN directory_entrytext ON entry_id = directory_entry.id"
    " WHERE is_listed ORDER BY published_at DESC, directory_entry.id DESC"
)


@dataclass(frozen=True)
class Read:
    """What reading something to its end showed."""

    size: int
    seconds: float
    first: float
    lines: int
    processor: float = 0.0  # seconds

    @property
    def rate(self) -> float:
        """Return megabytes in a second."""
        return self.size / self.seconds / 1e6

    @property
    def worth(self) -> float:
        """Return megabytes for each second of the processor."""
        return self.size / self.processor / 1e6 if self.processor else 0.0


def piped(arguments: list[str]) -> Read:
    """Read what a command prints."""
    begin = time.perf_counter()
    size, lines, first = 0, 0, 0.0
    with subprocess.Popen(arguments, stdout=subprocess.PIPE) as process:  # noqa: S603  our own
        assert process.stdout
        while piece := process.stdout.read1(PIECE):
            first = first or time.perf_counter() - begin
            size += len(piece)
            lines += piece.count(b"\n")
        _pid, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, arguments)
    spent = used.ru_utime + used.ru_stime
    return Read(size, time.perf_counter() - begin, first, lines, spent)


def fetched(port: int, code: str, master: int = 0) -> Read:
    """Read a download. Raises IncompleteRead when it is cut."""
    before = processor(master)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    begin = time.perf_counter()
    connection.request("GET", f"/en/{FORUM}/commitments.{code}")
    answer = connection.getresponse()
    if answer.status != http.HTTPStatus.OK:
        raise RuntimeError(f"{answer.status} for {code}")
    size, lines, first = 0, 0, 0.0
    while piece := answer.read1(PIECE):
        first = first or time.perf_counter() - begin
        size += len(piece)
        lines += piece.count(b"\n")
    connection.close()
    seconds = time.perf_counter() - begin
    return Read(size, seconds, first, lines, processor(master) - before)


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    """Yield port and process of a web server whose workers have both loaded everything."""
    with ours(environment, "--timeout", "5") as (port, process):
        for _one in range(8):
            fetched(port, "csv?q=nothingsaysthis")
        yield port, process


def floor_of_csv(place: Sqlite | Postgresql, name: str) -> Read:
    """Read the same columns as the database's own program writes them."""
    if isinstance(place, Sqlite):
        file = str(place.file(name))
        return piped(["sqlite3", "-cmd", ".timeout 20000", "-header", "-csv", file, SELECT])
    copy = f"COPY ({SELECT}) TO STDOUT (FORMAT csv, HEADER)"
    return piped(["psql", "-q", "-c", copy, place.url(name)])


def library(code: str, place: str) -> None:
    """Time the library's own loop, over rows in memory and over rows read by the bare driver."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "avow.settings.local")
    import django  # noqa: PLC0415  the environment is set by now

    django.setup()
    from avow.directory.query import Question  # noqa: PLC0415  as above
    from avow.forums.models import Forum  # noqa: PLC0415
    from avow.opendata.exports.columns import COLUMNS  # noqa: PLC0415
    from avow.opendata.exports.rows import batches_for  # noqa: PLC0415

    columns: list[list[str]] = [[] for _one in COLUMNS]
    for batch in batches_for(Question(Forum.objects.get(slug=FORUM).pk)):
        for number, column in enumerate(COLUMNS):
            columns[number] += batch.column(column) or [""] * batch.size
    names = [column.name for column in COLUMNS]
    numbers = {n for n, one in enumerate(COLUMNS) if one.type in {"number", "integer"}}
    bare = bare_xlsx if code == "xlsx" else bare_parquet
    with TemporaryDirectory(prefix="avow-bench-") as folder:
        begin = time.perf_counter()
        bare(f"{folder}/loop", names, columns, numbers)
        loop = time.perf_counter() - begin
        del columns
        begin = time.perf_counter()
        read = [["" if cell is None else str(cell) for cell in row] for row in driven(place)]
        found = list(map(list, zip(*read, strict=True)))
        bare(f"{folder}/script", [str(n) for n in range(len(found))], found, set())
        script = time.perf_counter() - begin
    OUT(json.dumps({"loop": loop, "script": script}))


def driven(place: str) -> list[tuple[object, ...]]:
    """Return the rows of the same columns by the bare driver."""
    if place.startswith("postgresql"):
        import psycopg  # noqa: PLC0415  only where PostgreSQL is measured

        with psycopg.connect(place) as connection:
            return connection.execute(SELECT).fetchall()
    with closing(sqlite3.connect(place)) as lite:
        return lite.execute(SELECT).fetchall()


def bare_xlsx(path: str, names: list[str], columns: list[list[str]], numbers: set[int]) -> None:
    """Write the rows as XlsxWriter's own examples do."""
    import xlsxwriter  # noqa: PLC0415  only where it is measured

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(path, options) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, names)
        for row, cells in enumerate(zip(*columns, strict=True), 1):
            for place, cell in enumerate(cells):
                if cell and place in numbers and ";" not in cell:
                    sheet.write_number(row, place, float(cell))
                elif cell:
                    sheet.write_string(row, place, cell)


def bare_parquet(path: str, names: list[str], columns: list[list[str]], _numbers: set[int]) -> None:
    """Write the rows in groups of 20,000 as pyarrow's own examples do."""
    import pyarrow as pa  # noqa: PLC0415  only where it is measured
    import pyarrow.parquet as pq  # noqa: PLC0415  as above

    schema = pa.schema([(name, pa.string()) for name in names])
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for start in range(0, len(columns[0]), 20_000):
            some = [pa.array(column[start : start + 20_000], pa.string()) for column in columns]
            file.write_table(pa.Table.from_arrays(some, schema=schema))


def bare(code: str, place: Sqlite | Postgresql, name: str) -> dict[str, float]:
    """Return the seconds of a library's loops, in a process of its own."""
    where = str(place.file(name)) if isinstance(place, Sqlite) else place.url(name)
    done = subprocess.run(  # noqa: S603  ourselves
        [sys.executable, __file__, "--library", code, where],
        env={**os.environ, **place.environment(name)}, check=True, stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(place: Sqlite | Postgresql, name: str, rows: int, rounds: int) -> float:
    """Print the lines of one installation; return the most memory that CSV took."""
    environment = place.environment(name)
    label = f"| {place.name} | {rows:,}"
    with served(environment) as (port, master):
        ours, floor = [], []
        for _round in range(rounds):
            floor.append(floor_of_csv(place, name))
            ours.append(fetched(port, "csv", master))
        rate, plain = (statistics.median(one.rate for one in some) for some in (ours, floor))
        first = statistics.median(one.first for one in ours)
        most = memory(master)
        same = min(one.lines for one in ours) >= rows
        worth, plainly = (statistics.median(one.worth for one in some) for some in (ours, floor))
        spent = f"{worth / plainly:.2f}" if isinstance(place, Sqlite) else ""
        OUT(
            f"{label} | CSV | {rate:.1f} MB/s | {plain:.1f} MB/s | {rate / plain:.2f}"
            f" | {CSV_BAR} | {first * 1000:.0f} ms | {most:.0f} MB"
            f" | {'yes' if same else 'NO'} | {spent} |\n"
        )
        sys.stdout.flush()
        for code in ("xlsx", "parquet") if rows <= 200_000 else ():
            reads, loops = [], []
            for _round in range(rounds):
                loops.append(bare(code, place, name))
                reads.append(fetched(port, code))
            own = statistics.median(one.seconds for one in reads)
            first = statistics.median(one.first for one in reads) * 1000
            for kind in ("loop", "script"):
                plain = statistics.median(one[kind] for one in loops)
                OUT(
                    f"{label} | {code}, {kind} | {own:.1f} s | {plain:.1f} s | {own / plain:.2f}"
                    f" | {LIBRARY_BAR} | {first:.0f} ms | {memory(master):.0f} MB | | |\n"
                )
            sys.stdout.flush()
    return most


class There(Sqlite):
    """An installation that is there already."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.parent


def main() -> None:
    """Measure the sizes asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--var", type=Path, help="AVOW_VAR of an installation to measure instead")
    parser.add_argument("--library", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.library:
        library(*options.library)
        return
    OUT("| database | commitments | file | ours | floor | ratio | bar | first byte | memory |")
    OUT(" whole | processor |\n")
    OUT(f"|{'---|' * 11}\n")
    if options.var:
        there = There(options.var)
        rows = there.count(options.var.name, "directory_entry WHERE is_listed")
        measure(there, options.var.name, rows, options.rounds)
        return
    with places(options.only) as (folder, found):
        for place in found:
            most = {}
            for number in options.sizes or [100_000]:
                file = generate.write(number, folder / f"{number}.csv")
                place.fresh("exports")
                environment = place.environment("exports")
                avow("collectstatic", "--noinput", "--verbosity", "0", environment=environment)
                avow("import", "commitments", str(file), environment=environment)
                most[number] = measure(place, "exports", number, options.rounds)
            if len(most) > 1:
                more = max(most.values()) - min(most.values())
                OUT(f"{place.name}: {more:.0f} MB more for the largest size (bar {MEMORY_BAR})\n")


if __name__ == "__main__":
    main()
