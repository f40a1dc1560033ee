"""Load a pack into the database, so that loading it again changes nothing."""

import hashlib
import json
from collections.abc import Container, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models, transaction
from django.db.models import ForeignObjectRel

from avow.forums import examples
from avow.forums.models import Action, Coalition, Forum, Milestone, Window
from avow.forums.packs.checks import problems
from avow.forums.packs.problems import Problem
from avow.forums.packs.reading import PackError
from avow.forums.packs.schema import Pack
from avow.forums.packs.schema.catalogue import Catalogue
from avow.forums.rules import Change, Rows, differences


def load(
    pack: Pack, now: datetime, *, catalogue: Catalogue | None = None, dry_run: bool = False
) -> list[Change]:
    """Make the database say what the pack says; return what changed.

    Nothing that is in use goes away: a coalition, action or window that the pack no longer has and
    that something points to raises PackError, and then nothing at all changes. A window whose end
    the secretariat moved keeps its end. `catalogue`: the examples beside the pack; without one,
    those that are there stay. `dry_run` does the same and takes it back.
    """
    if found := list(problems(pack)):
        raise PackError(pack.slug, found)
    with transaction.atomic():
        changes = _load(pack, now)
        if catalogue is not None:
            changes += examples.keep(Forum.objects.get(slug=pack.slug), catalogue, now)
        if dry_run:
            transaction.set_rollback(True)
    return changes


