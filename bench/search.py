"""The directory's page of results beside Datasette and plain SQL, on the same rows in one run.

    python bench/search.py                         # 2,500 and 100,000 commitments, both databases
    python bench/search.py 1000000 --only sqlite --rounds 4
    python bench/search.py 100000 --url sqlite:////FILE   # a database that is there already

Two gunicorn workers, anonymous, the full stack. Questions are of mixed words (rare, common, none;
seven languages; phrases, beginnings) with two filters, nine groups of counts and pieces of text.
Ours and the reference take turns; figures are medians of the rounds. `drawn`: each page is asked
for once, so that none is kept; `warm`: pages that were asked for before. All counts of a part of
the questions are compared with plain SQL.
"""

import argparse
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parent))

import generate
import search_floor as floor
from crowd import Pace, percentile, read
from stage import Postgresql, Sqlite, avow, places
from web import memory, ours

OUT = sys.stdout.write
ROOT = Path(__file__).resolve().parent
RATE_BAR, PART_OF_SQL, LATE = 30, {100_000: 0.1, 1_000_000: 0.03}, {100_000: 80, 1_000_000: 120}
MEMORY_BAR, START_BAR = 400, 10


@contextmanager
def served(environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """Yield address and process of our server."""
    avow("collectstatic", "--noinput", "--verbosity", "0", environment=environment)
    with ours(environment) as (port, process):
        yield f"http://127.0.0.1:{port}", process


def asked_in_turn(
    first: Callable[[int], Pace], second: Callable[[int], Pace], rounds: int
) -> tuple[list[Pace], list[Pace]]:
    """Let both answer in turn."""
    ones, others = [], []
    for number in range(rounds):
        others.append(second(number))
        ones.append(first(number))
    return ones, others


def middle(paces: list[Pace], name: str) -> float:
    """Return the median of a figure."""
    return statistics.median(getattr(pace, name) for pace in paces)


class Run:
    """One database of one size."""

    def __init__(self, name: str, url: str, size: int, rounds: int, folder: Path) -> None:
        self.name, self.url, self.size, self.rounds, self.folder = name, url, size, rounds, folder
        self.asked = floor.questions()

    def line(self, what: str, ours: str, reference: str, ratio: float | None, bar: str) -> None:
        """Print one line of the table."""
        said = "" if ratio is None else f"{ratio:.2f}"
        OUT(f"| {self.name} | {self.size:,} | {what} | {ours} | {reference} | {said} | {bar} |\n")
        sys.stdout.flush()

    def all_of_it(self) -> None:
        """Measure everything and print it."""
        environment = {"DATABASE_URL": self.url, "AVOW_VAR": str(self.folder)}
        with served(environment) as (base, master):
            begin = time.perf_counter()
            read(base, [floor.ours(self.asked[0])], readers=2, total=4)
            took = time.perf_counter() - begin
            self.line("first answer of both workers", f"{took:.1f} s", "", None, f"{START_BAR} s")
            self.beside_datasette(base)
            self.beside_sql(base)
            self.held(base)
            self.line(
                "memory of a worker", f"{memory(master):.0f} MB", "", None, f"{MEMORY_BAR} MB"
            )

    def rows(self) -> list[tuple[object, ...]]:
        """Return the entries for Datasette."""
        sql = floor.PlainSql(self.file)
        found = sql._ask(floor.SELECT, [])  # noqa: SLF001  our own
        return [tuple(_as_text(cell) for cell in row) for row in found]

    @property
    def file(self) -> str:
        """Return what a driver opens."""
        return self.url.removeprefix("sqlite:///")

    def beside_datasette(self, base: str) -> None:
        """Compare requests a second, at one reader and at sixteen."""
        if self.size > 200_000:
            return
        with floor.datasette(self.folder, self.rows()) as other:
            for readers, number, few in ((1, 60, 12), (16, 160, 32)):

                def pages(round_: int, n: int = number, r: int = readers) -> Pace:
                    # Another page of the results in each round: none is kept from the one before.
                    paths = [
                        floor.ours(self.asked[at % len(self.asked)], page=str(round_ + r))
                        for at in range(n)
                    ]
                    return read(base, paths, readers=r, total=n)

                def again(_round: int, pages: Callable[[int], Pace] = pages) -> Pace:
                    return pages(0)

                def theirs(_round: int, n: int = few, r: int = readers) -> Pace:
                    paths = [floor.datasette_page(one) for one in self.asked]
                    return read(other, paths, readers=r, total=n)

                self.pace(f"drawn, {readers}", *asked_in_turn(pages, theirs, self.rounds))
                self.pace(f"warm, {readers}", *asked_in_turn(again, theirs, self.rounds))

    def pace(self, what: str, ours: list[Pace], theirs: list[Pace]) -> None:
        """Print requests a second of ours and theirs, and how long ours took."""
        rate, other = middle(ours, "rate"), middle(theirs, "rate")
        late = f"p50 {middle(ours, 'p50'):.1f}, p95 {middle(ours, 'p95'):.1f} ms"
        said = f"{rate:.1f}/s, {late}", f"Datasette {other:.2f}/s"
        bar = "≥ 5" if self.size < 100_000 else f"≥ {RATE_BAR}"
        self.line(f"search, {what} readers", *said, rate / other, bar)

    def beside_sql(self, base: str) -> None:
        """Nineteen in twenty of our pages beside plain SQL; all counts are compared."""
        sql = floor.PlainSql(self.file)
        adapter = "postgresql" if sql.is_postgresql else "sqlite"
        said = floor.expressions(adapter, self.asked)
        some = self.asked[:: max(1, len(self.asked) // (60 if self.size <= 200_000 else 24))]
        plain, page, wrong = [], [], 0
        for words, kind, status in some:
            chosen = {"organisation_type": kind, "status": status}
            begin = time.perf_counter()
            total, counted = sql.answer(said[words], chosen)
            plain.append(time.perf_counter() - begin)
            path = floor.ours((words, kind, status), sort="title")
            begin = time.perf_counter()
            text = _page(base, path)
            page.append(time.perf_counter() - begin)
            wrong += _figures(text) != (total, _shown(counted))
        one, other = (1000 * percentile(found, 0.95) for found in (page, plain))
        bar = PART_OF_SQL.get(self.size)
        self.line(
            f"search, drawn, 1 reader, {len(some)} questions: p95",
            f"{one:.1f} ms", f"plain SQL {other:.1f} ms", one / other, f"≤ {bar}" if bar else "",
        )  # fmt: skip
        self.line("questions with other counts than plain SQL", str(wrong), "", None, "0")
        crowd = read(
            base,
            [floor.ours(asked, sort="amount") for asked in self.asked],
            readers=16,
            total=320,
        )
        bar_late = LATE.get(self.size)
        self.line(
            "search, drawn, 16 readers: p95", f"{crowd.p95:.0f} ms, {crowd.rate:.0f}/s", "", None,
            f"≤ {bar_late} ms" if bar_late else "",
        )  # fmt: skip

    def held(self, base: str) -> None:
        """Readers who hold the page already."""
        path = f"/en/{floor.FORUM}/commitments/"
        connection = http.client.HTTPConnection(base.removeprefix("http://"))
        connection.request("GET", path)
        answer = connection.getresponse()
        etag = answer.headers["ETag"]
        answer.read()
        connection.close()
        same = read(base, [path], readers=1, total=600, headers={"If-None-Match": etag}, expect=304)
        whole = read(base, [path], readers=1, total=600)
        alive = read(base, ["/healthz"], readers=1, total=600)
        for what, pace in (("304", same), ("directory, warm", whole)):
            said = f"{pace.rate:.0f}/s, p50 {pace.p50:.2f} ms", f"an empty page {alive.rate:.0f}/s"
            self.line(what, *said, pace.rate / alive.rate, "")


def _as_text(cell: object) -> object:
    if isinstance(cell, list | dict):
        return json.dumps(cell, ensure_ascii=False)
    return cell if isinstance(cell, int | float | str | None) else str(cell)


def _page(base: str, path: str) -> str:
    with urllib.request.urlopen(base + path, timeout=300) as answer:  # noqa: S310  our own server
        return str(answer.read().decode())


_BOX = re.compile(
    r'name="(\w+)" value="([^"]+)"(?: checked)?> <bdi>.*?</bdi> <span class="numeric">(\d+)<'
)
_TOTAL = re.compile(r'<p id="count"[^>]*>\s*([\d,]+)')


def _figures(text: str) -> tuple[int, dict[str, int]]:
    """Return the number and the counts that a page shows, without zeros."""
    total = _TOTAL.search(text)
    found = {f"{name}={value}": int(number) for name, value, number in _BOX.findall(text)}
    return int(total[1].replace(",", "")) if total else -1, _shown(found)


def _shown(counted: dict[str, int]) -> dict[str, int]:
    return {name: number for name, number in counted.items() if number}


def prepare(place: Sqlite | Postgresql, size: int, folder: Path) -> str:
    """Return the address of a database with so many commitments, and a stock of them."""
    name = f"search{size}"
    place.fresh(name)
    environment = place.environment(name)
    file = generate.write(size, folder / f"{size}.csv")
    subprocess.run(  # noqa: S603  ourselves
        [sys.executable, str(ROOT / "directory_rows.py"), str(file)],
        env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL,
    )  # fmt: skip
    return environment["DATABASE_URL"]


def main() -> None:
    """Measure the sizes asked for and print a table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sizes", type=int, nargs="*")
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--url", help="DATABASE_URL of a database to measure instead")
    options = parser.parse_args()
    OUT("| database | commitments | what | ours | reference | ratio | bar |\n")
    OUT(f"|{'---|' * 7}\n")
    sizes = options.sizes or [2_500, 100_000]
    if options.url:
        with TemporaryDirectory(prefix="avow-bench-") as folder:
            name = "PostgreSQL" if options.url.startswith("postgresql") else "SQLite"
            Run(name, options.url, sizes[0], options.rounds, Path(folder)).all_of_it()
        return
    with places(options.only) as (folder, found):
        for size in sizes:
            for place in found:
                url = prepare(place, size, folder)
                Run(place.name, url, size, options.rounds, folder).all_of_it()


if __name__ == "__main__":
    main()
