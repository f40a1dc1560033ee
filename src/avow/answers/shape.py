"""A form as its stored definition describes it: sections of questions. Standard library only."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Texts = Mapping[str, str]
TYPED = frozenset({"text", "longtext", "url", "email", "date", "number"})  # kept as the text it is
YES_NO = frozenset({"boolean", "undertaking"})


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer."""

    code: str
    names: Texts


@dataclass(frozen=True, slots=True)
class Terms:
    """The wording somebody accepts, its version and its date."""

    code: str
    names: Texts
    texts: Texts
    version: str
    dated: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `key` names its answers; `only_if` = (earlier key, answer that asks for it)."""

    key: str
    code: str
    kind: str
    names: Texts
    help: Texts
    required: bool = False
    max_length: int | None = None
    choices: tuple[Choice, ...] = ()
    only_if: tuple[str, str | bool] | None = None
    terms: Terms | None = None
    max_files: int = 5


@dataclass(frozen=True, slots=True)
class Section:
    """Questions asked together: once, once per coalition, or once per row (`repeat`)."""

    code: str
    names: Texts
    help: Texts
    per_coalition: bool
    repeat: bool
    min_rows: int
    max_rows: int
    row_names: Texts  # what one row is called, as in "Budget line"
    questions: tuple[Question, ...]

    def question(self, key: str) -> Question:
        """Return the question with this key. Raises KeyError."""
        for question in self.questions:
            if question.key == key:
                return question
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Definition:
    """A whole form."""

    sections: tuple[Section, ...]

    def section(self, code: str) -> Section:
        """Return the section of this code. Raises KeyError."""
        for section in self.sections:
            if section.code == code:
                return section
        raise KeyError(code)

    def find(self, key: str) -> tuple[Section, Question]:
        """Return the question with this key and its section. Raises KeyError."""
        for section, question in self.questions():
            if question.key == key:
                return section, question
        raise KeyError(key)

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """Yield every question with its section, in order."""
        for section in self.sections:
            for question in section.questions:
                yield section, question


def read(definition: Mapping[str, Any]) -> Definition:
    """Return the stored definition as objects. Raises ValueError when two questions share a key."""
    shape = Definition(tuple(_section(each) for each in definition["sections"]))
    keys = [question.key for _, question in shape.questions()]
    if len(keys) != len(set(keys)):
        raise ValueError(
            f"two questions share a key: {sorted(key for key in keys if keys.count(key) > 1)}"
        )
    return shape


def _section(row: Mapping[str, Any]) -> Section:
    keys = {one["code"]: one.get("key", one["code"]) for one in row["questions"]}
    return Section(
        code=row["code"],
        names=row["names"],
        help=row.get("help") or {},
        per_coalition=row.get("per_coalition", False),
        repeat=row.get("repeat", False),
        min_rows=row.get("min_rows", 0),
        max_rows=row.get("max_rows", 50),
        row_names=row.get("row_names") or {},
        questions=tuple(_question(one, keys) for one in row["questions"]),
    )


def _question(row: Mapping[str, Any], keys: Mapping[str, str]) -> Question:
    only_if, terms = row.get("only_if"), row.get("terms")
    return Question(
        key=row.get("key", row["code"]),
        code=row["code"],
        kind=row["kind"],
        names=row["names"],
        help=row.get("help") or {},
        required=row.get("required", False),
        max_length=row.get("max_length"),
        choices=tuple(Choice(one["code"], one["names"]) for one in row.get("choices") or ()),
        only_if=(keys[only_if["question"]], only_if["equals"]) if only_if else None,
        terms=Terms(**terms) if terms else None,
        max_files=row.get("max_files", 5),
    )
