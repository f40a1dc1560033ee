"""Turn a row's cells as the file writes them into cells as we read them, as a mapping says.

What can't be turned stays as it is: the check then says what is wrong with it.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime

from avow.commitments import amounts
from avow.kernel.text import fold
from avow.opendata.exports.cells import plain
from avow.opendata.imports.dictionary import Dictionary
from avow.opendata.imports.fields import NAMED, Field
from avow.opendata.imports.mapping import DATES, MapTo

_MARKS = re.compile(r"[.\-\s]+")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
LONGEST_DAY, LONGEST_WORD = 40, 20


class Translator:
    """Reads cells by one mapping. `is_idle` when there is nothing to do."""

    def __init__(
        self, mapping: MapTo, fields: Mapping[str, Field], dictionary: Dictionary | None = None
    ) -> None:
        self._mapping = mapping
        self._fields = fields
        self._dictionary = dictionary
        self._empty = {fold(one) or one.strip() for one in mapping.empty}
        self._values = {
            ours: {(fold(theirs) or theirs.strip()): code for theirs, code in words.items()}
            for ours, words in mapping.values.items()
        }
        self._steps = {ours: steps for ours in fields if (steps := self._steps_of(fields[ours]))}

    @property
    def is_idle(self) -> bool:
        """Return whether cells stay as they are."""
        return not self._steps and not self._empty and not self._mapping.constants

    def cells(self, cells: dict[str, str]) -> dict[str, str]:
        """Return a row's cells, read."""
        found = {ours: "" if self._is_empty(ours, text) else text for ours, text in cells.items()}
        found.update(self._mapping.constants)
        for ours, steps in self._steps.items():
            text = found.get(ours, "")
            if text and ours not in self._mapping.constants:
                for step in steps:
                    text = step(text)
                found[ours] = text
        return found

    def _is_empty(self, ours: str, text: str) -> bool:
        if (
            not self._empty
            or not 0 < len(text) < LONGEST_WORD
            or (fold(text) or text.strip()) not in self._empty
        ):
            return False
        # `NA` is Namibia where countries are codes, and nothing elsewhere.
        is_country = self._fields[ours].type == "country" and ours not in self._mapping.names
        return not (is_country and text.strip() == "NA")

    def _steps_of(self, field: Field) -> list[Callable[[str], str]]:
        found: list[Callable[[str], str]] = []
        mapping = self._mapping
        if field.several and mapping.separator != ";":
            found.append(lambda text: ";".join(text.split(mapping.separator)))
        if field.name in mapping.values or field.name in mapping.names:
            found.append(lambda text: self._codes(field, text))
        if mapping.dates and field.type in {"date", "instant"}:
            found.append(lambda text: day(text, mapping.dates, is_last=field.name == "end"))
        if mapping.numbers and field.type == "number":
            found.append(lambda text: _each(text, amount))
        return found

    def _codes(self, field: Field, text: str) -> str:
        words = self._values.get(field.name, {})
        key = fold(text) or text.strip()
        if key in words:  # the whole cell first: a name may hold the separator
            return words[key]
        return (
            _each(text, lambda one: self._code(field, one))
            if field.several
            else self._code(field, text)
        )

    def _code(self, field: Field, text: str) -> str:
        words = self._values.get(field.name, {})
        found = words.get(fold(text) or text.strip())
        if found is not None:
            return found
        if self._dictionary and field.name in self._mapping.names and field.type in NAMED:
            return self._dictionary.code(field.type, text) or text
        return text


def _each(text: str, step: Callable[[str], str]) -> str:
    return ";".join(step(one) for one in text.split(";"))


def day(text: str, order: str, *, is_last: bool = False) -> str:
    """Return a day in another order as ISO; an ISO day, or what is none, as it is.

    A year alone is its first day, or its last where a term ends.
    """
    bare = text.strip()
    if len(bare) > LONGEST_DAY or not bare[:1].isdecimal() or _ISO.match(bare):
        return text
    moment, _sign, rest = bare.partition(" ")
    moment = _MARKS.sub("/", moment) if "/" in order else moment
    try:
        found = datetime.strptime(moment, DATES[order]).replace(tzinfo=UTC).date()
    except ValueError:
        return text
    if order == "yyyy":
        found = date(found.year, 12, 31) if is_last else found
    return (
        f"{found.isoformat()}T{rest}"
        if re.fullmatch(r"\d{2}:\d{2}(:\d{2})?", rest)
        else (found.isoformat() if not rest else text)
    )


def amount(text: str) -> str:
    """Return an amount in plain digits, or the text where it is none or could be two."""
    try:
        return plain(amounts.read(text)) if text.strip() else text
    except amounts.Unreadable:
        return text
