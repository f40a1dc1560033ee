"""Begin a commitment, and hand it in."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from avow.answers import services as answers
from avow.commitments import form
from avow.commitments.drafting import draft_of
from avow.commitments.lifecycle import COMMITMENT
from avow.commitments.models import Commitment
from avow.commitments.permissions import POLICY
from avow.commitments.services import common
from avow.commitments.services.revising import materialise
from avow.commitments.states import State
from avow.forums.models import Forum
from avow.forums.states import WindowKind
from avow.kernel.clock import day_of
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.models import Organisation, User
from avow.people.roles import Role
from avow.people.standing import standing_towards
from avow.people.windows import current_window
from avow.review.models import Clarification


def next_ref(forum: Forum) -> str:
    """Return the next reference of a forum, such as `GE-000123`; its number is never given again.

    Call it inside a transaction: the forum's row is locked until that ends.
    """
    locked = Forum.objects.select_for_update().get(pk=forum.pk)
    number = locked.next_number
    locked.next_number = number + 1
    locked.save(update_fields=["next_number"])
    return f"{locked.reference_prefix}-{number:06d}"


def create(
    forum: Forum, organisation: Organisation, by: User, now: datetime, application: Any = None
) -> Commitment:
    """Begin a commitment: an empty sheet, a reference. `application` hands it in with itself later.

    Raises Refused for somebody who may not act for the organisation.
    """
    roles = standing_towards(
        by, forum=forum, organisation_ids=[organisation.pk], coalition_ids=[], now=now
    )
    if not POLICY.allows("commitment.edit", roles, State.DRAFT):
        raise Refused("not_yours", forbidden=True)
    if application is not None and application.organisation_id != organisation.pk:
        raise Refused("not_yours", forbidden=True)
    with transaction.atomic():
        ref = next_ref(forum)
        definition = form.definition_of(forum.settings)
        sheet = answers.open_sheet(forum, "commitment", definition, language=by.language, now=now)
        commitment = Commitment.objects.create(
            forum=forum,
            organisation=organisation,
            ref=ref,
            sheet=sheet,
            created_by=by,
            created_at=now,
        )
        if application is not None:
            application.commitment_links.create(commitment=commitment)
        subject = f"commitment:{ref}"
        record("commitment.create", forum=forum, subject=subject, at=now, role=Role.REPRESENTATIVE)
    return commitment


def submit(commitment: Commitment, by: User, now: datetime, application: Any = None) -> Commitment:
    """Hand it in: its answers become a revision, its sheet is frozen, its partners are asked.

    `application`: the one handing it in with itself, whose window then counts. On its own, a
    commitment belongs to an organisation that is a maker or Champion already.
    Raises Refused with every reason; handed in twice, the second finds that it has moved on.
    """
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        facts = common.facts_of(row, "submit", now, application=application)
        move = common.step(row, "submit", roles, facts, now)
        row.submitted_at = now
        row.due_on = _due_on(row, now, application)
        materialise(row, draft_of(row), now)
        row.save()
        if application is None:
            key = f"commitment.submit:{row.pk}"
            common.tell_makers("submitted", row, now, key=key, due_on=row.due_on.isoformat())
            common.tell_secretariat("submitted_desk", row, now, key=f"{key}:desk")
        common.write_down(row, move, roles, now)
    return row


def _due_on(commitment: Commitment, now: datetime, application: Any) -> Any:
    """Return the last day of the promise: the application's, else the window's days from today."""
    if application is not None and application.due_on is not None:
        return application.due_on
    window = current_window(
        commitment.forum, WindowKind.COMMITMENTS, now, commitment.organisation
    ).window
    days = window.promise_days if window else 28
    return day_of(now, commitment.forum.zone) + timedelta(days=days)


def ask(commitment: Commitment, question: str, by: User, now: datetime) -> Clarification:
    """Ask the maker something while it is screened; its sheet opens again. Raises Refused."""
    question = nfc(question).strip()
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        move = common.step(
            row, "ask", roles, common.facts_of(row, "ask", now, reason=question), now
        )
        asked = Clarification.objects.create(question=question, asked_by=by, asked_at=now)
        row.clarifications.add(asked)
        if row.sheet is not None:
            answers.reopen(row.sheet)
        row.save()
        common.tell_makers("ask", row, now, key=f"commitment.ask:{asked.pk}", question=question)
        common.write_down(row, move, roles, now)
    return asked


def answer(commitment: Commitment, text: str, by: User, now: datetime) -> Commitment:
    """Answer the open question and hand the sheet in again, changed or not. Raises Refused."""
    text = nfc(text).strip()
    with transaction.atomic():
        row = common.locked(commitment.pk)
        roles = common.roles_towards(row, by, now)
        move = common.step(
            row, "answer", roles, common.facts_of(row, "answer", now, reason=text), now
        )
        asked = row.clarifications.select_for_update().filter(answered_at=None).first()
        if asked is None:
            raise Refused("moved_on")
        asked.answer, asked.answered_by, asked.answered_at = text, by, now
        asked.save(update_fields=["answer", "answered_by", "answered_at"])
        if row.sheet is not None:
            materialise(row, draft_of(row), now)
        row.save()
        common.tell_secretariat("answer", row, now, key=f"commitment.answer:{asked.pk}")
        common.write_down(row, move, roles, now)
    return row


def may(action: str, commitment: Commitment, roles: frozenset[Role]) -> bool:
    """Return whether the table grants `action` on it; an amendment in writing is open too."""
    state = commitment.state
    if action == "commitment.edit" and state == State.AMENDED:
        in_writing = commitment.sheet is not None and commitment.sheet.frozen_at is None
        return in_writing and POLICY.allows(action, roles, state)
    return POLICY.allows(action, roles, state)


def moves_open(commitment: Commitment, roles: frozenset[Role]) -> frozenset[str]:
    """Return the names of the moves these roles have now: the buttons."""
    return frozenset(move.name for move in COMMITMENT.open_to(commitment.state, roles))