def digest(pack: Pack) -> str:
    """Return the SHA-256 of the pack's content, whatever the order or the look of its file."""
    text = json.dumps(pack.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _load(pack: Pack, now: datetime) -> list[Change]:
    taken = (
        Forum.objects.filter(reference_prefix=pack.reference_prefix).exclude(slug=pack.slug).first()
    )
    if taken:
        words = f"{pack.reference_prefix!r} is already the prefix of {taken.slug}"
        raise PackError(pack.slug, [Problem("reference_prefix", words)])
    forum, changes = _forum(pack, now)
    changes += _themes(forum, pack)
    windows = {row.key: row for row in forum.windows.select_for_update()}
    wanted, kept = _window_rows(pack, windows)
    of_pack = {key: row for key, row in windows.items() if row.from_pack}
    changes += _remove(forum, "window", of_pack, wanted)
    changes += _sync(forum, "window", Window, "key", windows, wanted) + kept
    milestones = {row.key: row for row in forum.milestones.all()}
    dates = _milestone_rows(pack)
    changes += _remove(forum, "milestone", milestones, dates)
    return changes + _sync(forum, "milestone", Milestone, "key", milestones, dates)


def _themes(forum: Forum, pack: Pack) -> list[Change]:
    """Bring coalitions and actions into line; an action may move from one coalition to another."""
    coalitions = {row.code: row for row in forum.coalitions.all()}
    # What a published plan says is no longer the pack's to say.
    planned = set(forum.actions.exclude(plan_version=None).values_list("code", flat=True))
    actions = {row.code: row for row in forum.actions.filter(plan_version=None)}
    codes = [action.code for coalition in pack.coalitions for action in coalition.actions]
    changes = _remove(forum, "action", actions, codes)
    _free_slugs(coalitions, pack)
    wanted = _coalition_rows(pack)
    changes += _sync(forum, "coalition", Coalition, "code", coalitions, wanted)
    owners = {row.code: row for row in forum.coalitions.all()}
    rows = {code: row for code, row in _action_rows(pack, owners).items() if code not in planned}
    changes += _sync(forum, "action", Action, "code", actions, rows)
    return changes + _remove(forum, "coalition", coalitions, wanted)


def _free_slugs(loaded: Mapping[str, Coalition], pack: Pack) -> None:
    """Set aside the slugs that move, so that two coalitions can swap theirs."""
    wanted = {one.code: one.slug for one in pack.coalitions}
    for code, row in loaded.items():
        if wanted.get(code) != row.slug:
            Coalition.objects.filter(pk=row.pk).update(slug=f"was-{row.pk}")


def _forum(pack: Pack, now: datetime) -> tuple[Forum, list[Change]]:
    whole = pack.model_dump(mode="json")
    fields = {
        "names": pack.names,
        "zone_name": pack.zone,
        "languages": list(pack.languages),
        "reference_prefix": pack.reference_prefix,
        "starts_on": pack.starts_on,
        "ends_on": pack.ends_on,
        "pack": whole,
        "pack_digest": digest(pack),
    }
    forum = Forum.objects.select_for_update().filter(slug=pack.slug).first()
    if forum is None:
        forum = Forum.objects.create(slug=pack.slug, loaded_at=now, **fields)
        return forum, [Change("added", "forum", pack.slug)]
    if forum.pack_digest == fields["pack_digest"] and forum.pack == whole:
        return forum, []
    if pack.reference_prefix != forum.reference_prefix and forum.next_number > 1:
        words = f"commitments were already numbered with {forum.reference_prefix!r}"
        raise PackError(pack.slug, [Problem("reference_prefix", words)])
    parts = tuple(name for name in whole if whole[name] != forum.pack.get(name))
    for name, value in fields.items():
        setattr(forum, name, value)
    forum.loaded_at = now
    forum.save(update_fields=[*fields, "loaded_at"])
    return forum, [Change("changed", "forum", pack.slug, parts)]


def _coalition_rows(pack: Pack) -> Rows:
    return {
        one.code: {
            "slug": one.slug,
            "kind": one.kind.value,
            "names": one.names,
            "summaries": one.summaries,
            "position": number,
        }
        for number, one in enumerate(pack.coalitions, 1)
    }


def _action_rows(pack: Pack, owners: Mapping[str, Coalition]) -> Rows:
    return {
        action.code: {
            "coalition_id": owners[coalition.code].pk,
            "titles": action.titles,
            "descriptions": action.descriptions,
            "targets": [
                {
                    "text": target.texts,
                    "by": target.by.isoformat() if target.by else None,
                    "confirmed": target.confirmed,
                }
                for target in action.targets
            ],
            "position": number,
            "confirmed": action.confirmed,
        }
        for coalition in pack.coalitions
        for number, action in enumerate(coalition.actions, 1)
    }


def _window_rows(pack: Pack, loaded: Mapping[str, Window]) -> tuple[Rows, list[Change]]:
    zone = ZoneInfo(pack.zone)
    rows: dict[str, dict[str, Any]] = {}
    kept = []
    for window in pack.windows:
        closes_at = window.closes_at.replace(tzinfo=zone)
        row = {
            "kind": window.kind.value,
            "names": window.names,
            "opens_at": window.opens_at.replace(tzinfo=zone),
            "pack_closes_at": closes_at,
            "promise_days": window.promise_days,
            "confirmed": window.confirmed,
            "from_pack": True,
        }
        before = loaded.get(window.key)
        extended = before is not None and before.closes_at != before.pack_closes_at
        if before is None or not extended or closes_at > before.closes_at:
            row["closes_at"] = closes_at
        elif closes_at != before.pack_closes_at:
            kept.append(Change("kept", "window", window.key, ("closes_at",)))
        rows[window.key] = row
    return rows, kept


def _milestone_rows(pack: Pack) -> Rows:
    return {
        one.key: {
            "names": one.names,
            "help": one.help,
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            "confirmed": one.confirmed,
        }
        for one in pack.milestones
    }


def _sync(
    forum: Forum,
    thing: str,
    model: type[models.Model],
    key: str,
    loaded: Mapping[str, models.Model],
    wanted: Rows,
) -> list[Change]:
    """Add and change rows of one kind."""
    there = {
        code: {name: getattr(row, name) for name in wanted.get(code, {})}
        for code, row in loaded.items()
    }
    changes = [change for change in differences(thing, there, wanted) if change.what != "removed"]
    for change in changes:
        fields = wanted[change.code]
        if change.what == "added":
            rows = model._default_manager  # noqa: SLF001  any model has it
            rows.create(forum=forum, **{key: change.code}, **fields)
            continue
        row = loaded[change.code]
        for name in change.fields:
            setattr(row, name, fields[name])
        row.save(update_fields=list(change.fields))
    return changes


def _remove(
    forum: Forum, thing: str, loaded: Mapping[str, models.Model], wanted: Container[str]
) -> list[Change]:
    """Remove the rows a pack no longer has. Raises PackError for one that is in use."""
    gone = [code for code in loaded if code not in wanted]
    for code in gone:
        if _is_used(loaded[code]):
            words = f"{thing} {code!r} is in use and cannot be left out; keep it in the pack"
            raise PackError(forum.slug, [Problem(f"{thing}s", words)])
        loaded[code].delete()
    return [Change("removed", thing, code) for code in gone]


def _is_used(row: models.Model) -> bool:
    """Return whether any row of any app points to this one, even if it would go along."""
    for relation in row._meta.get_fields(include_hidden=True):  # noqa: SLF001  Django's own way
        if isinstance(relation, ForeignObjectRel):
            others = relation.related_model._base_manager  # noqa: SLF001  sees every row
            if others.filter(**{relation.field.name: row.pk}).exists():
                return True
    return False
