"""What a page shows of a sheet, and what it does with a posted section. Knows no requests."""

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile

from avow.answers import files, rules
from avow.answers import services as answers
from avow.answers.models import Answer, Attachment, Sheet
from avow.answers.rules import NotKept
from avow.answers.services import Conflict, Saved
from avow.answers.shape import Choice, Question, Section
from avow.answers.wording import as_written, in_reader_language, yes_no
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc, row_number
from avow.kernel.words import sentence
from avow.people.models import User

Posted = Mapping[str, list[str]]
Uploads = Mapping[str, list[UploadedFile[Any]]]
Part = tuple[Section, str]  # a section and the scope it is answered in


@dataclass
class Outcome:
    """What became of a posted section, by the names of its fields."""

    saved: dict[str, Saved] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)  # codes
    typed: dict[str, list[str]] = field(default_factory=dict)  # what could not be kept
    seen: dict[str, int] = field(default_factory=dict)  # the versions the person had before them

    @property
    def is_clean(self) -> bool:
        """Return whether everything is kept and nothing waits for a choice."""
        return not self.conflicts and not self.errors


@dataclass
class Field:
    """One question as a page shows it."""

    question: Question
    scope: str
    value: Any
    version: int
    language: str  # of what people write
    errors: list[str] = field(default_factory=list)  # sentences
    conflict: Conflict | None = None
    files: list[Attachment] = field(default_factory=list)
    is_asked: bool = True
    condition: Choice | None = None  # the earlier answer that asks for this one
    condition_question: Question | None = None
    seen: str = ""
    file_url: Callable[[int], str] | None = None

    @property
    def name(self) -> str:
        """Return the field's name: `scope:key`, or the key alone."""
        return field_name(self.scope, self.question.key)

    @property
    def id(self) -> str:
        """Return the id of its control, for links to the very question."""
        return field_id(self.scope, self.question.key)

    @property
    def kind(self) -> str:
        """Return the kind of the question."""
        return self.question.kind

    @property
    def is_group(self) -> bool:
        """Return whether several controls belong together."""
        return self.kind in {"choice", "multichoice", "boolean"}

    @property
    def required(self) -> bool:
        """Return whether a complete form has an answer here."""
        return self.question.required or self.kind == "undertaking"

    @property
    def max_length(self) -> int:
        """Return how many characters fit."""
        return rules.longest(self.question)

    @property
    def described_by(self) -> str:
        """Return the ids that describe the control."""
        said = [("help", bool(self.question.help)), ("error", bool(self.errors))]
        said += [
            ("conflict", self.conflict is not None),
            ("terms", self.question.terms is not None),
        ]
        return " ".join(f"{self.id}_{name}" for name, shown in said if shown)

    @property
    def choices(self) -> list[tuple[Choice, bool]]:
        """Return each choice and whether it is picked."""
        picked = self.value if isinstance(self.value, list) else [self.value]
        return [(choice, choice.code in picked) for choice in self.question.choices]

    @property
    def file_list(self) -> list[dict[str, Any]]:
        """Return the files as the page lists them."""
        url = self.file_url or (lambda _pk: "")
        return [
            {"pk": one.pk, "name": one.name, "size": one.size, "url": url(one.pk)}
            for one in self.files
        ]

    @property
    def input_type(self) -> str:
        """Return the type of a one-line control; no day yet would vanish in a day's."""
        if self.kind == "date" and rules.wrong(self.question, self.value):
            return "text"
        return self.kind if self.kind in {"date", "url", "email"} else "text"

    @property
    def accept(self) -> str:
        """Return which files may be chosen."""
        return files.ACCEPT

    @property
    def max_bytes(self) -> int:
        """Return how large a file may be."""
        return files.MAX_BYTES

    def said(self, value: Any) -> str:
        """Return an answer in words, for a conflict."""
        return in_words(self.question, value)

    @property
    def mine(self) -> str:
        """Return, in a conflict, what was typed here."""
        return self.said(self.conflict.mine) if self.conflict else ""

    @property
    def theirs(self) -> str:
        """Return, in a conflict, what is saved."""
        return self.said(self.conflict.theirs) if self.conflict else ""


def field_name(scope: str, key: str) -> str:
    """Return the name of a field: `scope:key`, or the key alone."""
    return f"{scope}:{key}" if scope else key


def split_name(name: str) -> tuple[str, str]:
    """Return (scope, key) of a field's name."""
    scope, _, key = name.rpartition(":")
    return scope, key


def field_id(scope: str, key: str) -> str:
    """Return the id of a question's control."""
    return f"q-{scope}-{key}".replace("--", "-").replace(".", "-")


def in_words(question: Question, value: Any) -> str:
    """Return an answer as words: names of choices, yes or no, a day in full, the text itself."""
    if isinstance(value, bool):
        return yes_no(value)
    names = {choice.code: in_reader_language(choice.names) for choice in question.choices}
    if isinstance(value, list):
        return ", ".join(str(names.get(one, one)) for one in value)
    return str(names.get(value, as_written(question.kind, str(value or ""))))


