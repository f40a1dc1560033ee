"""The outcome of an application: written, looked at as the mails it will send, released."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.urls import NoReverseMatch, reverse

from avow.applications.models import Application, ApplicationCoalition
from avow.applications.services.moving import (
    applicants_of,
    locked,
    move,
    opened_seal,
    secretariat_of,
)
from avow.applications.services.screening import demand
from avow.applications.states import State
from avow.directory.services import touch
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.notices import letters
from avow.notices.services import Address, Receiver, tell
from avow.people.models import User
from avow.people.roles import Role
from avow.review.models import Case, Maker
from avow.review.services import open_seals
from avow.review.states import OVER
from avow.review.states import State as CaseState

VERB = "application_outcome"


@dataclass(frozen=True, slots=True)
class Preview:
    """One mail exactly as the release will send it."""

    to_name: str
    to_email: str
    language: str
    subject: str
    text: str


def cases_of(application: Application) -> list[Case]:
    """Return the cases of its coalitions, in the forum's order; one query."""
    links = ApplicationCoalition.objects.filter(application=application, case__isnull=False)
    links = links.select_related("case__coalition").order_by("coalition__position")
    return [link.case for link in links if link.case is not None]


def on_case_decided(case: Case) -> None:
    """Close the application when the last of its coalitions has answered; the secretariat is told.

    Called by review, in its transaction, with the application locked before (`lock_of_case`).
    """
    link = ApplicationCoalition.objects.select_related("application").filter(case=case).first()
    if link is None or link.application.state != State.IN_REVIEW or case.decided_at is None:
        return
    others = ApplicationCoalition.objects.filter(application=link.application_id)
    if others.exclude(case__state__in=sorted(OVER)).exists():
        return
    application = move(link.application_id, "close", by=None, now=case.decided_at)
    tell(
        "application_decided_desk",
        to=secretariat_of(application),
        at=case.decided_at,
        forum=application.forum,
        key=f"application.decided:{application.pk}",
        context={**_short(application), "organisation": application.organisation.shown_name},
        url=desk_page(application),
    )


def lock_of_case(case_pk: int) -> None:
    """Lock the application a case belongs to, before the case."""
    link = ApplicationCoalition.objects.filter(case=case_pk).first()
    if link is not None:
        locked(link.application_id)


def prepare(
    pk: int, *, message: str, reasons: Mapping[int, str], by: User, now: datetime
) -> Application:
    """Write what the applicant will read: a message, and for each coalition (case id) its reasons.

    It can be written anew until it is released. Raises Refused: not decided yet, told already, a
    declined coalition or an ineligible application without a reason.
    """
    message = nfc(message).strip()
    with transaction.atomic():
        application = locked(pk)
        demand("application.prepare", application, by, now)
        if application.told_at is not None:
            raise Refused("already_told")
        if application.state == State.INELIGIBLE and not message:
            raise Refused("reason_missing")
        for case in Case.objects.select_for_update().filter(application_link__application=pk):
            case.reason = nfc(reasons.get(case.pk, case.reason)).strip()
            if case.state == CaseState.DECLINED and not case.reason:
                raise Refused("coalition_reason_missing")
            case.save(update_fields=["reason"])
        application.outcome_message = message
        application.prepared_by, application.prepared_at = by, now
        application.save(update_fields=["outcome_message", "prepared_by", "prepared_at"])
    return application


def preview(application: Application) -> list[Preview]:
    """Return the mails that `release` will send, word for word, each in its language."""
    context = context_of(application)
    made = []
    for to in receivers_of(application):
        letter = letters.write(
            VERB,
            language=to.language,
            context=context,
            forum=application.forum,
            name=to.name,
            url=applicant_page(application),
        )
        made.append(Preview(to.name, to.email, letter.language, letter.subject, letter.text))
    return made


def release(pk: int, *, by: User, now: datetime) -> Application:
    """Tell the applicant, once, whoever else releases at the same time; makers are made now.

    What was sealed in the public ledger is opened. Releasing again changes nothing.
    Raises Refused: not decided or not prepared, not the secretariat, own organisation.
    """
    with transaction.atomic():
        application = locked(pk)
        demand("application.release", application, by, now)
        if application.told_at is not None:
            return application
        if application.prepared_at is None:
            raise Refused("outcome_not_prepared")
        cases = cases_of(application)
        application.told_at, application.told_by = now, by
        application.save(update_fields=["told_at", "told_by"])
        _make_makers(application, cases, now)
        _open_in_ledger(application, cases, now, role=Role.SECRETARIAT)
        tell(
            VERB,
            to=receivers_of(application),
            at=now,
            forum=application.forum,
            key=f"application.outcome:{application.pk}",
            context=context_of(application),
            url=applicant_page(application),
        )
        touch(application.forum_id)
    return application


def _make_makers(application: Application, cases: Iterable[Case], now: datetime) -> None:
    for case in cases:
        if case.state == CaseState.ACCEPTED:
            Maker.objects.get_or_create(
                organisation=application.organisation,
                coalition=case.coalition,
                defaults={"forum": application.forum, "since": now},
            )


def _open_in_ledger(
    application: Application, cases: list[Case], now: datetime, *, role: str
) -> None:
    """Say publicly how it went, and open the seals of what had to wait."""
    data: dict[str, Any] = {
        "state": application.state,
        "coalitions": {case.coalition.code: case.state for case in cases},
        "opened": [one for one in (opened_seal(application), *open_seals(cases, now)) if one],
    }
    record(
        "application.released",
        forum=application.forum,
        subject=f"application:{application.pk}",
        at=now,
        role=role,
        data=data,
    )


def receivers_of(application: Application) -> list[Receiver]:
    """Return who is told: the applicant's people, else the organisation's own address."""
    people: list[Receiver] = list(applicants_of(application))
    organisation = application.organisation
    if not people and organisation.contact_email:
        people = [Address(organisation.contact_email, organisation.name, organisation.language)]
    return people


def context_of(application: Application) -> dict[str, Any]:
    """Return what the outcome's text says."""
    cases = cases_of(application)
    return {
        **_short(application),
        "eligible": application.state != State.INELIGIBLE,
        "message": application.outcome_message,
        "accepted": sum(case.state == CaseState.ACCEPTED for case in cases),
        "asked": len(cases),
        "coalitions": [
            {
                "names": case.coalition.names,
                "accepted": case.state == CaseState.ACCEPTED,
                "reason": case.reason,
            }
            for case in cases
        ],
    }


def _short(application: Application) -> dict[str, Any]:
    return {
        "organisation": application.organisation.name,
        "due_on": application.due_on.isoformat() if application.due_on else "",
    }


def applicant_page(application: Application) -> str:
    """Return the applicant's page of the application."""
    return _page("applications:overview", application.forum, application.pk)


def desk_page(application: Application) -> str:
    """Return the secretariat's page of the application."""
    return _page("desk:application", application.forum, application.pk)


def _page(name: str, forum: Forum, pk: int) -> str:
    try:
        return reverse(name, args=[forum.slug, pk])
    except NoReverseMatch:
        return ""
