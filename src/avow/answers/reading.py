"""Answers to read: a sheet, or what was handed in at one time, section by section in words."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from avow.answers import files, rules, shape
from avow.answers import services as answers
from avow.answers.models import Sheet, Snapshot
from avow.answers.pages import in_words
from avow.answers.shape import Definition, Question
from avow.answers.wording import in_reader_language


@dataclass(frozen=True, slots=True)
class Line:
    """One question and its answer in words."""

    label: str
    text: str
    language: str
    terms: str = ""
    files: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Group:
    """A section in one scope."""

    title: str
    scope: str
    scope_title: str
    lines: list[Line]


def read_sheet(
    sheet: Sheet,
    coalitions: Mapping[str, str],
    *,
    file_url: Callable[[int], str] | None = None,
) -> list[Group]:
    """Return the sheet as it is now; `coalitions` maps codes to names. Four queries."""
    attached = {
        place: [{"id": one.pk, "name": one.name} for one in found]
        for place, found in files.attachments(sheet).items()
    }
    return _groups(
        answers.definition_of(sheet),
        answers.answers_of(sheet),
        attached,
        coalitions,
        answers.rows_of(sheet),
        sheet.language,
        file_url,
    )


def read_snapshot(
    snapshot: Snapshot,
    coalitions: Mapping[str, str],
    *,
    language: str,
    file_url: Callable[[int], str] | None = None,
) -> list[Group]:
    """Return the answers as they were handed in that time, under the form of that time."""
    attached = {
        (row["scope"], row["key"]): row["files"] for row in snapshot.answers if "files" in row
    }
    return _groups(
        shape.read(snapshot.definition.definition),
        answers.handed_in(snapshot),
        attached,
        coalitions,
        snapshot.rows,
        language,
        file_url,
    )


def _groups(
    definition: Definition,
    values: Mapping[tuple[str, str], Any],
    attached: Mapping[tuple[str, str], list[dict[str, Any]]],
    coalitions: Mapping[str, str],
    rows: Mapping[str, Sequence[str]],
    language: str,
    file_url: Callable[[int], str] | None,
) -> list[Group]:
    groups = []
    for section in definition.sections:
        for place, scope in enumerate(rules.scopes_of(section, coalitions, rows), 1):
            title = f"{in_reader_language(section.row_names)} {place}" if section.repeat else ""
            lines = [
                _line(
                    question,
                    scope,
                    values,
                    attached.get((scope, question.key), []),
                    language,
                    file_url,
                )
                for question in section.questions
                if rules.is_asked(question, scope, values)
            ]
            scope_title = title or coalitions.get(scope, "")
            groups.append(Group(in_reader_language(section.names), scope, scope_title, lines))
    return groups


def _line(
    question: Question,
    scope: str,
    values: Mapping[tuple[str, str], Any],
    attached: list[dict[str, Any]],
    language: str,
    file_url: Callable[[int], str] | None,
) -> Line:
    found = [
        {"name": one["name"], "url": file_url(one["id"]) if file_url else ""} for one in attached
    ]
    value = values.get((scope, question.key), rules.empty(question.kind))
    terms = in_reader_language(question.terms.texts) if question.terms else ""
    text = "" if question.kind == "files" else in_words(question, value)
    return Line(in_reader_language(question.names), text, language, terms, found)
