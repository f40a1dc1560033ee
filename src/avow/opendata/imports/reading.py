"""Rows of a CSV, XLSX or JSON file, one at a time, whatever its size; not what they mean."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TextIO

from django.utils.translation import gettext as _

from avow.kernel.formulas import restore
from avow.opendata.imports import sheets
from avow.opendata.imports.encoding import NAMES, encoding_of
from avow.opendata.imports.heading import Heading, delimiter_of, quote_of
from avow.opendata.imports.lines import Record, records
from avow.opendata.imports.mapping import MapTo
from avow.opendata.imports.objects import Objects, is_json
from avow.opendata.imports.problems import FileProblem
from avow.opendata.imports.translating import Translator

LONGEST_ID = 80  # one made of several cells is cut, and stays its own
SAMPLE = 200  # rows that a guess looks at from the top on
LOOKED_AT, STEP = 10_000, 20  # and every so manieth of those that follow


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on, its cells by our columns, how many are too many (or few).

    `fault`: why it is no row at all (quote, long), in the column `at`; `seen`: how it begins.
    `labels`: what the file calls our columns, where it is another name.
    """

    line: int
    cells: dict[str, str]
    surplus: int = 0
    fault: str = ""
    at: str = ""
    seen: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, ours: str) -> str:
        """Return what to call a column to whoever mends the file."""
        return self.labels.get(ours, ours)


