"""Remind the secretariat of the promise: on the pack's days before it, and when it is broken."""

from datetime import datetime

from avow.applications.models import Application
from avow.applications.services.moving import secretariat_of
from avow.applications.services.outcome import desk_page
from avow.applications.states import State
from avow.kernel.clock import day_of
from avow.notices.services import tell
from avow.people.models import User
from avow.review.rules import reminder_stage


def remind_secretariat(now: datetime) -> int:
    """Tell whoever an application is assigned to, else the whole secretariat; once for each stage.

    The clock runs until the applicant is told: a decided application is reminded of too.
    """
    told = 0
    waiting = Application.objects.filter(told_at=None, due_on__isnull=False)
    waiting = waiting.exclude(state__in=[State.DRAFT, State.WITHDRAWN])
    rows = waiting.select_related("forum", "organisation", "assigned_to").order_by("due_on", "pk")
    for application in rows.iterator(chunk_size=500):
        told += _remind(application, now)
    return told


def _remind(application: Application, now: datetime) -> int:
    forum = application.forum
    today = day_of(now, forum.zone)
    due_on, since = application.due_on, application.submitted_at
    if due_on is None or since is None:
        return 0
    days = forum.settings.review.reminder_days
    stage = reminder_stage(due_on, today, days, day_of(since, forum.zone))
    if stage is None:
        return 0
    return tell(
        "application_due",
        to=_responsible(application),
        at=now,
        forum=forum,
        key=f"application.due:{application.pk}:{due_on.isoformat()}:{stage}",
        context={
            "organisation": application.organisation.shown_name,
            "due_on": due_on.isoformat(),
            "late": stage < 0,
            "decided": application.state in {State.DECIDED, State.INELIGIBLE},
        },
        url=desk_page(application),
    )


def _responsible(application: Application) -> list[User]:
    everybody = secretariat_of(application)
    mine = [user for user in everybody if user.pk == application.assigned_to_id]
    return mine or everybody
