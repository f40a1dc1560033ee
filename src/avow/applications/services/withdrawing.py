"""Withdraw an application, and what hangs on it."""

from datetime import datetime

from django.db import transaction

from avow.applications.gathering import commitments_of
from avow.applications.models import Application, ApplicationCoalition
from avow.applications.services.moving import move
from avow.commitments.lifecycle import COMMITMENT
from avow.commitments.services import withdraw as withdraw_commitment
from avow.commitments.states import PUBLIC
from avow.kernel.text import nfc
from avow.people.models import User
from avow.people.roles import Role
from avow.review.services import close_case


def withdraw(
    pk: int, *, by: User, now: datetime, reason: str = "", seen_state: str | None = None
) -> Application:
    """Withdraw: its cases are closed, and its commitments that are not public go with it.

    Raises Refused: not theirs, or decided or withdrawn already.
    """
    reason = nfc(reason).strip()
    with transaction.atomic():
        application = move(pk, "withdraw", by=by, now=now, reason=reason, seen_state=seen_state)
        for commitment in commitments_of(application):
            moves = COMMITMENT.open_to(commitment.state, {Role.REPRESENTATIVE})
            if commitment.state not in PUBLIC and "withdraw" in {one.name for one in moves}:
                withdraw_commitment(commitment, by, now, reason)
        links = ApplicationCoalition.objects.filter(application=application, case__isnull=False)
        for case_id in links.values_list("case_id", flat=True):
            close_case(case_id, now=now)
    return application
