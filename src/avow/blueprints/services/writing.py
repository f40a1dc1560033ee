"""Write a plan together: begin, hold a section, save a text, go back, remark."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_date

from avow.blueprints.models import Remark, Section, Step
from avow.blueprints.rules import LOCK, SITTING
from avow.blueprints.services.common import (
    codes_elsewhere,
    codes_retired,
    locked_section,
    require,
)
from avow.blueprints.states import SectionKind
from avow.forums.rules import LONGEST_TEXT
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.people.models import User

FIELDS = ("title", "body", "due_on", "code")
CODE = re.compile(r"[A-Z][A-Z0-9]{0,11}-[0-9]{1,3}")  # as a pack has them
LONGEST = {"title": 300, "body": 40_000, "code": 20}
MOST_REMARKS = 4_000  # characters


@dataclass(frozen=True, slots=True)
class Saved:
    """A text was kept (or was kept already)."""

    version: int
    saved_at: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody else changed the same text meanwhile: nothing was written."""

    field: str
    mine: str
    theirs: str
    version: int
    saved_by: str


def hold(section: Section, *, by: User, now: datetime) -> Section:
    """Take a section to write in it, until ten minutes after the last word.

    Raises Refused: somebody else is writing it now, it was removed, or one may not.
    """
    with transaction.atomic():
        row = locked_section(section)
        _writable(row, by, now)
        row.held_by, row.held_until = by, now + LOCK
        row.save(update_fields=["held_by", "held_until"])
    return row


def let_go(section: Section, *, by: User, now: datetime) -> None:
    """Give a section back, if it is held by oneself."""
    del now
    Section.objects.filter(pk=section.pk, held_by=by).update(held_by=None, held_until=None)


def _writable(row: Section, by: User, now: datetime) -> None:
    require("blueprint.write", by, row.blueprint.coalition, now)
    if row.removed_at is not None:
        raise Refused("section_removed")
    if row.holder_other_than(by.pk, now):
        raise Refused("section_held")


def save_text(
    section: Section, field: str, value: str, *, seen: int, by: User, now: datetime
) -> Saved | Conflict:
    """Keep one text (title, body, due_on, code) of a section that nobody else is writing.

    `seen` is the version the writer's page showed. Holding the section is renewed with every word;
    one whose hold has run out writes on if nobody else has changed the text since. Raises Refused
    with what is wrong: held by another, removed, unknown field, too long, no day, code taken.
    """
    if field not in FIELDS:
        raise Refused("section_field_unknown")
    with transaction.atomic():
        row = locked_section(section)
        _writable(row, by, now)
        new = _clean(row, field, value)
        old, version = getattr(row, field), getattr(row, f"{field}_version")
        if new == old:
            return Saved(version, row.changed_at)
        if seen != version:
            name = row.changed_by.get_full_name() if row.changed_by else ""
            return Conflict(field, value, shown(old), version, name)
        _keep_step_before(row)
        setattr(row, field, new)
        setattr(row, f"{field}_version", version + 1)
        row.changed_by, row.changed_at = by, now
        row.held_by, row.held_until = by, now + LOCK
        row.save()
        _step(row, by, now)
    return Saved(version + 1, now)


def shown(value: Any) -> str:
    """Return a text as its field of the form shows it."""
    return value.isoformat() if isinstance(value, date) else str(value or "")


def _clean(row: Section, field: str, value: str) -> Any:
    """Return the value as it is kept. Raises Refused with what is wrong."""
    text = nfc(value)
    if field == "due_on":
        return _day(text)
    if len(text) > LONGEST[field]:
        raise Refused(f"section_{field}_too_long")
    if field == "body" and row.kind == SectionKind.ACTION and len(text.strip()) > LONGEST_TEXT:
        raise Refused("section_action_too_long")
    if field == "title":
        return " ".join(text.split())
    return text if field != "code" else _code(row, text.strip().upper())


def _code(row: Section, code: str) -> str:
    """Return the code of an action. Raises Refused: not one, or another action has or had it."""
    if code and row.kind != SectionKind.ACTION:
        raise Refused("section_field_unknown")
    if code and not CODE.fullmatch(code):
        raise Refused("section_code_wrong")
    others = row.blueprint.sections.filter(code=code, removed_at=None).exclude(pk=row.pk)
    if code and (others.exists() or codes_elsewhere(row.blueprint.coalition, [code])):
        raise Refused("section_code_taken")
    if code and codes_retired(row.blueprint.coalition, {code: row.key}):
        raise Refused("section_code_retired")
    return code


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        day = parse_date(text.strip())
    except ValueError:
        day = None
    if day is None:
        raise Refused("section_no_day")
    return day


def _keep_step_before(row: Section) -> None:
    """Keep what stood there before the first change ever."""
    if not row.steps.exists():
        at = row.changed_at
        Step.objects.create(section=row, begun_at=at, at=at, by=row.changed_by, **texts_of(row))


def texts_of(row: Section | Step) -> dict[str, Any]:
    """Return what a step of the history keeps."""
    return {"title": row.title, "body": row.body, "due_on": row.due_on}


def _step(row: Section, by: User, now: datetime) -> None:
    """Write the history: the words of one sitting of one writer are one step."""
    last, before = (*row.steps.order_by("-at", "-pk")[:2], None, None)[:2]
    sitting = before is not None and last is not None and last.by_id == by.pk
    if sitting and last is not None and now - last.begun_at < SITTING:
        Step.objects.filter(pk=last.pk).update(at=now, **texts_of(row))
    else:
        Step.objects.create(section=row, begun_at=now, at=now, by=by, **texts_of(row))


def put_back(section: Section, step: Step, *, by: User, now: datetime) -> Section:
    """Let a section say again what it said after a step; that is a step of its own.

    Raises Refused as `save_text` does.
    """
    with transaction.atomic():
        row = locked_section(section)
        _writable(row, by, now)
        old = Step.objects.get(pk=step.pk, section=row)
        changed = [name for name in texts_of(old) if getattr(row, name) != getattr(old, name)]
        if not changed:
            return row
        for name in changed:
            setattr(row, name, getattr(old, name))
            setattr(row, f"{name}_version", getattr(row, f"{name}_version") + 1)
        row.changed_by, row.changed_at = by, now
        row.save()
        Step.objects.create(section=row, begun_at=now, at=now, by=by, **texts_of(row))
    return row


def remark(section: Section, text: str, *, by: User, now: datetime) -> Remark:
    """Say something to the other writers beside a section; said twice at once, it stands once.

    Raises Refused: nothing was said, too long, or one may not.
    """
    text = nfc(text).strip()
    if not text:
        raise Refused("remark_empty")
    if len(text) > MOST_REMARKS:
        raise Refused("remark_too_long")
    with transaction.atomic():
        row = locked_section(section)
        require("blueprint.remark", by, row.blueprint.coalition, now)
        last = row.remarks.order_by("-at", "-pk").first()
        if last is not None and (last.by_id, last.text) == (by.pk, text):
            return last
        return Remark.objects.create(section=row, by=by, text=text, at=now)


def settle(remark_: Remark, *, by: User, now: datetime) -> None:
    """Mark a remark as settled; a second click changes nothing."""
    require("blueprint.remark", by, remark_.section.blueprint.coalition, now)
    open_one = Remark.objects.filter(pk=remark_.pk, settled_at=None)
    open_one.update(settled_by=by, settled_at=now)
