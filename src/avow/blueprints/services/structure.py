"""The structure of a plan: begin it from the forum's actions, add, move and remove sections."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import translation

from avow.blueprints import rules
from avow.blueprints.models import Blueprint, Section
from avow.blueprints.rules import Node, Placed, in_order, may_stand
from avow.blueprints.services.common import codes_elsewhere, codes_retired, locked, require
from avow.blueprints.states import SectionKind
from avow.forums.models import Action, Coalition
from avow.kernel.lifecycle import Refused
from avow.kernel.localised import pick
from avow.people.models import User


def placed(sections: Iterable[Section]) -> list[Placed]:
    """Return the sections in order with their numbers."""
    rows = list(sections)
    keys = {row.pk: row.key for row in rows}
    return in_order(
        Node(row.key, keys.get(row.parent_id or 0, ""), row.position, row.kind) for row in rows
    )


def plan_of(blueprint: Blueprint) -> list[tuple[Section, Placed]]:
    """Return the sections being written from first to last, each with its place; one query."""
    rows = {
        row.key: row
        for row in blueprint.sections.filter(removed_at=None).select_related(
            "held_by", "changed_by"
        )
    }
    return [(rows[one.key], one) for one in placed(rows.values())]


def begin(coalition: Coalition, *, by: User, now: datetime, language: str = "") -> Blueprint:
    """Begin a coalition's plan with a vision and the forum's actions and targets; once.

    Raises Refused for whoever may not write it.
    """
    require("blueprint.write", by, coalition, now)
    with transaction.atomic():
        type(coalition).objects.select_for_update().get(pk=coalition.pk)  # two clicks queue up
        known = Blueprint.objects.filter(coalition=coalition).first()
        if known is not None:
            return known
        language = language or (coalition.forum.languages or ["en"])[0]
        plan = Blueprint.objects.create(coalition=coalition, language=language, begun_at=now)
        _fill(plan, now)
    return plan


def _fill(plan: Blueprint, now: datetime) -> None:
    with translation.override(plan.language):
        title = str(SectionKind.VISION.label)
    vision = {"title": title, "body": pick(plan.coalition.summaries, plan.language)}
    _make(plan, SectionKind.VISION, None, 1, now, **vision)
    for action in plan.coalition.actions.current():
        row = _make(
            plan,
            SectionKind.ACTION,
            None,
            action.position + 1,
            now,
            title=pick(action.titles, plan.language)[:300],
            body=pick(action.descriptions, plan.language),
            code=action.code,
        )
        _targets(plan, row, action, now)


def _targets(plan: Blueprint, parent: Section, action: Action, now: datetime) -> None:
    for place, target in enumerate(action.targets, 1):
        text = pick(target["text"], plan.language)
        _make(
            plan,
            SectionKind.TARGET,
            parent,
            place,
            now,
            title=text[:300],
            body=text if len(text) > 300 else "",
            due_on=target.get("by"),
        )


def _make(
    plan: Blueprint,
    kind: str,
    parent: Section | None,
    position: int,
    now: datetime,
    **texts: Any,
) -> Section:
    return Section.objects.create(
        blueprint=plan,
        key=secrets.token_hex(5),
        parent=parent,
        kind=kind,
        position=position,
        changed_at=now,
        **texts,
    )


def _changing(blueprint: Blueprint, structure: int, by: User, now: datetime) -> Blueprint:
    """Return the locked plan if the page that asks showed its structure as it is now."""
    plan = locked(blueprint)
    require("blueprint.write", by, plan.coalition, now)
    if plan.structure != structure:
        raise Refused("moved_on")
    plan.structure += 1
    plan.save(update_fields=["structure"])
    return plan


def add(
    blueprint: Blueprint,
    kind: str,
    *,
    parent: Section | None,
    title: str,
    structure: int,
    by: User,
    now: datetime,
) -> Section:
    """Add a section as the last below another, or below the plan itself.

    A new action gets the next free code of its coalition. Raises Refused: the page is stale, such a
    section may not stand there, the plan is full.
    """
    with transaction.atomic():
        plan = _changing(blueprint, structure, by, now)
        rows = {row.pk: one for row, one in plan_of(plan)}
        depth = rows[parent.pk].depth + 1 if parent is not None and parent.pk in rows else 1
        below = parent.kind if parent is not None else ""
        if (parent is not None and parent.pk not in rows) or not may_stand(kind, below, depth):
            raise Refused("section_cannot_stand_there")
        if len(rows) >= rules.MOST_SECTIONS:
            raise Refused("plan_is_full")
        siblings = plan.sections.filter(parent=parent)
        last = siblings.aggregate(last=Max("position"))["last"] or 0
        code = next_code(plan.coalition) if kind == SectionKind.ACTION else ""
        return _make(
            plan, kind, parent, last + 1, now, title=" ".join(title.split())[:300], code=code
        )


def next_code(coalition: Coalition) -> str:
    """Return a code no action of the forum has: the coalition's letters and the next number."""
    codes = set(coalition.forum.actions.values_list("code", flat=True))
    written = Section.objects.filter(blueprint__coalition__forum=coalition.forum)
    taken = codes | set(written.exclude(code="").values_list("code", flat=True))
    own = list(coalition.actions.values_list("code", flat=True))
    prefix = own[0].rpartition("-")[0] if own else coalition.code.upper().replace("_", "")[:8]
    number = 1
    while f"{prefix}-{number}" in taken:
        number += 1
    return f"{prefix}-{number}"


