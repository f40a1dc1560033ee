"""The lists of good practices as CSV: what the pages show, and nothing more."""

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from avow.kernel.formulas import neutralise
from avow.learning import publication
from avow.learning.querysets import PracticeQuerySet

PUBLIC = (
    "number", "title", "text", "language", "maker", "commitment", "year", "coalitions", "actions",
    "countries", "tags", "published_at",
)  # fmt: skip
DESK = (
    "number",
    "title",
    "state",
    "maker",
    "commitment",
    "year",
    "taken_at",
    "asked",
    "published_at",
)
BATCH = 200
Cells = Sequence[str]


def public(rows: PracticeQuerySet) -> Iterator[Cells]:
    """Yield a row for each public practice; a constant number of queries for each batch."""
    rest = iter(rows.whole().iterator(chunk_size=BATCH))
    while batch := list(islice(rest, BATCH)):
        for one in publication.practices(batch):
            yield (
                str(one.number), one.title, one.text, one.language, one.maker, one.ref,
                str(one.year), ";".join(one.coalitions), ";".join(one.actions),
                ";".join(one.countries), ";".join(one.tags), one.published_at.isoformat(),
            )  # fmt: skip


def desk(rows: PracticeQuerySet) -> Iterator[Cells]:
    """Yield a row for each practice of the desk's list; makers at risk by the name to show."""
    for one in rows.whole().iterator(chunk_size=BATCH):
        yield (
            str(one.number), one.title, one.state, one.report.organisation.shown_name,
            one.report.commitment.ref, str(one.report.cycle.year), one.taken_at.isoformat(),
            "yes" if one.asked_once else "no",
            one.published_at.isoformat() if one.published_at else "",
        )  # fmt: skip


class _Echo:
    def write(self, line: str) -> str:
        return line


def as_csv(columns: Cells, table: Iterable[Cells]) -> Iterator[bytes]:
    """Yield the header and a line for each row; no cell is read as a formula."""
    writer = csv.writer(_Echo(), lineterminator="\r\n")
    write: Callable[[Iterable[str]], object] = writer.writerow
    yield str(write(columns)).encode()
    for row in table:
        yield str(write(neutralise(cell) for cell in row)).encode()