def digest(version: int, value: Any) -> str:
    """Return the mark of an answer as a page showed it: a field left as it was is not saved."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    return f"{version}.{hashlib.sha256(text.encode()).hexdigest()[:16]}"


def fields_of(
    sheet: Sheet,
    parts: Iterable[Part],
    *,
    outcome: Outcome | None = None,
    typed: Posted | None = None,
    show_missing: bool = False,
    file_url: Callable[[int], str] | None = None,
) -> list[list[Field]]:
    """Return the fields of each part, ready to draw; two queries.

    `outcome` brings back what a post could not keep; `typed` fills in what somebody typed before
    their session was lost; `show_missing` also marks what a complete form lacks.
    """
    rows = {(row.scope, row.key): row for row in Answer.objects.filter(sheet=sheet)}
    attached = files.attachments(sheet)
    values = {place: row.value for place, row in rows.items()}
    drawn = []
    for section, scope in parts:
        lacking = {
            one.question: one.why for one in rules.missing_in(section, scope, values | attached)
        }
        group = []
        for question in section.questions:
            row = rows.get((scope, question.key))
            one = Field(
                question=question,
                scope=scope,
                value=row.value if row else rules.empty(question.kind),
                version=row.version if row else 0,
                language=sheet.language,
                files=attached.get((scope, question.key), []),
                file_url=file_url,
                is_asked=rules.is_asked(question, scope, values),
            )
            one.seen = digest(one.version, one.value)
            _add_condition(one, section)
            _bring_back(one, outcome, typed)
            _mark_wrong(one, lacking.get(question.key, ""), show_missing)
            group.append(one)
        drawn.append(group)
    return drawn


def _add_condition(one: Field, section: Section) -> None:
    if one.question.only_if is None:
        return
    key, equals = one.question.only_if
    one.condition_question = section.question(key)
    for choice in one.condition_question.choices:
        if choice.code == equals:
            one.condition = choice


def _bring_back(one: Field, outcome: Outcome | None, typed: Posted | None) -> None:
    if outcome is not None:
        one.conflict = outcome.conflicts.get(one.name)
        one.errors = [sentence(code) for code in outcome.errors.get(one.name, [])]
        # What was not chosen knowingly is still a conflict when it is sent again.
        one.version = outcome.seen.get(one.name, one.version)
        if one.conflict is not None:
            one.value = one.conflict.mine
        typed = outcome.typed
    if typed is not None and (one.name in typed or f"version:{one.name}" in typed):
        raw = [nfc(text) for text in typed.get(one.name, [])]
        try:
            one.value = rules.kept(one.question, raw)
        except NotKept:
            one.value = raw[-1] if raw and not one.is_group else one.value


def _mark_wrong(one: Field, why: str, show_missing: bool) -> None:
    if why and (show_missing or why in KEPT_BUT_WRONG) and sentence(why) not in one.errors:
        one.errors.append(sentence(why))


KEPT_BUT_WRONG = frozenset(
    {"answer_not_a_date", "answer_not_a_number", "answer_not_an_address", "answer_not_an_email"}
)


def save_section(
    sheet: Sheet,
    parts: Iterable[Part],
    posted: Posted,
    uploads: Uploads,
    *,
    by: User,
    now: datetime,
    coalitions: Collection[str] = (),
) -> Outcome:
    """Keep every field of the posted parts, each for itself: one that fails holds up no other.

    Fields as the page showed them are left alone, so that an old tab undoes nothing; one that
    somebody else changed comes back as a conflict. Raises Refused when the sheet is frozen.
    """
    outcome = Outcome()
    for section, scope in parts:
        for question in section.questions:
            name = field_name(scope, question.key)
            if question.kind == "files":
                _save_files(sheet, scope, question, posted, uploads, outcome, by, now, coalitions)
            elif f"version:{name}" in posted:
                _save_field(sheet, scope, question, posted, outcome, by, now, coalitions)
    return outcome


def _save_field(
    sheet: Sheet,
    scope: str,
    question: Question,
    posted: Posted,
    outcome: Outcome,
    by: User,
    now: datetime,
    coalitions: Collection[str],
) -> None:
    name = field_name(scope, question.key)
    raw = [nfc(text) for text in posted.get(name, [])]
    seen = version_in(posted, f"version:{name}")
    chosen = last(posted, f"choose:{name}")
    if chosen == "theirs":
        return
    if chosen == "mine":
        seen = version_in(posted, f"newest:{name}")
    try:
        if not chosen and digest(seen, rules.kept(question, raw)) == last(posted, f"seen:{name}"):
            return
        result = answers.save_answer(
            sheet,
            scope,
            question.key,
            raw,
            seen_version=seen,
            by=by,
            now=now,
            coalitions=coalitions,
        )
    except NotKept as problem:
        outcome.errors[name] = [problem.code]
        outcome.typed[name] = raw
        outcome.seen[name] = seen
        return
    if isinstance(result, Conflict):
        outcome.conflicts[name] = result
        outcome.seen[name] = seen
    else:
        outcome.saved[name] = result


def _save_files(
    sheet: Sheet,
    scope: str,
    question: Question,
    posted: Posted,
    uploads: Uploads,
    outcome: Outcome,
    by: User,
    now: datetime,
    coalitions: Collection[str],
) -> None:
    name = field_name(scope, question.key)
    for pk in posted.get(f"remove:{name}", []):
        if (number := row_number(pk)) is not None:
            files.detach(sheet, number, now=now)
    for upload in uploads.get(name, []):
        try:
            files.attach(sheet, scope, question.key, upload, by=by, now=now, coalitions=coalitions)
        except Refused as refusal:
            if "sheet_frozen" in refusal.reasons:
                raise
            outcome.errors.setdefault(name, []).extend(refusal.reasons)


def last(posted: Posted, name: str) -> str:
    """Return the last value of a field, or ""."""
    values = posted.get(name) or [""]
    return values[-1]


def version_in(posted: Posted, name: str) -> int:
    """Return the version a form says it saw; nonsense is 0, which no existing answer has."""
    text = last(posted, name)
    return int(text) if text.isdecimal() and len(text) < 10 else 0
