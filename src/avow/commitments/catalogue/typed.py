"""The secretariat's form for an example: what was typed, what is wrong with it, what it says.

A field is named by its path in the file, `targets.0.indicator.fr`, so that the types of the file
check the form too, and each problem finds its field.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from avow.commitments.catalogue.models import Example
from avow.forums.packs.checks import all_texts
from avow.forums.packs.problems import path
from avow.forums.packs.schema.catalogue import ExampleContent, ExampleFields, Guidance
from avow.kernel.text import nfc

Posted = Mapping[str, Sequence[str]]
TEXTS = ("titles", "summaries")
FIELDS = tuple(ExampleFields.model_fields)
GUIDANCE = tuple(Guidance.model_fields)
# The texts of each kind of row; a target and a milestone have their month besides.
ROWS: dict[str, tuple[str, ...]] = {
    "targets": ("indicator", "unit"),
    "milestones": ("title",),
    "partners": ("role",),
}
DATED = frozenset({"targets", "milestones"})
MOST_ROWS = {"targets": 6, "milestones": 10, "partners": 6}
_TOO_LONG = frozenset({"string_too_long", "too_long"})
_RANGE = frozenset({"greater_than_equal", "less_than_equal"})
_LONGEST = 20_000  # characters of one field that are looked at; far more than any may have


@dataclass
class Typed:
    """What stands in the form, by the names of its fields; rows that say nothing are left out."""

    values: dict[str, str] = field(default_factory=dict)
    sdg_targets: list[str] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)  # how many there are of each kind

    def text(self, name: str) -> str:
        """Return what stands in a field."""
        return self.values.get(name, "")


@dataclass(frozen=True, slots=True)
class Checked:
    """What the form says, if nothing is wrong; else reasons' codes by the names of fields."""

    content: ExampleContent | None
    errors: dict[str, str]


def of_example(example: Example) -> Typed:
    """Return an example as the form shows it."""
    return of_content(example.content())


def of_content(said: Mapping[str, Any]) -> Typed:
    """Return what the file's shape says as the form shows it."""
    typed = Typed({"years": str(said.get("years", ""))}, list(said.get("sdg_targets", [])))
    for name in TEXTS:
        _flatten(typed, name, said.get(name, {}))
    for group in ("fields", "guidance"):
        for key, texts in said.get(group, {}).items():
            _flatten(typed, f"{group}.{key}", texts)
    for kind, keys in ROWS.items():
        rows = said.get(kind, [])
        typed.rows[kind] = len(rows)
        for number, row in enumerate(rows):
            for key in keys:
                _flatten(typed, f"{kind}.{number}.{key}", row.get(key, {}))
            if kind in DATED:
                typed.values[f"{kind}.{number}.month"] = str(row["month"])
    return typed


def _flatten(typed: Typed, name: str, texts: Mapping[str, str]) -> None:
    for language, text in texts.items():
        typed.values[f"{name}.{language}"] = text


def of_posted(posted: Posted, languages: Sequence[str]) -> Typed:
    """Return what was sent; other fields than the form has are not looked at."""

    def text(name: str) -> str:
        values = posted.get(name) or [""]
        return nfc(values[-1][:_LONGEST]).strip()

    others = text("sdg_other").replace(",", " ").split()
    chosen = [str(one).strip() for one in posted.get("sdg_targets", [])]
    typed = Typed({"years": text("years")}, list(dict.fromkeys([*chosen, *others]))[:30])
    names = [*TEXTS, *(f"fields.{key}" for key in FIELDS), *(f"guidance.{key}" for key in GUIDANCE)]
    for name in names:
        for language in languages:
            typed.values[f"{name}.{language}"] = text(f"{name}.{language}")
    for kind, keys in ROWS.items():
        kept = 0
        # One more than may be kept, so that a row too many is said and not silently lost.
        for number in range(MOST_ROWS[kind] + 1):
            parts = [f"{key}.{language}" for key in keys for language in languages]
            parts += ["month"] if kind in DATED else []
            found = {part: text(f"{kind}.{number}.{part}") for part in parts}
            if any(found.values()):
                typed.values |= {f"{kind}.{kept}.{part}": said for part, said in found.items()}
                kept += 1
        typed.rows[kind] = kept
    return typed


def check(typed: Typed, languages: Sequence[str]) -> Checked:
    """Return what the form says, or every reason why it cannot be kept."""
    try:
        content = ExampleContent.model_validate(_shaped(typed, languages))
    except ValidationError as error:
        found = {
            _name(path(*(step for step in one["loc"] if step != "[key]"))): _reason(one["type"])
            for one in error.errors(include_url=False)
        }
        return Checked(None, {_field(name, languages): code for name, code in found.items()})
    wrong = {_name(where): code for where, code in _whole(content)}
    return Checked(None if wrong else content, wrong)


def _whole(content: ExampleContent) -> list[tuple[str, str]]:
    """Return what one part says against another: languages missing, months after the term."""
    texts = list(all_texts(content))
    written = dict.fromkeys(language for _where, found in texts for language in found)
    wrong = [
        (f"{where}.{language}", "example_language_missing")
        for where, found in texts
        for language in written
        if language not in found
    ]
    for kind in sorted(DATED):
        for number, row in enumerate(getattr(content, kind)):
            if row.month > content.years * 12:
                wrong.append((path(kind, number, "month"), "example_month_after_term"))
    return wrong


def _shaped(typed: Typed, languages: Sequence[str]) -> dict[str, Any]:
    """Return the form in the shape of the file; empty fields are not there at all."""

    def texts(name: str) -> dict[str, str]:
        found = {language: typed.text(f"{name}.{language}") for language in languages}
        return {language: text for language, text in found.items() if text}

    def group(name: str, keys: Sequence[str]) -> dict[str, dict[str, str]]:
        found = {key: texts(f"{name}.{key}") for key in keys}
        return {key: said for key, said in found.items() if said}

    shaped: dict[str, Any] = {
        "years": typed.text("years"),
        "sdg_targets": typed.sdg_targets,
        "fields": group("fields", FIELDS),
        "guidance": group("guidance", GUIDANCE),
    }
    shaped |= {name: texts(name) for name in TEXTS}
    for kind, keys in ROWS.items():
        shaped[kind] = []
        for number in range(typed.rows.get(kind, 0)):
            row: dict[str, Any] = group(f"{kind}.{number}", keys)
            if kind in DATED:
                row["month"] = typed.text(f"{kind}.{number}.month")
            shaped[kind].append(row)
    return shaped


def _name(where: str) -> str:
    """Return the name of the field at a path: `targets[0].unit.fr` is `targets.0.unit.fr`."""
    return re.sub(r"\[(\d+)\]", r".\1", where)


def _field(name: str, languages: Sequence[str]) -> str:
    """Return the field a problem is shown at: the first of a text that is missing altogether."""
    last = name.rpartition(".")[2]
    if last in {"years", "month", "sdg_targets"} or name in ROWS or last in languages:
        return name
    return f"{name}.{languages[0]}" if not name.startswith("sdg_targets") else "sdg_targets"


def _reason(kind: str) -> str:
    if kind in {"missing", "too_short"}:
        return "example_text_missing"
    if kind in _TOO_LONG:
        return "example_text_too_long"
    if kind.startswith("int_"):
        return "example_not_a_number"
    return "example_number_out_of_range" if kind in _RANGE else "example_wrong"
