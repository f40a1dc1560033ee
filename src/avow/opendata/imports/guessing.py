"""Guess which of our columns each of a file's is: by its name, then by what stands in it. Pure.

What is not sure stays open: a wrong guess that nobody notices costs more than one question.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from rapidfuzz import fuzz

from avow.kernel.text import fold
from avow.opendata.imports import contents
from avow.opendata.imports.dictionary import Dictionary
from avow.opendata.imports.fields import Field
from avow.opendata.imports.mapping import MapTo
from avow.opendata.imports.synonyms import SYNONYMS

SURE = 70  # from here on a guess is taken
OWN = 0.95  # the share of different values from which a number can be an id
NEARBY = 3  # two columns this near to one of ours: neither is taken
_BY_CONTENT = ("country", "currency", "url", "email")  # told by what stands in them alone
_NUMBERS = ("id", "identifier", "number", "key")  # a column that names something else by a number
_NOTHING = ("na", "n a", "null", "none", "n d", "s o")


class Why(StrEnum):
    """Why a column was taken for one of ours, or left open."""

    EXACT = "exact"
    SPELLING = "spelling"
    SYNONYM = "synonym"
    SIMILAR = "similar"
    CONTENT = "content"
    CONTRADICTED = "contradicted"
    RIVAL = "rival"
    GIVEN = "given"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Guess:
    """What a column of theirs seems to be: ours ("" for open), how sure (0 to 100), and why.

    `maybe`: the one of ours that it could be, where it is left open.
    """

    theirs: str
    ours: str
    score: int
    why: Why
    maybe: str = ""


@dataclass(frozen=True, slots=True)
class Guessed:
    """A mapping with the reason of each of its columns."""

    mapping: MapTo
    guesses: tuple[Guess, ...]
    reads_as_given: bool = True

    @property
    def is_exact(self) -> bool:
        """Return whether there was nothing to guess: every name is ours, every value plain."""
        plain = MapTo(columns=self.mapping.columns)
        return self.mapping == plain and all(
            guess.why in {Why.EXACT, Why.NOTHING, Why.GIVEN} for guess in self.guesses
        )

    @property
    def is_given(self) -> bool:
        """Return whether a person said all that is taken: there is nothing left to agree to."""
        return self.reads_as_given and all(
            guess.why in {Why.EXACT, Why.GIVEN} for guess in self.guesses if guess.ours
        )


def guess(
    header: Sequence[str],
    sample: Sequence[Sequence[str]],
    fields: Mapping[str, Field],
    dictionary: Dictionary,
    given: MapTo | None = None,
) -> Guessed:
    """Return the likeliest mapping of a header, with up to some hundred rows of cells to look at.

    What a person gave stands; the rest is guessed around it.
    """
    given = given or MapTo()
    empty = given.empty or _empty_words(sample)
    values = {
        name: _distinct((row[at] for row in sample), empty)
        for at, name in enumerate(header)
        if name
    }
    repeated = _repeated(header, sample)
    # A column that was named alone is that, or its very own name; part of a join may be more.
    said = {one: len(names) for names in given.columns.values() for one in names}
    rated = sorted(
        (
            (score, why, theirs, ours)
            for theirs, cells in values.items()
            for ours, field in fields.items()
            if ours not in given.columns and ours not in given.constants
            for score, why in (_rate(theirs, cells, field, dictionary, theirs in repeated),)
            if score > (99 if said.get(theirs) == 1 else 0)
        ),
        key=lambda one: -one[0],
    )
    columns, guesses = _choose(rated, list(values))
    for theirs in said:
        if theirs in values and theirs not in columns:
            ours = next(one for one, names in given.columns.items() if theirs in names)
            guesses[theirs] = Guess(theirs, ours, 100, Why.GIVEN)
    mapping = MapTo(columns={ours: (theirs,) for theirs, ours in columns.items()}, empty=empty)
    cells_of = {ours: values[theirs] for theirs, ours in columns.items()}
    cells_of |= {
        ours: values[names[0]]
        for ours, names in given.columns.items()
        if len(names) == 1 and names[0] in values
    }
    mapping = given.over(contents.reading_of(mapping, cells_of, fields, dictionary))
    return Guessed(
        mapping, tuple(guesses[name] for name in values), _settings(mapping) == _settings(given)
    )


def _repeated(header: Sequence[str], sample: Sequence[Sequence[str]]) -> set[str]:
    """Return the columns whose values come again: an id that does is not the row's own."""
    found = set()
    for at, name in enumerate(header):
        cells = [row[at].strip() for row in sample if row[at].strip()]
        if len(cells) * OWN > len(set(cells)):
            found.add(name)
    return found


def _settings(mapping: MapTo) -> tuple[object, ...]:
    """Return how cells are read, whatever their columns."""
    return (mapping.names, mapping.dates, mapping.separator, mapping.numbers, mapping.empty)


