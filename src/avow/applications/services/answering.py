"""Answer a question of the secretariat, or of a coalition, and set the clock right."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import get_language

from avow.applications import rules
from avow.applications.models import Application
from avow.applications.services.moving import locked, move
from avow.applications.services.submitting import record_undertakings
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.models import User
from avow.review.models import Case, Clarification
from avow.review.services import answer as answer_in_review
from avow.review.states import OVER


def answer(
    pk: int,
    *,
    text: str,
    by: User,
    now: datetime,
    seen_state: str | None = None,
    language: str = "",
) -> Application:
    """Answer what the secretariat asked; the answers that were changed meanwhile are frozen again.

    Raises Refused: no words, something is missing now, or nothing is asked (any more).
    """
    text = nfc(text).strip()
    with transaction.atomic():
        application = move(pk, "answer", by=by, now=now, seen_state=seen_state)
        if not text:
            raise Refused("answer_words_missing")
        application.clarifications.filter(answered_at=None).update(
            answer=text, answered_by=by, answered_at=now
        )
        record_undertakings(application, by, now, language or get_language() or "en")
        recount(application, now)
    return application


def answer_case(pk: int, *, text: str, by: User, now: datetime) -> Case:
    """Answer what a coalition asked in its case, whatever the case is about. Raises Refused."""
    if not nfc(text).strip():
        raise Refused("answer_words_missing")
    with transaction.atomic():
        case = answer_in_review(pk, text=text, by=by, now=now)
        link = getattr(case, "application_link", None)
        if link is not None:
            recount(locked(link.application_id), now)
    return case


def rounds_of(application: Application) -> list[tuple[datetime, datetime]]:
    """Return (asked, answered) of every answered question, the secretariat's and coalitions'."""
    asked = Clarification.objects.filter(answered_at__isnull=False)
    mine = asked.filter(applications=application) | asked.filter(
        case__application_link__application=application
    )
    rows = mine.distinct().values_list("asked_at", "answered_at")
    return [(begun, ended) for begun, ended in rows if ended is not None]


def recount(application: Application, now: datetime) -> None:
    """Move the due date, and the cases', on by the days waited where the pack stops the clock."""
    stops = application.forum.settings.review.clarification_stops_clock
    if not stops or application.submitted_at is None or application.promise_days is None:
        return
    zone = application.forum.zone
    waited = rules.days_waited(rounds_of(application), zone)
    due = rules.due_date(application.submitted_at, zone, application.promise_days, waited)
    if due == application.due_on:
        return
    application.due_on = due
    application.save(update_fields=["due_on"])
    open_cases = Case.objects.filter(application_link__application=application)
    open_cases.exclude(state__in=sorted(OVER)).update(due_on=due)
    record(
        "application.due_moved",
        forum=application.forum,
        subject=f"application:{application.pk}",
        at=now,
        data={"due_on": str(due), "days_waited": waited},
    )
