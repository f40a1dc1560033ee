"""Bring a forum's examples into line with the file beside its pack."""

from datetime import datetime
from typing import Any

from avow.commitments.catalogue import content
from avow.commitments.catalogue.models import Example
from avow.commitments.catalogue.states import ExampleState
from avow.forums.models import Action, Forum
from avow.forums.packs.schema.catalogue import Catalogue, PackExample
from avow.forums.rules import Change


def keep(forum: Forum, catalogue: Catalogue, _now: datetime) -> list[Change]:
    """Load the examples; a second load of the same file changes nothing.

    One that the secretariat edited, added or retired here stays as it is, and is reported as *kept*
    while the file says something else; what the file says now can be taken over on the desk. One
    that left the file is retired, never deleted: commitments that began with it point to it.
    """
    loaded = {row.code: row for row in Example.objects.select_for_update().filter(forum=forum)}
    actions = {row.code: row for row in Action.objects.filter(forum=forum)}
    changes = []
    for position, example in enumerate(catalogue.examples, 1):
        row = loaded.pop(example.code, None)
        place = {"action": actions[example.action], "type": example.type, "position": position}
        if row is None:
            changes.append(_add(forum, example, place))
        elif row.edited_at is not None:
            changes += _keep_edited(row, example, place)
        else:
            changes += _change(row, example, place)
    for row in loaded.values():
        changes += _let_go(row)
    return changes


def _add(forum: Forum, example: PackExample, place: dict[str, Any]) -> Change:
    row = Example(forum=forum, code=example.code, **place)
    content.put(row, example.content())
    row.from_file = content.columns_of(example.content())
    row.save()
    return Change("added", "example", example.code)


def _keep_edited(row: Example, example: PackExample, place: dict[str, Any]) -> list[Change]:
    """Note what the file says, and leave what the secretariat wrote."""
    said = content.columns_of(example.content())
    if row.from_file != said or _moved(row, place):
        row.from_file = said
        _place(row, place)
        row.save()
    fields = tuple(name for name, value in said.items() if getattr(row, name) != value)
    fields += ("state",) if row.is_retired else ()
    return [Change("kept", "example", row.code, fields)] if fields else []


def _change(row: Example, example: PackExample, place: dict[str, Any]) -> list[Change]:
    said = content.columns_of(example.content())
    fields = tuple(name for name, value in said.items() if getattr(row, name) != value)
    fields += tuple(_moved(row, place))
    fields += ("state",) if row.is_retired else ()
    if not fields:
        return []
    content.put(row, example.content())
    row.from_file, row.state, row.version = said, ExampleState.SHOWN, row.version + 1
    _place(row, place)
    row.save()
    return [Change("changed", "example", row.code, fields)]


def _let_go(row: Example) -> list[Change]:
    """Retire one that left the file; what was edited or added here stays."""
    if row.edited_at is not None:
        if row.from_file is None:
            return []
        row.from_file = None
        row.save(update_fields=["from_file"])
        return [Change("kept", "example", row.code)]
    if row.is_retired:
        return []
    row.state, row.version = ExampleState.GONE, row.version + 1
    row.save(update_fields=["state", "version"])
    return [Change("retired", "example", row.code)]


def _moved(row: Example, place: dict[str, Any]) -> list[str]:
    return [name for name, value in place.items() if getattr(row, name) != value]


def _place(row: Example, place: dict[str, Any]) -> None:
    for name, value in place.items():
        setattr(row, name, value)