def _choose(
    rated: list[tuple[int, Why, str, str]], header: list[str]
) -> tuple[dict[str, str], dict[str, Guess]]:
    """Return {theirs: ours} of the sure ones, each once, and a guess for every column."""
    columns: dict[str, str] = {}
    guesses = {name: Guess(name, "", 0, Why.NOTHING) for name in header}
    for score, why, theirs, ours in rated:
        if theirs in columns or ours in columns.values():
            continue
        open_ = guesses[theirs]
        rivals = [
            other
            for points, _why, other, target in rated
            if target == ours
            and other != theirs
            and other not in columns
            and score - points < NEARBY
            and points < 100
        ]
        if score < SURE or (rivals and score < 100):
            if not open_.maybe:
                reason = Why.RIVAL if score >= SURE else why
                guesses[theirs] = Guess(theirs, "", score, reason, ours)
            continue
        columns[theirs] = ours
        guesses[theirs] = Guess(theirs, ours, score, why)
    return columns, guesses


def _rate(
    theirs: str, cells: Sequence[str], field: Field, dictionary: Dictionary, is_repeated: bool
) -> tuple[int, Why]:
    score, why = _by_name(theirs, field.name)
    if why is Why.EXACT or (not score and field.type not in _BY_CONTENT):
        return score, why
    fit = contents.fit(cells, field, dictionary)
    if field.type == "id" and is_repeated:
        fit = 0.0
    if not score:
        return _by_content(theirs, cells, field, fit)
    if fit is not None and fit < 0.5:
        return max(score - 40, 1), Why.CONTRADICTED
    return (score + 8 if fit is not None and fit > 0.9 and why is Why.SIMILAR else score), why


def _by_content(
    theirs: str, cells: Sequence[str], field: Field, fit: float | None
) -> tuple[int, Why]:
    names_a_number = _words(theirs).rsplit(" ", 1)[-1] in _NUMBERS
    if names_a_number or fit is None or fit < 0.9 or len(cells) < 2:
        return 0, Why.NOTHING
    if field.type in {"url", "email"}:
        return 70, Why.CONTENT
    # A country may be anybody's: of the organisation, or of where the work is done.
    return (72 if field.name in {"country", "currency"} else 40), Why.CONTENT


def _by_name(theirs: str, ours: str) -> tuple[int, Why]:
    if theirs == ours or theirs.lower() == ours:
        return 100, Why.EXACT
    folded = _words(theirs)
    if not folded:
        return 0, Why.NOTHING
    own = ours.replace("_", " ")
    if folded == own or folded.replace(" ", "") == own.replace(" ", ""):
        return 96, Why.SPELLING
    return _by_synonym(theirs, folded, ours)


def _by_synonym(theirs: str, folded: str, ours: str) -> tuple[int, Why]:
    own, synonyms = ours.replace("_", " "), _synonyms(ours)
    if folded in synonyms:
        # The earlier ones are the more usual ones: they win over the same word of another column.
        return 92 - min(synonyms[folded] // 12, 6), Why.SYNONYM
    last = folded.rsplit(" ", 1)[-1] if "." in theirs else ""
    if last and (last == own or last in synonyms):
        return 80, Why.SYNONYM  # `details.description`: the last part of a dotted name
    if len(folded) < 5:
        return 0, Why.NOTHING
    near = max((fuzz.ratio(folded, word) for word in (own, *synonyms) if len(word) > 4), default=0)
    return (round(near) - 14, Why.SIMILAR) if near >= 86 else (0, Why.NOTHING)


def _words(name: str) -> str:
    """Return a header folded: `startDate`, `start_date`, `Start.Date` and `START DATE` are one."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name[:200])
    return fold(re.sub(r"[_.]+", " ", apart))


@lru_cache(maxsize=64)
def _synonyms(ours: str) -> dict[str, int]:
    return {fold(word): at for at, word in enumerate(SYNONYMS.get(ours, ()))}


def _distinct(cells: object, empty: tuple[str, ...]) -> list[str]:
    folded = {fold(one) for one in empty}
    texts = (str(cell).strip() for cell in cells)  # type: ignore[attr-defined]  # an iterable
    return [one for one in dict.fromkeys(texts) if one and fold(one) not in folded][:60]


def _empty_words(sample: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Return the words that stand for nothing: those seen in two columns or more."""
    places: dict[str, set[int]] = {}
    for row in sample:
        for at, cell in enumerate(row):
            if 0 < len(cell) < 8 and cell.isprintable():
                places.setdefault(cell.strip(), set()).add(at)
    folded: dict[str, set[int]] = {}
    for cell, seen in places.items():
        folded.setdefault(fold(cell), set()).update(seen)
    return tuple(
        sorted(cell for cell in places if fold(cell) in _NOTHING and len(folded[fold(cell)]) > 1)
    )
