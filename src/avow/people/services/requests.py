"""Somebody found their organisation already here, and asks to be let in."""

from datetime import datetime

from django.db import transaction

from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.notices.services import tell
from avow.people.authority import require
from avow.people.links import link
from avow.people.models import JoinRequest, Organisation, Representation, User
from avow.people.services.organisations import subject_of
from avow.people.states import RepresentationRole, RequestState, StaffRole


def ask_to_join(
    organisation: Organisation, *, by: User, message: str, forum: Forum, now: datetime
) -> JoinRequest:
    """Ask an organisation's leads to let somebody in; the secretariat, where it has no lead.

    Asking again while the first request waits gives that one back. Raises Refused: they represent
    it already, or it was merged into another.
    """
    if organisation.merged_into_id is not None:
        raise Refused("organisation_merged")
    with transaction.atomic():
        if Representation.objects.filter(user=by, organisation=organisation).exists():
            raise Refused("represents_already")
        request, made = JoinRequest.objects.get_or_create(
            organisation=organisation,
            user=by,
            state=RequestState.OPEN,
            defaults={"message": nfc(message).strip(), "created_at": now},
        )
        if made:
            tell(
                "people.join_request",
                to=_who_answers(organisation, forum),
                at=now,
                forum=forum,
                key=f"join_request:{request.pk}",
                context={
                    "organisation": organisation.name,
                    "person": by.get_full_name(),
                    "email": by.email,
                    "message": request.message,
                },
                url=link("people:members", forum, organisation.slug),
            )
    return request


def _who_answers(organisation: Organisation, forum: Forum) -> list[User]:
    leads = User.objects.filter(
        is_active=True,
        representations__organisation=organisation,
        representations__role=RepresentationRole.LEAD,
    )
    staff = User.objects.filter(
        is_active=True, forum_roles__forum=forum, forum_roles__role=StaffRole.SECRETARIAT
    )
    return list(leads) or list(staff)


def answer_request(
    request: JoinRequest,
    *,
    accept: bool,
    by: User,
    forum: Forum,
    now: datetime,
    role: str = RepresentationRole.EDITOR,
) -> JoinRequest:
    """Let somebody in, or not, and tell them. The same answer twice is one answer.

    Raises Refused: not allowed, or somebody else answered otherwise before.
    """
    state = RequestState.ACCEPTED if accept else RequestState.DECLINED
    with transaction.atomic():
        organisation = Organisation.objects.select_for_update().get(pk=request.organisation_id)
        held = require("organisation.answer_request", by, organisation, forum)
        row = JoinRequest.objects.select_related("user").get(pk=request.pk)
        if row.state == state:
            return row
        if row.state != RequestState.OPEN:
            raise Refused("request_answered")
        row.state, row.decided_by, row.decided_at = state, by, now
        row.save(update_fields=["state", "decided_by", "decided_at"])
        if accept:
            Representation.objects.get_or_create(
                user=row.user,
                organisation=organisation,
                defaults={"role": RepresentationRole(role), "since": now},
            )
            record(
                "representative.joined",
                forum=forum,
                subject=subject_of(organisation),
                at=now,
                role=held,
                data={"role": str(role), "by": "request"},
            )
        tell(
            "people.join_answer",
            to=[row.user],
            at=now,
            forum=forum,
            key=f"join_answer:{row.pk}",
            context={"organisation": organisation.name, "accepted": accept},
            url=link("people:organisations", forum),
        )
    return row
