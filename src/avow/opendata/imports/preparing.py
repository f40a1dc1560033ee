"""Open a file for an import: by its own names, by a given mapping, or by one that is proposed."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from avow.forums.models import Forum
from avow.kernel.text import fold
from avow.opendata.imports.dictionary import Dictionary
from avow.opendata.imports.fields import NAMED, Field, fields_of
from avow.opendata.imports.guessing import Guessed, guess
from avow.opendata.imports.mapping import MapTo
from avow.opendata.imports.problems import shown
from avow.opendata.imports.reading import Row, Table
from avow.opendata.imports.registry import Kind
from avow.opendata.imports.translating import Translator

PREVIEW = 5  # rows shown as they will be understood
STRANGE, STRANGE_IN = 12, 2_000  # values shown that no code is known for; rows looked at for them


@dataclass(frozen=True, slots=True)
class Proposal:
    """How a file could be read: the mapping, why, what is missing, the first rows read by it."""

    table: Table
    guessed: Guessed
    missing: tuple[str, ...]
    preview: tuple[dict[str, str], ...]
    examples: dict[str, list[str]]  # {theirs: what stands in it}
    strange: dict[str, list[str]]  # {ours: values that are none of its codes}

    @property
    def is_exact(self) -> bool:
        """Return whether the file can be imported without anybody looking at its mapping."""
        return self.guessed.is_exact and not self.missing


def open_table(kind: Kind, path: Path, forum: Forum | None, mapping: MapTo | None = None) -> Table:
    """Return the file's table, ready to give rows. Raises FileProblem."""
    names = [name for name, _needed, _help in kind.columns]
    table = Table(path, known=names, mapping=mapping)
    table.check(name for name, needed, _help in kind.columns if needed)
    if mapping is not None:
        table.use(Translator(mapping, fields_of(kind), Dictionary(forum)))
    return table


def propose(
    kind: Kind,
    path: Path,
    forum: Forum | None,
    given: MapTo | None = None,
    aside: Iterable[str] = (),
) -> Proposal:
    """Return how a file could be read: what is given, and guesses for the rest.

    `aside`: columns of theirs that nothing is to be made of. Raises FileProblem for no table.
    """
    fields = fields_of(kind)
    table = Table(path, known=fields, mapping=given)
    sample, left_aside = table.sample(), frozenset(aside)
    dictionary = Dictionary(forum)
    header = ["" if name in left_aside else name for name in table.header]
    found = guess(header, sample, fields, dictionary, given)
    mapping = found.mapping
    table.mapping = mapping
    table.check([])
    missing = tuple(
        field.name
        for field in fields.values()
        if field.needed
        and field.name not in mapping.columns
        and field.name not in mapping.constants
    )
    table.use(Translator(mapping, fields, dictionary))
    examples = {
        name: list(dict.fromkeys(shown(row[at]) for row in sample if row[at].strip()))[:3]
        for at, name in enumerate(table.header)
    }
    rows = list(islice((row for row in table.rows() if not row.fault), STRANGE_IN))
    return Proposal(
        table, found, missing, preview(rows), examples, _strange(rows, fields, dictionary)
    )


def _strange(
    rows: Iterable[Row], fields: Mapping[str, Field], dictionary: Dictionary
) -> dict[str, list[str]]:
    """Return the values that no code is known for, the most frequent first."""
    found: dict[str, Counter[str]] = {}
    for row in rows:
        for ours, text in row.cells.items():
            field = fields.get(ours)
            if field is None or field.type not in NAMED - {"language"} or not text:
                continue
            for one in text.split(";") if field.several else [text]:
                if one.strip() and not _is_known(one.strip(), field, dictionary):
                    found.setdefault(ours, Counter())[shown(one.strip())] += 1
    return {ours: [one for one, _n in seen.most_common(STRANGE)] for ours, seen in found.items()}


def _is_known(text: str, field: Field, dictionary: Dictionary) -> bool:
    # An alias of the pack is a code of an organisation's type, too.
    if field.type == "organisation_type":
        return bool(dictionary.code(field.type, text)) and " " not in text
    return dictionary.is_code(field.type, text)


def preview(rows: Iterable[Row]) -> tuple[dict[str, str], ...]:
    """Return the first rows as they are understood, their texts cut."""
    return tuple(
        {ours: shown(text) for ours, text in row.cells.items() if text}
        for row in islice(rows, PREVIEW)
    )


def names_in(
    kind: Kind, path: Path, forum: Forum | None, mapping: MapTo | None
) -> set[tuple[str, str]]:
    """Return the (folded name, country) pairs of the organisations that a file names."""
    column = "name" if kind.code == "organisations" else "organisation"
    table = open_table(kind, path, forum, mapping)
    return {
        (fold(row.cells.get(column, ""))[:250], row.cells.get("country", "").strip())
        for row in table.rows()
        if not row.fault
    }
