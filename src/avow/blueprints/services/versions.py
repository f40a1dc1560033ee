"""Versions of a plan: prepare a copy, say what became of old actions, schedule, publish."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from avow.blueprints import published
from avow.blueprints.lifecycle import VERSION
from avow.blueprints.models import ActionChange, Blueprint, Version, VersionSection
from avow.blueprints.rules import VersionFacts
from avow.blueprints.services import actions, telling
from avow.blueprints.services.common import (
    codes_elsewhere,
    codes_retired,
    locked,
    require,
    role_of,
    roles_towards,
)
from avow.blueprints.services.structure import plan_of
from avow.blueprints.states import SectionKind, Stage, VersionState
from avow.directory.services import touch
from avow.forums.rules import LONGEST_TEXT
from avow.kernel.due import due
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.models import User

LONGEST_NAME = 150
LONGEST_SUMMARY = 10_000


def prepare(
    blueprint: Blueprint, *, name: str, stage: str, summary: str = "", by: User, now: datetime
) -> Version:
    """Freeze the text as it is now into the next version.

    One waits at a time, so a second click makes no second one. Raises Refused: no name, unknown
    stage, nothing written, another version waits to be published.
    """
    name, summary = nfc(name).strip(), nfc(summary).strip()
    with transaction.atomic():
        plan = locked(blueprint)
        require("blueprint.prepare", by, plan.coalition, now)
        reasons = []
        if not name or len(name) > LONGEST_NAME:
            reasons.append("version_name_wrong")
        if stage not in Stage.values:
            reasons.append("version_stage_unknown")
        if len(summary) > LONGEST_SUMMARY:
            reasons.append("version_summary_too_long")
        sections = _copied(plan)
        if not any(one.title or one.body for one in sections):
            reasons.append("plan_is_empty")
        if plan.versions.exclude(state=VersionState.PUBLISHED).exists():
            reasons.append("version_waits")
        if reasons:
            raise Refused(*reasons)
        last = plan.versions.aggregate(last=Max("number"))["last"] or 0
        version = Version.objects.create(
            blueprint=plan,
            number=last + 1,
            name=name,
            stage=stage,
            summary=summary,
            language=plan.language,
            prepared_by=by,
            prepared_at=now,
            digest=digest_of(sections),
        )
        for one in sections:
            one.version = version
        VersionSection.objects.bulk_create(sections)
        actions.carry_over(version)
    return version


def _copied(plan: Blueprint) -> list[VersionSection]:
    """Return unsaved copies of the sections, in order."""
    rows = plan_of(plan)
    keys = {row.pk: row.key for row, _ in rows}
    return [
        VersionSection(
            key=row.key,
            parent_key=keys.get(row.parent_id or 0, ""),
            kind=row.kind,
            place=place,
            number=where.number,
            depth=where.depth,
            title=row.title,
            body=row.body,
            due_on=row.due_on,
            code=row.code,
        )
        for place, (row, where) in enumerate(rows, 1)
    ]


def digest_of(sections: Sequence[VersionSection]) -> str:
    """Return the SHA-256 of a version's text, so that anybody can check what was published."""
    rows = [
        [
            one.number,
            one.key,
            one.kind,
            one.title,
            one.body,
            one.due_on.isoformat() if one.due_on else "",
            one.code,
        ]
        for one in sections
    ]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()


def facts_of(version: Version) -> VersionFacts:
    """Gather what the guards need to know; nine queries."""
    plan = version.blueprint
    sections = version.sections.filter(kind=SectionKind.ACTION)
    found = list(sections.values_list("code", "title", "body", "key"))
    coded = {code: key for code, _title, _body, key in found if code}
    mapping: dict[str, list[str]] = {}
    for old, new in version.action_changes.values_list("old__code", "new_code"):
        mapping.setdefault(old, []).append(new)
    stages = plan.versions.public().values_list("stage", flat=True)
    return VersionFacts(
        stage=version.stage,
        published_stages=tuple(stages),
        actions=tuple(coded),
        old_actions=tuple(plan.coalition.actions.current().values_list("code", flat=True)),
        mapping=tuple((old, tuple(new)) for old, new in mapping.items()),
        codes_elsewhere=tuple(codes_elsewhere(plan.coalition, coded)),
        codes_retired=tuple(codes_retired(plan.coalition, coded)),
        without_code=sum(1 for code, title, _body, _key in found if not (code and title)),
        too_long=sum(1 for one in found if len(one[2].strip()) > LONGEST_TEXT),
        publish_at=version.publish_at,
    )


