"""Forms that a pack defines: sections of questions. Their codes are frozen with each answer."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from avow.forums.packs.schema.base import Code, MaybeTexts, Part, Texts


class QuestionKind(StrEnum):
    """What an answer is."""

    TEXT = "text"  # one line
    LONGTEXT = "longtext"
    CHOICE = "choice"
    MULTICHOICE = "multichoice"
    UNDERTAKING = "undertaking"  # a boolean that must be accepted; its wording is recorded
    BOOLEAN = "boolean"
    FILES = "files"
    DATE = "date"
    NUMBER = "number"
    URL = "url"
    EMAIL = "email"


class Choice(Part):
    """One possible answer of a choice."""

    code: Code
    names: Texts


class OnlyIf(Part):
    """The question is asked only when an earlier one of its section was answered so.

    `equals` is a choice's code, or true or false for a boolean; a multichoice must contain it.
    """

    question: Code
    equals: bool | Code


class Question(Part):
    """One question. An undertaking says which one by its code in the pack's `undertakings`."""

    code: Code
    kind: QuestionKind
    names: Texts
    help: MaybeTexts = {}
    required: bool = False
    max_length: Annotated[int, Field(ge=1, le=100_000)] | None = None  # of a text, in characters
    choices: tuple[Choice, ...] = ()
    only_if: OnlyIf | None = None
    undertaking: Code | None = None
    max_files: Annotated[int, Field(ge=1, le=20)] = 5


class Section(Part):
    """Questions asked together; `per_coalition`: once for each coalition applied for."""

    code: Code
    names: Texts
    help: MaybeTexts = {}
    per_coalition: bool = False
    questions: Annotated[tuple[Question, ...], Field(min_length=1)]

    def question(self, code: str) -> Question:
        """Return the question of this code. Raises KeyError."""
        for question in self.questions:
            if question.code == code:
                return question
        raise KeyError(code)


class ApplicationForm(Part):
    """What an applicant is asked beside the organisation's profile."""

    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    def section(self, code: str) -> Section:
        """Return the section of this code. Raises KeyError."""
        for section in self.sections:
            if section.code == code:
                return section
        raise KeyError(code)
