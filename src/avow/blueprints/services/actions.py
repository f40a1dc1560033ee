"""The actions of a published version are those that commitments point to.

An action keeps its row and code from version to version. One that a version no longer has retires,
and says which others took its place: commitments are then counted there.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from avow.blueprints.models import ActionChange, Version, VersionSection
from avow.blueprints.states import SectionKind
from avow.forums.models import Action, Forum
from avow.kernel.lifecycle import Refused


def carry_over(version: Version) -> None:
    """Say of a fresh version what an earlier one said, as far as it still fits.

    An old action that still stands needs no word. Nothing is guessed.
    """
    codes = set(version.sections.filter(kind=SectionKind.ACTION).values_list("code", flat=True))
    gone = version.blueprint.coalition.actions.current().exclude(code__in=codes)
    earlier = ActionChange.objects.filter(
        version__blueprint=version.blueprint, old__in=gone, new_code__in=codes
    ).values_list("old_id", "new_code")
    ActionChange.objects.bulk_create(
        ActionChange(version=version, old_id=old, new_code=new) for old, new in set(earlier)
    )


def given_away(version: Version, before: Version | None) -> list[str]:
    """Return the codes that stand for other sections than in the version before.

    Commitments point to codes: those to such an action will be counted with what it says now.
    """
    rows = VersionSection.objects.filter(version=before, kind=SectionKind.ACTION).exclude(code="")
    keys = dict(rows.values_list("code", "key"))
    mine = version.sections.filter(kind=SectionKind.ACTION, code__in=keys).order_by("code")
    return [code for code, key in mine.values_list("code", "key") if keys[code] != key]


def bring_into_force(version: Version, now: datetime) -> None:
    """Make the coalition's actions what the version says; call it before it is published.

    The database then holds: every current action stands in the newest published version. Raises
    Refused if the forum's settings cannot hold them: no page of the forum would open any more.
    """
    coalition = version.blueprint.coalition
    sections = list(version.sections.order_by("place"))
    wanted = [one for one in sections if one.kind == SectionKind.ACTION]
    there = {row.code: row for row in coalition.actions.select_for_update()}
    for position, section in enumerate(wanted, 1):
        row = there.get(section.code) or Action(
            coalition=coalition, forum=coalition.forum, code=section.code, titles={}
        )
        row.titles = _worded(row.titles, version.language, section.title)
        row.descriptions = _worded(row.descriptions, version.language, section.body)
        row.targets = _targets(section, sections, row, version.language)
        row.position, row.plan_version = position, version.number
        row.confirmed, row.retired_at = True, None
        row.save()
        row.successors.clear()
        there[section.code] = row
    _retire(version, there, {section.code for section in wanted}, now)
    _into_the_pack(version, [there[section.code] for section in wanted])


def _retire(
    version: Version, there: Mapping[str, Action], standing: set[str], now: datetime
) -> None:
    """Retire the actions that do not stand any more; who led to one of them leads on from there."""
    changes = list(version.action_changes.values_list("old__code", "new_code"))
    gone = [row for code, row in there.items() if code not in standing and row.retired_at is None]
    for row in gone:
        row.retired_at = now
        row.save(update_fields=["retired_at"])
        after = [there[new] for old, new in changes if old == row.code and new in standing]
        for one in [row, *row.predecessors.all()]:
            one.successors.remove(row)
            one.successors.add(*after)


def _into_the_pack(version: Version, rows: list[Action]) -> None:
    """Let the forum's settings (forms, imports, help) speak of the plan's actions from now on.

    Raises Refused if the settings cannot be read with them.
    """
    forum = Forum.objects.select_for_update().get(pk=version.blueprint.coalition.forum_id)
    forum.plans[version.blueprint.coalition.code] = [
        {
            "code": row.code,
            "titles": row.titles,
            "descriptions": row.descriptions,
            "targets": [
                {"key": t["key"], "texts": t["text"], "by": t["by"], "confirmed": True}
                for t in row.targets
            ],
            "confirmed": True,
        }
        for row in rows
    ]
    try:
        _ = forum.settings
    except ValueError as error:
        raise Refused("blueprint_actions_unreadable") from error
    forum.save(update_fields=["plans"])
    version.blueprint.coalition.forum = forum


def _worded(texts: Mapping[str, str], language: str, text: str) -> dict[str, str]:
    """Return the texts with this one; translations of other words would say what nobody decided.

    Where nothing is said there is no text: an empty one would be a text in every language.
    """
    said = text.strip()
    if not said:
        return {}
    return dict(texts) if texts.get(language) == said else {language: said}


def _targets(
    action: VersionSection, sections: list[VersionSection], row: Action, language: str
) -> list[dict[str, Any]]:
    """Return the targets of an action as its row keeps them; `key` names them in every version."""
    known = {target["text"].get(language): target["text"] for target in row.targets}
    return [
        {
            "text": _worded(known.get(one.title, {}), language, one.title),
            "by": one.due_on.isoformat() if one.due_on else None,
            "confirmed": True,
            "key": one.key,
        }
        for one in sections
        if one.kind == SectionKind.TARGET and one.parent_key == action.key and one.title
    ]