def map_actions(
    version: Version, mapping: Mapping[str, Sequence[str]], *, by: User, now: datetime
) -> None:
    """Say which actions of this version each old one (by code) has become; replaces what was said.

    Raises Refused: it is published, an action is unknown.
    """
    with transaction.atomic():
        row = _locked(version)
        require("blueprint.map_actions", by, row.blueprint.coalition, now, row.state)
        facts = facts_of(row)
        old = {one.code: one for one in row.blueprint.coalition.actions.current()}
        known = set(facts.actions)
        unknown = set(mapping) - set(old) | {code for to in mapping.values() for code in to} - known
        if unknown:
            raise Refused("blueprint_action_unknown")
        row.action_changes.all().delete()
        ActionChange.objects.bulk_create(
            ActionChange(version=row, old=old[code], new_code=new)
            for code, to in mapping.items()
            for new in dict.fromkeys(to)
            if code not in known
        )


def _locked(version: Version) -> Version:
    """Return a version, its plan's row and its own locked. Raises Refused if it was discarded."""
    locked(version.blueprint)
    rows = Version.objects.select_for_update(of=("self",)).select_related(
        "blueprint__coalition__forum"
    )
    row: Version | None = rows.filter(pk=version.pk).first()
    if row is None:
        raise Refused("moved_on")
    return row


def discard(version: Version, *, by: User, now: datetime) -> None:
    """Throw a prepared copy away; the text that is being written stays as it is.

    Raises Refused for one that is scheduled or published.
    """
    with transaction.atomic():
        row = _locked(version)
        require("blueprint.discard", by, row.blueprint.coalition, now, row.state)
        row.delete()


def schedule(version: Version, publish_at: datetime, *, by: User, now: datetime) -> Version:
    """Plan the publication for a time to come. Raises Refused with every reason."""
    with transaction.atomic():
        row = _locked(version)
        row.publish_at = publish_at
        _step(row, "schedule", by, now)
        row.state = VersionState.SCHEDULED
        row.save(update_fields=["state", "publish_at"])
    return row


def unschedule(version: Version, *, by: User, now: datetime) -> Version:
    """Take the planned publication back. Raises Refused."""
    with transaction.atomic():
        row = _locked(version)
        _step(row, "unschedule", by, now)
        row.state, row.publish_at = VersionState.PREPARED, None
        row.save(update_fields=["state", "publish_at"])
    return row


def _step(row: Version, name: str, by: User | None, now: datetime) -> str:
    roles = roles_towards(by, row.blueprint.coalition, now)
    VERSION.step(name, row.state, roles, facts_of(row), now)
    return role_of(roles)


def publish(version: Version, *, by: User | None, now: datetime) -> Version:
    """Publish a version: its text stands for ever, and its actions are those to commit to.

    `by` is None when the calendar does it. A second click finds it done. Raises Refused with every
    reason.
    """
    with transaction.atomic():
        row = _locked(version)
        if row.state == VersionState.PUBLISHED:
            return row
        role = _step(row, "publish", by, now)
        plan = row.blueprint
        before = plan.versions.public().first()
        actions.bring_into_force(row, now)
        row.state, row.published_at = VersionState.PUBLISHED, now
        row.save(update_fields=["state", "published_at"])
        published.tell(row, before, now)
        touch(plan.coalition.forum_id)
        telling.tell_published(row, now)
        record(
            "blueprint.publish",
            forum=plan.coalition.forum,
            subject=f"blueprint:{plan.coalition.code}:{row.number}",
            at=now,
            role=role,
            data={"name": row.name, "stage": row.stage, "digest": row.digest},
        )
    return row


@due("blueprints: publish what is due")
def publish_due(now: datetime) -> int:
    """Publish the versions whose time has come; one that cannot be is told to the secretariat."""
    done = 0
    for version in Version.objects.due(now).select_related("blueprint__coalition__forum"):
        try:
            publish(version, by=None, now=now)
            done += 1
        except Refused as refusal:
            telling.tell_stuck(version, refusal.reasons, now)
    return done
