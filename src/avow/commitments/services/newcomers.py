"""Another organisation asks to join a published commitment that is open; the lead answers."""

from datetime import datetime

from django.db import transaction

from avow.answers import services as answers
from avow.commitments.joint_lifecycle import JOINING
from avow.commitments.models import Commitment, Joining
from avow.commitments.services import common
from avow.commitments.services.amending import amend
from avow.commitments.services.joining import facts_of
from avow.commitments.states import JoiningState, State
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people.models import Organisation, User
from avow.people.roles import Role
from avow.review.services.common import name_for_reviewers

LONGEST = 2000


def why_not(commitment: Commitment, organisation: Organisation) -> str:
    """Return why the organisation cannot ask to join, as a reason's code; "" when it can."""
    public = commitment.public
    if commitment.state not in {State.PUBLISHED, State.AMENDED} or not (public and public.is_open):
        return "not_open_to_joining"
    together = {commitment.organisation_id, *common.co_maker_ids(commitment)}
    if organisation.pk in together:
        return "is_maker_already"
    # Its name would stand in the lead's form before anybody could veil it.
    return "joining_would_name_you" if organisation.is_protected else ""


def ask_to_join(
    commitment: Commitment, organisation: Organisation, message: str, by: User, now: datetime
) -> Joining:
    """Ask for one's organisation; asked twice is asked once. Raises Refused."""
    message = nfc(message).strip()[:LONGEST]
    with transaction.atomic():
        row = common.locked(commitment.pk)
        if by.pk not in {one.pk for one in common.acting_for(organisation.pk)}:
            raise Refused("not_yours", forbidden=True)
        open_one = Joining.objects.filter(
            commitment=row, organisation=organisation, state=JoiningState.ASKED
        ).first()
        if open_one is not None:
            return open_one
        if reason := why_not(row, organisation):
            raise Refused(reason)
        one = Joining.objects.create(
            commitment=row, organisation=organisation, message=message, asked_by=by, asked_at=now
        )
        common.tell_makers(
            "join_asked",
            row,
            now,
            key=f"commitment.join_asked:{one.pk}",
            organisation=name_for_reviewers(organisation),
            message=message,
        )
        _record("join_ask", row, Role.SIGNED_IN, now)
    return one


def accept_joining(
    pk: int, commitment: Commitment, reason: str, by: User, now: datetime
) -> Joining:
    """Let it join: a change is begun, if none is, with a row for the newcomer without a share.

    `reason` is that of the change, shown publicly. Raises Refused, Joining.DoesNotExist.
    """
    reason = nfc(reason).strip()
    with transaction.atomic():
        row = common.locked(commitment.pk)
        one = _step(pk, row, "accept", reason, by, now)
        if row.state == State.PUBLISHED:
            row = amend(row, reason, by, now)
        assert row.sheet is not None
        scope = answers.add_row(row.sheet, "maker", answers.next_row(row.sheet, "maker"), now=now)
        values = {
            (scope, "maker_name"): one.organisation.name,
            (scope, "maker_organisation"): one.organisation.slug,
            (scope, "maker_task"): one.message[:300],
        }
        answers.put(row.sheet, values, by=None, now=now)
    return one


def refuse_joining(
    pk: int, commitment: Commitment, reason: str, by: User, now: datetime
) -> Joining:
    """Say no, with a reason for who asked. Raises Refused, Joining.DoesNotExist."""
    with transaction.atomic():
        row = common.locked(commitment.pk)
        return _step(pk, row, "refuse", nfc(reason).strip(), by, now)


def _step(
    pk: int, commitment: Commitment, name: str, reason: str, by: User, now: datetime
) -> Joining:
    one = commitment.joinings.select_related("organisation").get(pk=pk)
    roles = common.roles_towards(commitment, by, now)
    move = JOINING.step(name, one.state, roles, facts_of(commitment, reason), now)
    one.state, one.answer, one.answered_at = JoiningState(move.target), reason, now
    one.save()
    revision = commitment.public or commitment.current
    tell(
        "commitment.join_answered",
        to=common.acting_for(one.organisation_id),
        at=now,
        forum=commitment.forum,
        key=f"commitment.join_answered:{one.pk}",
        context={
            "ref": commitment.ref,
            "title": revision.title if revision else "",
            "accepted": name == "accept",
            "reason": reason,
        },
        url=common.page("directory:commitment", commitment),
    )
    _record(f"join_{name}", commitment, Role.REPRESENTATIVE, now)
    return one


def _record(verb: str, commitment: Commitment, role: Role, now: datetime) -> None:
    subject = f"commitment:{commitment.ref}"
    record(f"commitment.{verb}", forum=commitment.forum, subject=subject, at=now, role=role)
