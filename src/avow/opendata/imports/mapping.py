"""How a file's columns and values become ours: given by a person, guessed, or kept. Pure.

Plain form (YAML or JSON of `--map-file`, and what is kept): see docs/imports.md.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

import yaml
from django.utils.translation import gettext as _

from avow.kernel.text import fold, nfc
from avow.opendata.imports.problems import FileProblem

MAX_BYTES = 200_000  # of a mapping's file
MAX_WORDS = 2_000  # translations of values
DATES = {
    "dd/mm/yyyy": "%d/%m/%Y",
    "mm/dd/yyyy": "%m/%d/%Y",
    "yyyy/mm/dd": "%Y/%m/%d",
    "dd/mm/yy": "%d/%m/%y",
    "mm/dd/yy": "%m/%d/%y",
    "yyyymmdd": "%Y%m%d",
    "yyyy": "%Y",
}
SEPARATORS = (";", ",", "|", "/", "\n")


@dataclass(frozen=True, slots=True)
class MapTo:
    """Which of their columns each of ours is, and how their cells are read.

    `columns`: {ours: (theirs, …)}; several of theirs are joined. `constants`: {ours: value} for
    columns the file lacks. `values`: {ours: {theirs: code}}. `names`: ours whose names are
    exchanged for codes. `dates`: one of DATES, or "" for ISO. `numbers`: amounts as people write
    them. `separator` between several values. `empty`: texts that stand for an empty cell.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    dates: str = ""
    separator: str = ";"
    numbers: bool = False
    empty: tuple[str, ...] = ()
    sheet: str = ""
    encoding: str = ""

    def as_plain(self) -> dict[str, Any]:
        """Return plain JSON; what is as usual is left out."""
        usual = MapTo()
        found = {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if getattr(self, one.name) != getattr(usual, one.name)
        }
        if "columns" in found:
            found["columns"] = {
                ours: theirs[0] if len(theirs) == 1 else list(theirs)
                for ours, theirs in self.columns.items()
            }
        for name in ("names", "empty"):
            if name in found:
                found[name] = list(found[name])
        if "values" in found:
            found["values"] = {ours: dict(words) for ours, words in self.values.items()}
        if "constants" in found:
            found["set"] = dict(found.pop("constants"))
        return found

    def over(self, guess: "MapTo") -> "MapTo":
        """Return this, given by a person, with what it does not say filled in from a guess."""
        columns = {
            ours: theirs
            for ours, theirs in guess.columns.items()
            if ours not in self.columns and ours not in self.constants
        }
        usual = MapTo()
        rest = {
            name: getattr(guess, name)
            for name in ("names", "dates", "separator", "numbers", "empty", "sheet", "encoding")
            if getattr(self, name) == getattr(usual, name)
        }
        columns |= {ours: theirs for ours, theirs in self.columns.items() if theirs}
        return replace(self, columns=columns, values={**guess.values, **self.values}, **rest)


def of_plain(data: Any, known: Iterable[str]) -> MapTo:
    """Return a mapping from its plain form. Raises FileProblem: one line says what is wrong."""
    if not isinstance(data, dict):
        raise FileProblem(_("A mapping is a list of names with values, as in `columns:`."))
    allowed = {one.name for one in fields(MapTo)} - {"constants"} | {"set"}
    if strange := sorted(str(name) for name in data if name not in allowed):
        raise FileProblem(
            _("A mapping knows no %(names)s. It may hold: %(known)s.")
            % {"names": ", ".join(strange), "known": ", ".join(sorted(allowed))}
        )
    made = MapTo(
        columns={_text(ours): _texts(theirs) for ours, theirs in _table(data, "columns").items()},
        constants={_text(ours): _text(value) for ours, value in _table(data, "set").items()},
        values={
            _text(ours): {_text(a): _text(b) for a, b in _inner(words, str(ours)).items()}
            for ours, words in _table(data, "values").items()
        },
        names=_texts(data.get("names", [])),
        dates=_text(data.get("dates", "")),
        separator=_text(data.get("separator", ";"), strip=False),
        numbers=data.get("numbers", False) is True,
        empty=_texts(data.get("empty", [])),
        sheet=_text(data.get("sheet", "")),
        encoding=_text(data.get("encoding", "")),
    )
    _check(made, frozenset(known))
    return made


