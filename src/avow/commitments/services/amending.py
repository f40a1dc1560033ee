"""Change a published commitment: write, hand in, or think better of it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction

from avow.answers import services as answers
from avow.commitments import rules
from avow.commitments.comparing import changed_fields
from avow.commitments.contents import content_of
from avow.commitments.drafting import draft_of
from avow.commitments.models import Commitment
from avow.commitments.proposing import reviewed_fields
from avow.commitments.services import common
from avow.commitments.services.deciding import ask_coalitions, close_open_cases
from avow.commitments.services.revising import materialise, sheet_of
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.people.models import User


def amend(commitment: Commitment, reason: str, by: User, now: datetime) -> Commitment:
    """Begin a change of a published commitment on a copy of its answers. Raises Refused.

    The public goes on reading the last published revision. `reason` is shown with the new one.
    """
    with transaction.atomic():
        return begin(common.locked(commitment.pk), "amend", reason, by, now)


def begin(
    row: Commitment,
    name: str,
    reason: str,
    by: User,
    now: datetime,
    refused: tuple[str, ...] = (),
    **instead: str,
) -> Commitment:
    """Make the move `name` that opens a copy of the public text; its row is locked. Raises Refused.

    `refused`: why the last day asked for cannot be; `instead`: answers that begin otherwise.
    """
    reason = nfc(reason).strip()
    roles = common.roles_towards(row, by, now)
    facts = replace(common.facts_of(row, name, now, reason=reason), extension_refused=refused)
    move = common.step(row, name, roles, facts, now)
    assert row.public is not None
    row.sheet = sheet_of(row.public, by.language, now, **instead)
    row.amendment_reason = reason
    row.save()
    common.write_down(row, move, roles, now)
    return row


def resubmit(commitment: Commitment, by: User, now: datetime) -> Commitment:
    """Hand in the change: a new revision, looked at again by the coalitions where the pack says so.

    Raises Refused, also when nothing has changed.
    """
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        facts = common.facts_of(row, "resubmit", now)
        move = common.step(row, "resubmit", roles, facts, now)
        assert row.public is not None
        revision = materialise(row, draft_of(row), now, row.amendment_reason)
        changed = changed_fields(content_of(row.public), content_of(revision))
        if not changed:
            raise Refused("nothing_changed")
        row.save()
        again = rules.needs_review(changed, reviewed_fields(row.forum))
        cases: list[Any] = ask_coalitions(row, now) if again else []
        common.write_down(row, move, roles, now, changed=sorted(changed), reviewed=bool(cases))
        key = f"commitment.resubmit:{row.pk}:{revision.number}"
        common.tell_secretariat("amended", row, now, key=key, reviewed=bool(cases))
    return row


def drop(commitment: Commitment, by: User, now: datetime) -> Commitment:
    """Give a change up; the published text stands as it was. Raises Refused."""
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        move = common.step(row, "drop", roles, common.facts_of(row, "drop", now), now)
        row.current = row.public
        if row.sheet is not None:
            answers.freeze(row.sheet, now)
        row.save()
        close_open_cases(row, now)
        common.write_down(row, move, roles, now)
    return row
