"""Rules of answers: what may be kept, what is asked, what is missing. Pure functions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from avow.answers.shape import TYPED, YES_NO, Definition, Question, Section

Answers = Mapping[tuple[str, str], Any]  # (scope, key) -> value; of files: the list of their names
LINE_LENGTH = 500
TEXT_LENGTH = 20_000
_URL = re.compile(r"https?://[^\s/.]+(\.[^\s/.]+)+(:\d+)?(/\S*)?$", re.IGNORECASE)
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$")


class NotKept(ValueError):
    """A value that this question can't hold. `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing a complete sheet still lacks; `why` is a code with a sentence in words.py."""

    scope: str
    section: str
    question: str
    why: str


def longest(question: Question) -> int:
    """Return how many characters an answer may have."""
    return question.max_length or (TEXT_LENGTH if question.kind == "longtext" else LINE_LENGTH)


def empty(kind: str) -> Any:
    """Return what "nothing said" is for a kind of question."""
    if kind in YES_NO:
        return None
    return [] if kind in {"multichoice", "files"} else ""


def is_empty(value: Any) -> bool:
    """Return whether nothing was said; a "no" is something said."""
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def kept(question: Question, raw: Sequence[str]) -> Any:
    """Return what is kept of the texts a form sent (none: nothing said), which are NFC already.

    What was typed is kept even when it is no proper date, number or address yet: `wrong` says so,
    and nothing typed is lost. Raises NotKept: too long, no such choice, files (elsewhere).
    """
    if question.kind in TYPED:
        text = raw[-1] if raw else ""
        text = text if question.kind == "longtext" else " ".join(text.split())
        if len(text) > longest(question):
            raise NotKept("answer_too_long")
        return text
    if question.kind in YES_NO:
        return _yes_no(raw, question)
    codes = [choice.code for choice in question.choices]
    if question.kind == "choice":
        picked = raw[-1] if raw else ""
        if picked and picked not in codes:
            raise NotKept("answer_no_such_choice")
        return picked
    if question.kind == "multichoice":
        if set(raw) - {*codes, ""}:
            raise NotKept("answer_no_such_choice")
        return [code for code in codes if code in raw]
    raise NotKept("answer_unknown")


def _yes_no(raw: Sequence[str], question: Question) -> bool | None:
    last = raw[-1] if raw else ""
    words = {"": None, "true": True, "on": True, "yes": True, "false": False, "no": False}
    if last not in words:
        raise NotKept("answer_no_such_choice")
    value = words[last]
    # An unticked box of an undertaking says nothing, not no.
    return None if question.kind == "undertaking" and not value else value


def wrong(question: Question, value: Any) -> str:  # noqa: PLR0911  one line per kind
    """Return the code of what is wrong with a kept answer, or ""."""
    if is_empty(value):
        return ""
    if question.kind == "date":
        return "" if _is_date(value) else "answer_not_a_date"
    if question.kind == "number":
        return "" if _is_number(value) else "answer_not_a_number"
    if question.kind == "url":
        return "" if _URL.match(value) else "answer_not_an_address"
    if question.kind == "email":
        return "" if _EMAIL.match(value) else "answer_not_an_email"
    codes = {choice.code for choice in question.choices}
    picked = value if isinstance(value, list) else [value]
    if question.kind in {"choice", "multichoice"} and set(picked) - codes:
        return "answer_no_such_choice"  # the pack took this choice away while the sheet was open
    if isinstance(value, str) and len(value) > longest(question):
        return "answer_too_long"
    return ""


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return len(text) == len("2021-03-30")


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def is_asked(question: Question, scope: str, answers: Answers) -> bool:
    """Return whether the answers so far ask for this question; one without condition always is."""
    if question.only_if is None:
        return True
    key, equals = question.only_if
    value = answers.get((scope, key))
    return equals in value if isinstance(value, list) else value == equals


def scopes_of(
    section: Section, coalitions: Iterable[str], rows: Mapping[str, Sequence[str]]
) -> tuple[str, ...]:
    """Return the scopes in which a section is answered: one, one per coalition, or its rows."""
    if section.repeat:
        return tuple(rows.get(section.code, ()))
    return tuple(coalitions) if section.per_coalition else ("",)


def row_scope(section: str, number: int) -> str:
    """Return the scope of a row, as in `finance-2`."""
    return f"{section}-{number}"


def missing(
    definition: Definition,
    answers: Answers,
    coalitions: Iterable[str],
    rows: Mapping[str, Sequence[str]] = {},
) -> list[Missing]:
    """Return everything a complete sheet still lacks, in the order of the form."""
    found: list[Missing] = []
    coalitions = tuple(coalitions)
    for section in definition.sections:
        scopes = scopes_of(section, coalitions, rows)
        if section.repeat and len(scopes) < section.min_rows:
            found.append(Missing("", section.code, "", "rows_missing"))
        for scope in scopes:
            found += missing_in(section, scope, answers)
    return found


def missing_in(section: Section, scope: str, answers: Answers) -> list[Missing]:
    """Return what one section lacks in one scope."""
    found = []
    for question in section.questions:
        if not is_asked(question, scope, answers):
            continue
        value = answers.get((scope, question.key), empty(question.kind))
        why = wrong(question, value) or _lacks(question, value)
        if why:
            found.append(Missing(scope, section.code, question.key, why))
    return found


def _lacks(question: Question, value: Any) -> str:
    if question.kind == "undertaking":
        return "" if value is True else "undertaking_missing"
    if question.required and is_empty(value):
        return "files_missing" if question.kind == "files" else "answer_missing"
    return ""