class Table:
    """A file's header and rows. Raises FileProblem for one that is no table.

    `header` holds the file's own names. Without a mapping, columns are ours by their very names.
    """

    def __init__(self, path: Path, *, known: Iterable[str], mapping: MapTo | None = None) -> None:
        self.path = path
        self.known = frozenset(known)
        self.mapping = mapping
        given = mapping or MapTo()
        self._wanted = self.known | {one for names in given.columns.values() for one in names}
        self._translator: Translator | None = None
        self.encoding = self.delimiter = self.quote = ""
        self._sheet: sheets.Sheet | None = None
        self._objects: Objects | None = None
        self.is_xlsx = sheets.is_zip(path)
        if self.is_xlsx:
            self._sheet = sheets.Sheet(path, given=given.sheet, is_header=self._is_header)
        elif is_json(path):
            self._objects = Objects(path)
        else:
            self.encoding = encoding_of(path, given.encoding)
            with self._open() as file:
                head = file.read(64 * 1024)
            self.delimiter = delimiter_of(head, self._wanted)
            self.quote = quote_of(head, self.delimiter)
        heading = Heading(islice(self._records(), 30), self._wanted)
        self.header, self.header_line = heading.names, heading.line
        self.twice = heading.twice

    @property
    def sheet(self) -> str:
        """Return the name of the sheet that is read; "" for other files."""
        return self._sheet.name if self._sheet else ""

    @property
    def unknown(self) -> list[str]:
        """Return the columns that mean nothing here; they are left aside."""
        taken = {one for names in self.columns.values() for one in names}
        return [name for name in self.header if name and name not in taken]

    @property
    def columns(self) -> dict[str, tuple[str, ...]]:
        """Return {ours: theirs}: what the mapping says, or those of the very same name."""
        if self.mapping is not None:
            return dict(self.mapping.columns)
        return {name.lower(): (name,) for name in self.header if name.lower() in self.known}

    def notes(self) -> list[str]:
        """Return in words how the file is read, where it could be read in more ways than one."""
        found = []
        if self.encoding not in {"", "utf-8", "utf-8-sig"}:
            name = NAMES.get(self.encoding, self.encoding)
            found.append(_("Its letters are read as %(name)s.") % {"name": name})
        if self._sheet and len(self._sheet.names) > 1:
            found.append(
                _("Of %(number)s sheets, “%(name)s” is read.")
                % {"number": len(self._sheet.names), "name": self._sheet.name}
            )
        if self.header_line > 1:
            found.append(
                _("The names of the columns stand on line %(line)s.") % {"line": self.header_line}
            )
        return found

    def use(self, translator: Translator) -> None:
        """Read cells with this from now on."""
        self._translator = None if translator.is_idle else translator

    def check(self, needed: Iterable[str]) -> None:
        """Raise FileProblem if a column is missing, or stands in the file twice."""
        columns = self.columns
        constants = self.mapping.constants if self.mapping else {}
        strange = [one for names in columns.values() for one in names if one not in self.header]
        if strange:
            raise FileProblem(
                _("The file has no column %(names)s. Found: %(found)s.")
                % {"names": ", ".join(strange)[:200], "found": ", ".join(self.header)[:300]}
            )
        missing = [name for name in needed if name not in columns and name not in constants]
        if missing:
            raise FileProblem(
                _("The first row must name the columns. Missing: %(missing)s. Found: %(found)s.")
                % {"missing": ", ".join(missing), "found": ", ".join(self.header)[:300]}
            )
        if self.mapping is None and (twice := [n for n in self.twice if n.lower() in self.known]):
            raise FileProblem(
                _("These columns stand there twice: %(names)s.") % {"names": ", ".join(twice)}
            )

    def sample(self) -> list[list[str]]:
        """Return some rows that are no ruins, as wide as the header.

        The first ones, and some of those that follow: files are often sorted, and what stands on
        top is then of one kind.
        """
        rows = (one.cells for one in self._body() if not one.fault and any(one.cells))
        width, found = len(self.header), []
        for number, cells in enumerate(islice(rows, LOOKED_AT)):
            if number < SAMPLE or number % STEP == 0:
                found.append([*cells[:width], *[""] * (width - len(cells))])
        return found

    def rows(self) -> Iterator[Row]:
        """Yield the rows that are not blank. Raises FileProblem where the file breaks."""
        width = len(self.header)
        places = {name: at for at, name in enumerate(self.header)}
        plan = [(ours, [places[one] for one in theirs]) for ours, theirs in self.columns.items()]
        labels = {
            ours: f"{' + '.join(theirs)} ({ours})"
            for ours, theirs in self.columns.items()
            if ours != theirs[0].lower()
        }
        read = self._translator.cells if self._translator else None
        for record in self._body():
            cells = record.cells
            if record.fault:
                at = self.header[record.at] if 0 <= record.at < width else ""
                yield Row(record.line, {}, 0, record.fault, at, (self.delimiter or ",").join(cells))
                continue
            if not any(cell.strip() for cell in cells):
                continue
            surplus = _surplus(cells, width)
            if len(cells) < width:
                if not self.encoding:  # a sheet keeps no empty cells at the end
                    surplus = 0
                cells.extend([""] * (width - len(cells)))
            found = {
                ours: cells[at[0]] if len(at) == 1 else _joined(ours, [cells[n] for n in at])
                for ours, at in plan
            }
            seen = (self.delimiter or ",").join(cells) if surplus else ""
            yield Row(
                record.line, read(found) if read else found, surplus, seen=seen, labels=labels
            )

    def _is_header(self, cells: Iterable[str]) -> bool:
        return Heading([Record(1, list(cells))], self._wanted).score > 1

    def _body(self) -> Iterator[Record]:
        return (one for one in self._records(len(self.header)) if one.line > self.header_line)

    def _records(self, width: int = 0) -> Iterator[Record]:
        if self._sheet:
            yield from self._sheet.records()
        elif self._objects:
            yield from self._objects.records()
        else:
            with self._open() as file:
                try:
                    for one in records(
                        file, delimiter=self.delimiter, quote=self.quote, width=width
                    ):
                        one.cells[:] = [
                            restore(cell) if cell[:1] == "'" else cell for cell in one.cells
                        ]
                        yield one
                except UnicodeError as error:
                    raise FileProblem(
                        _("The letters of this file break off. Save it as CSV in UTF-8.")
                    ) from error

    def _open(self) -> TextIO:
        errors = (
            "surrogateescape" if self.encoding in {"utf-8", "utf-8-sig", "cp1252"} else "strict"
        )
        return self.path.open(encoding=self.encoding, newline="", errors=errors)


def _joined(ours: str, cells: list[str]) -> str:
    """Return several cells as one: an id of its parts, one text after the other."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if ours == "id":
        whole = "-".join(filled)
        if len(whole) <= LONGEST_ID:
            return whole
        return f"{whole[:60]}-{hashlib.sha256(whole.encode(errors='replace')).hexdigest()[:16]}"
    return (";" if ours in _LISTS else " ").join(filled)


_LISTS = frozenset(
    ["coalition", "action", "commitment_type", "sdg_targets", "places", "links", "aliases"]
)


def _surplus(cells: list[str], width: int) -> int:
    if len(cells) <= width:
        return len(cells) - width
    return len(cells) - width if any(cell.strip() for cell in cells[width:]) else 0
