"""The secretariat screens: takes up, checks, asks, refuses, passes to the coalitions."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from avow.applications.gathering import commitments_of
from avow.applications.models import Application, ApplicationCoalition, ScreeningItem
from avow.applications.permissions import POLICY
from avow.applications.services.moving import locked, move, roles_in
from avow.applications.states import Check, State
from avow.commitments.models import Commitment, Partner
from avow.commitments.states import State as CommitmentState
from avow.forums.models import Forum
from avow.forums.packs.schema import ChecklistItem
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.notices.services import tell
from avow.people.models import ForumRole, Organisation, User
from avow.people.roles import Role
from avow.people.states import StaffRole
from avow.review.models import Clarification
from avow.review.services import open_case
from avow.review.services.common import name_for_reviewers
from avow.review.states import Subject


@dataclass(frozen=True, slots=True)
class Given:
    """An answer to an item of the checklist: a code of `Check`, and why."""

    answer: str
    note: str = ""


def checklist(forum: Forum) -> tuple[ChecklistItem, ...]:
    """Return everything the pack lets the secretariat check: eligibility, then due diligence."""
    return (*forum.settings.eligibility, *forum.settings.due_diligence)


def demand(action: str, application: Application, by: User, now: datetime) -> frozenset[Role]:
    """Return the user's roles if the permission table grants the action. Raises Refused."""
    roles = roles_in(application, by, now)
    if POLICY.allows(action, roles, application.state):
        return roles
    later = any(POLICY.allows(action, roles, state) for state in State.values)
    raise Refused("moved_on" if later else "not_yours", forbidden=not later)


def screen(pk: int, *, by: User, now: datetime, seen_state: str | None = None) -> Application:
    """Begin screening; whoever begins takes it on, if nobody did before. Raises Refused."""
    with transaction.atomic():
        application = move(pk, "screen", by=by, now=now, seen_state=seen_state)
        if application.assigned_to_id is None:
            application.assigned_to = by
            application.save(update_fields=["assigned_to"])
    return application


def ask(
    pk: int, *, question: str, by: User, now: datetime, seen_state: str | None = None
) -> Application:
    """Ask the applicant; the answers can be changed again until they answer. Raises Refused."""
    question = nfc(question).strip()
    with transaction.atomic():
        application = move(pk, "ask", by=by, now=now, reason=question, seen_state=seen_state)
        asked = Clarification.objects.create(question=question, asked_by=by, asked_at=now)
        application.clarifications.add(asked)
    return application


def refuse(
    pk: int, *, reason: str, by: User, now: datetime, seen_state: str | None = None
) -> Application:
    """Find the application not eligible. The reason is the first draft of what the applicant reads.

    They are told when the outcome is released, like any other. Raises Refused.
    """
    reason = nfc(reason).strip()
    with transaction.atomic():
        application = move(pk, "refuse", by=by, now=now, reason=reason, seen_state=seen_state)
        application.outcome_message = reason
        application.save(update_fields=["outcome_message"])
    return application


def pass_(pk: int, *, by: User, now: datetime, seen_state: str | None = None) -> Application:
    """Pass the application to its coalitions: a case in each, and one for each of its commitments.

    Raises Refused: the checklist is not finished, or holds a no.
    """
    with transaction.atomic():
        from avow.commitments.services import open_cases  # noqa: PLC0415  heavy, and used here only

        commitments = _lock_all(pk)
        application = move(pk, "pass", by=by, now=now, seen_state=seen_state)
        partners = partners_of(application)
        links = ApplicationCoalition.objects.filter(application=application)
        for link in links.select_related("coalition__forum").order_by("coalition__position"):
            link.case = open_case(
                coalition=link.coalition,
                organisation=application.organisation,
                subject=Subject.APPLICATION,
                title=name_for_reviewers(application.organisation),
                partners=partners,
                due_on=application.due_on,
                now=now,
            )
            link.save(update_fields=["case"])
        for commitment in commitments:
            if commitment.state == CommitmentState.SUBMITTED:
                open_cases(commitment, None, now, due_on=application.due_on)
    return application


def _lock_all(pk: int) -> list[Commitment]:
    """Lock the application, then its commitments, before the end of the ledger is locked."""
    commitments = commitments_of(locked(pk))
    ids = [commitment.pk for commitment in commitments]
    list(Commitment.objects.select_for_update(of=("self",)).filter(pk__in=ids).order_by("pk"))
    return commitments


def partners_of(application: Application) -> list[Organisation]:
    """Return the registered partners named in the commitments that came with it."""
    rows = Partner.objects.filter(
        revision__in=[one.current_id for one in commitments_of(application) if one.current_id],
        organisation__isnull=False,
    )
    return list(Organisation.objects.filter(pk__in=rows.values("organisation")))


def check(pk: int, given: Mapping[str, Given], *, by: User, now: datetime) -> Application:
    """Write answers of the checklist; codes the pack does not have are left out. Raises Refused."""
    with transaction.atomic():
        application = locked(pk)
        demand("application.check", application, by, now)
        known = {item.code for item in checklist(application.forum)}
        for code in known & set(given):
            if given[code].answer not in Check.values:
                continue
            values = {"answer": given[code].answer, "note": nfc(given[code].note).strip()}
            row = ScreeningItem.objects.filter(application=application, code=code).first()
            if row and (row.answer, row.note) == (values["answer"], values["note"]):
                continue
            ScreeningItem.objects.update_or_create(
                application=application, code=code, defaults={**values, "by": by, "at": now}
            )
    return application


def assign(pk: int, to: User | None, *, by: User, now: datetime) -> Application:
    """Give the application to somebody of the secretariat, or to nobody; they are told, once.

    Raises Refused: not of the secretariat, or they represent the applicant.
    """
    with transaction.atomic():
        application = locked(pk)
        demand("application.assign", application, by, now)
        if application.assigned_to_id == (to.pk if to else None):
            return application
        if to is not None and Role.SECRETARIAT not in roles_in(application, to, now):
            raise Refused("cannot_be_assigned")
        application.assigned_to = to
        application.save(update_fields=["assigned_to"])
        if to is not None and to != by:
            _tell_assigned(application, to, now)
    return application


def _tell_assigned(application: Application, to: User, now: datetime) -> None:
    from avow.applications.services.outcome import desk_page  # noqa: PLC0415  each names the other

    tell(
        "application_assigned",
        to=[to],
        at=now,
        forum=application.forum,
        key=f"application.assigned:{application.pk}:{to.pk}:{now.isoformat()}",
        context={
            "organisation": application.organisation.shown_name,
            "due_on": application.due_on.isoformat() if application.due_on else "",
        },
        url=desk_page(application),
    )


def team(forum: Forum) -> list[User]:
    """Return the secretariat of a forum: whom an application can be given to."""
    rows = ForumRole.objects.filter(forum=forum, role=StaffRole.SECRETARIAT, user__is_active=True)
    return list(User.objects.filter(pk__in=rows.values("user")).order_by("name", "pk"))