def _check(made: MapTo, known: frozenset[str]) -> None:
    named = {*made.columns, *made.constants, *made.values, *made.names}
    if strange := sorted(named - known):
        raise FileProblem(
            _("These are none of our columns: %(names)s. Ours are: %(known)s.")
            % {"names": ", ".join(strange)[:200], "known": ", ".join(sorted(known))}
        )
    if made.dates and made.dates not in DATES:
        raise FileProblem(
            _("Not an order of dates: %(dates)s. Choose one of: %(known)s.")
            % {"dates": made.dates[:40], "known": ", ".join(DATES)}
        )
    if made.separator not in SEPARATORS:
        raise FileProblem(
            _("Several values stand between one of these: %(signs)s")
            % {"signs": " ".join(repr(one) for one in SEPARATORS)}
        )
    if both := sorted(set(made.columns) & set(made.constants)):
        raise FileProblem(
            _("Set for the whole file and taken from a column too: %(names)s. Choose one.")
            % {"names": ", ".join(both)}
        )
    if sum(len(words) for words in made.values.values()) > MAX_WORDS:
        raise FileProblem(_("These are too many translated values; mend the file instead."))


def of_text(text: str, known: Iterable[str]) -> MapTo:
    """Return the mapping of a YAML or JSON text. Raises FileProblem."""
    if len(text) > MAX_BYTES:
        raise FileProblem(_("This mapping is too long."))
    try:
        data = json.loads(text) if text.lstrip().startswith("{") else yaml.safe_load(text)
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        why = " ".join(str(error).split())[:200]
        raise FileProblem(_("This mapping is no YAML or JSON: %(why)s") % {"why": why}) from error
    return of_plain(data, known)


def of_arguments(
    maps: Iterable[str], sets: Iterable[str], known: Iterable[str], base: MapTo | None = None
) -> MapTo:
    """Return the mapping of `theirs=ours` and `ours=value` texts. Raises FileProblem.

    The last `=` parts `theirs=ours` (a header may hold one), the first parts `ours=value`. The same
    ours again joins; `theirs=` with nothing behind leaves that column aside.
    """
    columns: dict[str, tuple[str, ...]] = {}
    for one in maps:
        theirs, sign, ours = one.rpartition("=")
        if not sign or not theirs.strip():
            raise FileProblem(_("Write it as THEIRS=OURS: %(text)s") % {"text": one[:80]})
        columns[ours.strip()] = (*columns.get(ours.strip(), ()), theirs.strip())
    aside = columns.pop("", ())
    constants = {}
    for one in sets:
        ours, sign, value = one.partition("=")
        if not sign:
            raise FileProblem(_("Write it as OURS=VALUE: %(text)s") % {"text": one[:80]})
        constants[ours.strip()] = value.strip()
    start = base or MapTo()
    made = replace(
        start,
        columns={
            **{
                ours: theirs
                for ours, theirs in start.columns.items()
                if ours not in constants and not set(aside) & set(theirs)
            },
            **columns,
        },
        constants={
            **{ours: one for ours, one in start.constants.items() if ours not in columns},
            **constants,
        },
    )
    _check(made, frozenset(known))
    return made


def aside(maps: Iterable[str]) -> frozenset[str]:
    """Return the columns of theirs that `theirs=` leaves aside."""
    return frozenset(one.rpartition("=")[0].strip() for one in maps if one.rstrip().endswith("="))


def same_name(one: str, other: str) -> bool:
    """Return whether two headers are one but for case, accents, spaces and signs."""
    return one == other or (fold(one.replace("_", " ")) == fold(other.replace("_", " ")) != "")


def _table(data: dict[Any, Any], name: str) -> dict[Any, Any]:
    return _inner(data.get(name) or {}, name)


def _inner(found: Any, name: str) -> dict[Any, Any]:
    if not isinstance(found, dict):
        raise FileProblem(_("In a mapping, `%(name)s` holds names with values.") % {"name": name})
    return found


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(_text(one) for one in (value if isinstance(value, list | tuple) else [value]))


def _text(value: Any, *, strip: bool = True) -> str:
    if isinstance(value, bool):  # YAML reads `no` (Norway, Norwegian) as false
        return "yes" if value else "no"
    if not isinstance(value, str | int | float):
        raise FileProblem(
            _("In a mapping, a value is a text: %(text)s") % {"text": str(value)[:80]}
        )
    return nfc(str(value)).strip() if strip else str(value)