def move(section: Section, step: int, *, structure: int, by: User, now: datetime) -> None:
    """Move a section one place up (-1) or down (1) among those below the same one.

    At the end of the row nothing changes. Raises Refused: the page is stale, or it was removed.
    """
    with transaction.atomic():
        plan = _changing(section.blueprint, structure, by, now)
        row = plan.sections.filter(pk=section.pk, removed_at=None).first()
        if row is None:
            raise Refused("section_removed")
        rows = list(
            plan.sections.filter(parent=row.parent_id, removed_at=None).order_by("position", "key")
        )
        here = rows.index(row)
        there = max(0, min(len(rows) - 1, here + step))
        rows.insert(there, rows.pop(here))
        for place, one in enumerate(rows, 1):
            if one.position != place:
                Section.objects.filter(pk=one.pk).update(position=place)


def remove(section: Section, *, structure: int, by: User, now: datetime) -> None:
    """Take a section and all below it out of the text; its history stays and it can come back.

    Raises Refused: the page is stale, somebody else is writing there now, or it was removed.
    """
    with transaction.atomic():
        plan = _changing(section.blueprint, structure, by, now)
        rows = [row for row, _ in plan_of(plan)]
        gone = _with_all_below(section, rows)
        if not gone:
            raise Refused("section_removed")
        if any(row.holder_other_than(by.pk, now) for row in gone):
            raise Refused("section_held")
        ids = [row.pk for row in gone]
        Section.objects.filter(pk__in=ids).update(
            removed_at=now, changed_by=by, changed_at=now, held_by=None, held_until=None
        )


def _with_all_below(section: Section, rows: list[Section]) -> list[Section]:
    found = [row for row in rows if row.pk == section.pk]
    for row in found:
        found += [one for one in rows if one.parent_id == row.pk]
    return found


def bring_back(section: Section, *, structure: int, by: User, now: datetime) -> None:
    """Bring a removed section back, with what went with it.

    Raises Refused: the page is stale, it stands there, the section above it was taken out too, or
    its code was given away meanwhile, or belongs to an action of the past.
    """
    with transaction.atomic():
        plan = _changing(section.blueprint, structure, by, now)
        gone = plan.sections.filter(removed_at__isnull=False).select_related("parent")
        row = gone.filter(pk=section.pk).first()
        if row is None:
            raise Refused("section_stands")
        if row.parent is not None and row.parent.removed_at is not None:
            raise Refused("section_parent_removed")
        together = plan.sections.filter(removed_at=row.removed_at)
        back = _with_all_below(row, list(together))
        codes = {one.code: one.key for one in back if one.code}
        mine = plan.sections.filter(code__in=codes, removed_at=None)
        if mine.exists() or codes_elsewhere(plan.coalition, codes):
            raise Refused("section_code_taken")
        if codes_retired(plan.coalition, codes):
            raise Refused("section_code_retired")
        ids = [one.pk for one in back]
        Section.objects.filter(pk__in=ids).update(removed_at=None, changed_by=by, changed_at=now)
