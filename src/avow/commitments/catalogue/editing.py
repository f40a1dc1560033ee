"""What the secretariat does with examples: one verb, one transaction, an entry in the ledger."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from avow.commitments.catalogue import content
from avow.commitments.catalogue.models import CONTENT, Example
from avow.commitments.catalogue.states import ExampleState
from avow.commitments.permissions import POLICY
from avow.forums.models import Action, Forum
from avow.forums.packs.catalogue import code_of
from avow.forums.packs.schema.catalogue import ExampleContent
from avow.kernel.lifecycle import Refused
from avow.ledger.services import record
from avow.people.models import User
from avow.people.roles import Role
from avow.people.standing import standing_in_forum


class ChangedMeanwhile(Exception):
    """Somebody else, or another tab, changed it since; `example` is how it stands now."""

    def __init__(self, example: Example) -> None:
        super().__init__(example.code)
        self.example = example


def next_code(forum: Forum, action: Action, kind: str) -> str:
    """Return the code that the next example of this action and type gets."""
    stem = code_of(action.code, kind)
    taken = set(
        Example.objects.filter(forum=forum, code__startswith=stem).values_list("code", flat=True)
    )
    number = 1
    while code_of(action.code, kind, number) in taken:
        number += 1
    return code_of(action.code, kind, number)


def add(
    action: Action, kind: str, code: str, said: ExampleContent, by: User, now: datetime
) -> Example:
    """Add an example of an action and type under the code that the form was opened with.

    Sent twice, one is made. Is the code taken by another one meanwhile, the next free one is given.
    Raises Refused for somebody who is not of the secretariat.
    """
    forum = action.forum
    _require(forum, by, now)
    with transaction.atomic():
        Forum.objects.select_for_update().get(pk=forum.pk)  # one at a time: codes are counted
        known: Example | None = Example.objects.filter(
            forum=forum, code=code, from_file__isnull=True
        ).first()
        if known is not None and known.content() == _columns(said):
            return known
        rows = Example.objects.filter(forum=forum)
        last = rows.aggregate(last=Max("position"))["last"] or 0
        row = Example(forum=forum, code=next_code(forum, action, kind), action=action, type=kind)
        row.position, row.edited_at, row.edited_by = last + 1, now, by
        content.put(row, said)
        row.save()
        _write_down("add", row, now)
    return row


def change(
    example: Example, said: ExampleContent, seen_version: int, by: User, now: datetime
) -> Example:
    """Let an example say something else. The same text again changes nothing.

    Raises Refused for somebody who is not of the secretariat; ChangedMeanwhile when `seen_version`
    is not how it stands, and then nothing is written.
    """

    def write(row: Example) -> str:
        wanted = _columns(said)
        fields = [name for name in CONTENT if getattr(row, name) != wanted[name]]
        if fields and row.version != seen_version:
            raise ChangedMeanwhile(row)
        content.put(row, said)
        return "change" if fields else ""

    return _edit(example, write, by, now)


def retire(example: Example, by: User, now: datetime) -> Example:
    """Offer it no more; commitments that began with it stay. Twice is once. Raises Refused."""
    return _edit(example, lambda row: _move(row, ExampleState.RETIRED, "retire"), by, now)


def restore(example: Example, by: User, now: datetime) -> Example:
    """Offer it again. Twice is once. Raises Refused."""
    return _edit(example, lambda row: _move(row, ExampleState.SHOWN, "restore"), by, now)


def take_file(example: Example, seen_version: int, by: User, now: datetime) -> Example:
    """Let it say again what the pack's file says; from then on it follows the file.

    Raises Refused where the file has no such example; ChangedMeanwhile as `change` does.
    """

    def write(row: Example) -> str:
        if row.from_file is None:
            raise Refused("example_not_in_file")
        if not row.differs_from_file:
            return ""
        if row.version != seen_version:
            raise ChangedMeanwhile(row)
        content.put(row, ExampleContent.model_validate(row.from_file))
        return "take_file"

    return _edit(example, write, by, now)


def _edit(example: Example, write: Callable[[Example], str], by: User, now: datetime) -> Example:
    """Lock, change, count, record. `write` returns the verb, or nothing where nothing changed."""
    _require(example.forum, by, now)
    with transaction.atomic():
        rows = Example.objects.select_for_update(of=("self",)).select_related("forum", "action")
        row: Example = rows.get(pk=example.pk)
        verb = write(row)
        if verb:
            own = row.is_retired or row.from_file is None or row.differs_from_file
            # One that says what the file says follows the file again.
            row.edited_at, row.edited_by = (now, by) if own else (None, None)
            row.version += 1
            row.save()
            _write_down(verb, row, now)
    return row


def _move(row: Example, state: ExampleState, verb: str) -> str:
    if row.is_retired == (state != ExampleState.SHOWN):
        return ""
    row.state = state
    return verb


def _columns(said: ExampleContent) -> dict[str, object]:
    return content.columns_of(said)


def _require(forum: Forum, by: User, now: datetime) -> None:
    roles: Iterable[str] = standing_in_forum(by, forum, now).roles
    if not POLICY.allows("catalogue.edit", roles):
        raise Refused("not_yours", forbidden=True)


def _write_down(verb: str, row: Example, now: datetime) -> None:
    record(
        f"catalogue.{verb}",
        forum=row.forum,
        subject=f"example:{row.code}",
        at=now,
        role=Role.SECRETARIAT,
    )
