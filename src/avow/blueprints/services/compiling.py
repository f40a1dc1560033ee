"""Compile the acceleration plan from the coalitions' newest public versions."""

import hashlib
import json
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from avow.blueprints.models import Plan, PlanPart, Version
from avow.blueprints.permissions import POLICY
from avow.blueprints.services import printing
from avow.blueprints.services.versions import LONGEST_NAME, LONGEST_SUMMARY
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.authority import roles_in
from avow.people.models import User
from avow.people.roles import Role


def newest_versions(forum: Forum) -> list[Version]:
    """Return each coalition's newest public version, in the coalitions' order; one query."""
    rows = (
        Version.objects.public()
        .filter(blueprint__coalition__forum=forum)
        .select_related("blueprint__coalition")
        .order_by("blueprint__coalition__position", "-number")
    )
    found: dict[int, Version] = {}
    for row in rows:
        found.setdefault(row.blueprint_id, row)
    return list(found.values())


def compile_plan(
    forum: Forum, *, name: str, preface: str, language: str, by: User, now: datetime
) -> Plan:
    """Compile and publish the next version of the plan; its PDF is drawn by the worker.

    Raises Refused: not one's to do, no name, nothing public yet, nothing new since the last one
    (so a second click makes no second plan).
    """
    if not POLICY.allows("plan.compile", roles_in(by, None, forum)):
        raise Refused("not_yours", forbidden=True)
    name, preface = nfc(name).strip(), nfc(preface).strip()
    if not name or len(name) > LONGEST_NAME or len(preface) > LONGEST_SUMMARY:
        raise Refused("version_name_wrong")
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)
        versions = newest_versions(forum)
        if not versions:
            raise Refused("plan_nothing_public")
        last = Plan.objects.filter(forum=forum).first()
        known = set(last.parts.values_list("version_id", flat=True)) if last else set()
        same_words = last is not None and (last.name, last.preface) == (name, preface)
        if known == {one.pk for one in versions} and same_words:
            raise Refused("plan_nothing_new")
        number = Plan.objects.filter(forum=forum).aggregate(last=Max("number"))["last"] or 0
        plan = Plan.objects.create(
            forum=forum,
            number=number + 1,
            name=name,
            preface=preface,
            language=language,
            compiled_by=by,
            digest=_digest(name, preface, versions),
        )
        PlanPart.objects.bulk_create(
            PlanPart(plan=plan, version=one, position=place)
            for place, one in enumerate(versions, 1)
        )
        plan.published_at = now
        plan.save(update_fields=["published_at"])
        printing.ask_for(plan=plan, now=now)
        record(
            "plan.publish",
            forum=forum,
            subject=f"plan:{plan.number}",
            at=now,
            role=Role.SECRETARIAT,
            data={"name": plan.name, "digest": plan.digest},
        )
    return plan


def _digest(name: str, preface: str, versions: list[Version]) -> str:
    rows = [name, preface, *(one.digest for one in versions)]
    return hashlib.sha256(json.dumps(rows, ensure_ascii=False).encode()).hexdigest()
