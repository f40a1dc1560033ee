"""Open, fill in, freeze and reopen a sheet of answers. Nothing typed is overwritten unseen."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from avow.answers import rules, shape
from avow.answers.models import Answer, DisplacedText, FormDefinition, Row, Sheet, Snapshot
from avow.answers.rules import Missing, NotKept
from avow.answers.shape import Definition, Question, Section
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.people.models import User


@dataclass(frozen=True, slots=True)
class Saved:
    """The answer is kept; `version` is what the next change must have seen (0: nothing kept)."""

    value: Any
    version: int
    saved_at: datetime
    changed: bool  # False: it was so already


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else, or another tab, saved since. Their answer stands; `mine` is kept beside it."""

    mine: Any
    theirs: Any
    version: int  # of theirs: who saves having seen it replaces it knowingly
    saved_by: str
    saved_at: datetime | None


def define(forum: Forum, kind: str, definition: Mapping[str, Any], now: datetime) -> FormDefinition:
    """Return the stored form of exactly this content, stored once. Raises ValueError."""
    shape.read(definition)
    text = json.dumps(definition, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    digest = hashlib.sha256(text.encode()).hexdigest()
    row, _ = FormDefinition.objects.get_or_create(
        forum=forum,
        kind=kind,
        digest=digest,
        defaults={"definition": dict(definition), "created_at": now},
    )
    return row


def open_sheet(
    forum: Forum, kind: str, definition: Mapping[str, Any], *, language: str, now: datetime
) -> Sheet:
    """Make an empty sheet for a form; `language` is the one people will write in."""
    with transaction.atomic():
        form = define(forum, kind, definition, now)
        return Sheet.objects.create(forum=forum, definition=form, language=language)


def follow(sheet: Sheet, definition: Mapping[str, Any], now: datetime) -> Sheet:
    """Let a sheet that was never handed in follow the pack's form as it is now; answers are kept.

    Once handed in, a sheet keeps the form it was handed in with, for ever.
    """
    with transaction.atomic():
        locked = locked_sheet(sheet)
        if locked.frozen_at or locked.snapshots.exists():
            return locked
        form = define(locked.forum, locked.definition.kind, definition, now)
        if form.pk != locked.definition_id:
            locked.definition = form
            locked.save(update_fields=["definition"])
    return locked


def definition_of(sheet: Sheet) -> Definition:
    """Return the sheet's form."""
    return shape.read(sheet.definition.definition)


def save_answer(
    sheet: Sheet,
    scope: str,
    key: str,
    value: str | Collection[str],
    *,
    seen_version: int,
    by: User,
    now: datetime,
    coalitions: Collection[str] = (),
) -> Saved | Conflict:
    """Keep one answer, given as the text or texts a form sent, if nobody else changed it since.

    `seen_version` is the version the person had before them (0: no answer yet). When another one
    stands there by now, nothing is overwritten: what was typed goes into a DisplacedText and both
    come back as a Conflict. The same answer twice is no conflict. `coalitions` are the codes in
    whose scopes it may be answered. Raises Refused("sheet_frozen"), or "answer_unknown" for a
    question or scope the form does not have; NotKept for a value the question cannot hold.
    """
    with transaction.atomic():
        locked = locked_sheet(sheet)
        if locked.frozen_at:
            raise Refused("sheet_frozen")
        question = question_at(locked, scope, key, coalitions)
        raw = [nfc(value)] if isinstance(value, str) else [nfc(one) for one in value]
        kept = rules.kept(question, raw)
        known = (
            Answer.objects.select_related("updated_by")
            .filter(sheet=locked, scope=scope, key=key)
            .first()
        )
        return _keep(locked, scope, key, kept, known, question, seen_version, by, now)


def _keep(
    sheet: Sheet,
    scope: str,
    key: str,
    kept: Any,
    known: Answer | None,
    question: Question,
    seen_version: int,
    by: User,
    now: datetime,
) -> Saved | Conflict:
    standing = known.value if known else rules.empty(question.kind)
    version = known.version if known else 0
    if kept == standing:
        return Saved(kept, version, known.updated_at if known else now, changed=False)
    if seen_version != version:
        if not rules.is_empty(kept):
            _set_aside(sheet, scope, key, kept, by, now)
        name = str(known.updated_by or "") if known else ""
        return Conflict(kept, standing, version, name, known.updated_at if known else None)
    if known is None:
        Answer.objects.create(
            sheet=sheet, scope=scope, key=key, value=kept, updated_at=now, updated_by=by
        )
    else:
        known.value, known.version, known.updated_at, known.updated_by = kept, version + 1, now, by
        known.save(update_fields=["value", "version", "updated_at", "updated_by"])
    return Saved(kept, version + 1, now, changed=True)


def _set_aside(sheet: Sheet, scope: str, key: str, value: Any, by: User, now: datetime) -> None:
    """Keep a text that stands against another; the same one sent again is kept once."""
    same = DisplacedText.objects.filter(sheet=sheet, scope=scope, key=key, by=by)
    if value not in same.values_list("value", flat=True):
        DisplacedText.objects.create(sheet=sheet, scope=scope, key=key, value=value, at=now, by=by)


def question_at(sheet: Sheet, scope: str, key: str, coalitions: Collection[str] = ()) -> Question:
    """Return the question of this key if it can be answered in this scope. Raises Refused."""
    try:
        section, question = definition_of(sheet).find(key)
    except KeyError:
        raise Refused("answer_unknown") from None
    if scope not in rules.scopes_of(section, coalitions, rows_of(sheet)):
        raise Refused("answer_unknown")
    return question


def put(
    sheet: Sheet, values: Mapping[tuple[str, str], Any], *, by: User | None, now: datetime
) -> int:
    """Fill empty answers of a sheet from elsewhere (a letter of intent, an earlier commitment).

    Values are as they are kept; one that is answered already stays. Return how many were filled.
    """
    with transaction.atomic():
        locked = locked_sheet(sheet)
        if locked.frozen_at:
            raise Refused("sheet_frozen")
        known = set(Answer.objects.filter(sheet=locked).values_list("scope", "key"))
        fresh = [
            Answer(
                sheet=locked,
                scope=scope,
                key=key,
                value=_clean(value),
                updated_at=now,
                updated_by=by,
            )
            for (scope, key), value in values.items()
            if (scope, key) not in known and not rules.is_empty(value)
        ]
        Answer.objects.bulk_create(fresh)
    return len(fresh)


def _clean(value: Any) -> Any:
    return nfc(value) if isinstance(value, str) else value


def answers_of(sheet: Sheet) -> dict[tuple[str, str], Any]:
    """Return {(scope, key): value} of the sheet, files as the list of their names; two queries."""
    found = {(row.scope, row.key): row.value for row in Answer.objects.filter(sheet=sheet)}
    for file in sheet.attachments.filter(removed_at=None):
        found.setdefault((file.scope, file.key), []).append(file.name)
    return found


def rows_of(sheet: Sheet) -> dict[str, list[str]]:
    """Return {section: the scopes of its rows}, without the removed ones; one query."""
    found: dict[str, list[str]] = {}
    for row in Row.objects.filter(sheet=sheet, removed_at=None):
        found.setdefault(row.section, []).append(row.scope)
    return found


def next_row(sheet: Sheet, section: str) -> int:
    """Return the number the next row of a section gets; the button that adds it carries it."""
    last = Row.objects.filter(sheet=sheet, section=section).order_by("-number").first()
    return last.number + 1 if last else 1


def add_row(sheet: Sheet, section: str, number: int, *, now: datetime) -> str:
    """Add the row of this number to a repeating section; return its scope. Twice adds one row.

    A removed row of this number comes back with its answers. Raises Refused: frozen, no such
    section, a number that is neither known nor next, or the section is full.
    """
    with transaction.atomic():
        locked = locked_sheet(sheet)
        form = _repeating(locked, section)
        known = Row.objects.filter(sheet=locked, section=section, number=number).first()
        if known is not None and known.removed_at is None:
            return known.scope
        if len(rows_of(locked).get(section, [])) >= form.max_rows:
            raise Refused("rows_full")
        if known is None:
            if number != next_row(locked, section):
                raise Refused("answer_unknown")
            last = max(_positions(locked, section), default=0)
            known = Row(sheet=locked, section=section, number=number, added_at=now)
            known.position = last + 1
        known.removed_at = None
        known.save()
    return known.scope


def remove_row(sheet: Sheet, section: str, number: int, *, now: datetime) -> None:
    """Take a row away; its answers stay in case it returns. Twice removes once. Raises Refused."""
    with transaction.atomic():
        locked = locked_sheet(sheet)
        _repeating(locked, section)
        Row.objects.filter(sheet=locked, section=section, number=number, removed_at=None).update(
            removed_at=now
        )


def move_row(sheet: Sheet, section: str, number: int, step: int) -> None:
    """Move a row one place up (`step` -1) or down (1) among the rows there are. Raises Refused.

    The first stays first, the last stays last, and a row that is not there is left alone.
    """
    with transaction.atomic():
        locked = locked_sheet(sheet)
        _repeating(locked, section)
        rows = list(Row.objects.filter(sheet=locked, section=section))
        living = [row for row in rows if row.removed_at is None]
        place = next((at for at, row in enumerate(living) if row.number == number), None)
        if place is None or not 0 <= place + step < len(living):
            return
        a, b = rows.index(living[place]), rows.index(living[place + step])
        rows[a], rows[b] = rows[b], rows[a]
        for position, row in enumerate(rows, 1):
            row.position = position
        Row.objects.bulk_update(rows, ["position"])


def _positions(sheet: Sheet, section: str) -> list[int]:
    rows = Row.objects.filter(sheet=sheet, section=section)
    return list(rows.values_list("position", flat=True))


def _repeating(sheet: Sheet, section: str) -> Section:
    if sheet.frozen_at:
        raise Refused("sheet_frozen")
    for form in definition_of(sheet).sections:
        if form.code == section and form.repeat:
            return form
    raise Refused("answer_unknown")


def missing(sheet: Sheet, coalitions: Collection[str] = ()) -> list[Missing]:
    """Return everything the sheet still lacks; four queries."""
    return rules.missing(definition_of(sheet), answers_of(sheet), coalitions, rows_of(sheet))


def freeze(sheet: Sheet, now: datetime) -> Sheet:
    """Close the sheet and keep it as it is, as the next snapshot. Twice is once."""
    with transaction.atomic():
        locked = locked_sheet(sheet)
        if locked.frozen_at:
            return locked
        Snapshot.objects.create(
            sheet=locked,
            number=locked.snapshots.count() + 1,
            definition=locked.definition,
            answers=_picture(locked),
            rows=rows_of(locked),
            at=now,
        )
        locked.frozen_at = now
        locked.save(update_fields=["frozen_at"])
    return locked


def reopen(sheet: Sheet) -> Sheet:
    """Open a frozen sheet again, for the answer to a question; its snapshots stay."""
    with transaction.atomic():
        locked = locked_sheet(sheet)
        if locked.frozen_at:
            locked.frozen_at = None
            locked.save(update_fields=["frozen_at"])
    return locked


def _picture(sheet: Sheet) -> list[dict[str, Any]]:
    """Return the answers as a snapshot holds them, files by their digest."""
    rows = Answer.objects.filter(sheet=sheet)
    picture: list[dict[str, Any]] = [
        {"scope": row.scope, "key": row.key, "value": row.value} for row in rows
    ]
    files: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for one in sheet.attachments.filter(removed_at=None):
        files.setdefault((one.scope, one.key), []).append(
            {"id": one.pk, "name": one.name, "size": one.size, "digest": one.digest}
        )
    picture += [
        {"scope": scope, "key": key, "files": names} for (scope, key), names in files.items()
    ]
    return picture


def handed_in(snapshot: Snapshot) -> dict[tuple[str, str], Any]:
    """Return the answers of a snapshot as `answers_of` does, files as the list of their names."""
    return {
        (row["scope"], row["key"]): row["value"]
        if "value" in row
        else [one["name"] for one in row["files"]]
        for row in snapshot.answers
    }


def locked_sheet(sheet: Sheet) -> Sheet:
    """Return the sheet with its row locked, so that saves of one sheet queue up."""
    rows = Sheet.objects.select_for_update(of=("self",)).select_related("definition", "forum")
    return rows.get(pk=sheet.pk)


__all__ = [
    "Conflict", "Missing", "NotKept", "Saved", "add_row", "answers_of", "define", "definition_of",
    "follow", "freeze", "handed_in", "locked_sheet", "missing", "move_row", "next_row",
    "open_sheet", "put", "question_at", "remove_row", "reopen", "rows_of", "save_answer",
]  # fmt: skip
