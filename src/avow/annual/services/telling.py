"""Tell those who owed a report, and the Champions, that the annual report is out; once."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from avow.annual.models import AnnualReport
from avow.jobs.models import Job
from avow.jobs.registry import runner
from avow.jobs.services import advance, start
from avow.kernel.clock import day_of
from avow.notices.services import tell
from avow.people.links import link
from avow.people.models import SeatHolder, User
from avow.people.querysets import ACTING
from avow.progress.models import Report
from avow.progress.states import State

KIND, VERB = "annual.tell", "annual.published"
BATCH = 100


def ask_to_tell(report: AnnualReport, now: datetime) -> Job:
    """Ask the worker to tell everybody whom a published report concerns; twice is once."""
    params = {"report": report.pk}
    key = f"{KIND}:{report.pk}"
    return start(KIND, key=key, by=None, params=params, now=now, forum=report.forum)


def readers(report: AnnualReport, now: datetime) -> QuerySet[User]:
    """Return who acts for an organisation that owed a report in the cycle, or for a Champion."""
    owed = Report.objects.filter(cycle=report.cycle_id).exclude(state=State.EXCUSED)
    seats = SeatHolder.objects.on(day_of(now, report.forum.zone))
    champions = seats.filter(seat__coalition__forum=report.forum_id)
    organisations = Q(representations__organisation__in=owed.values("organisation"))
    organisations |= Q(representations__organisation__in=champions.values("organisation"))
    rows: QuerySet[User] = User.objects.filter(
        organisations, is_active=True, representations__role__in=ACTING
    )
    return rows.distinct().order_by("pk")


@runner(KIND)
def run(job: Job, now: datetime) -> dict[str, Any]:
    """Tell them in batches; a mail is keyed by report and person, so none goes twice."""
    rows = AnnualReport.objects.select_related("forum")
    report = rows.get(pk=job.params["report"])
    people = readers(report, now)
    done = told = last = 0
    while batch := list(people.filter(pk__gt=last)[:BATCH]):
        last = batch[-1].pk
        with transaction.atomic():
            told += tell(
                VERB,
                to=batch,
                at=now,
                forum=report.forum,
                key=f"{VERB}:{report.pk}",
                context={"year": str(report.year)},
                url=f"{link('forum:home', report.forum)}reports/{report.year}/",
            )
            done += len(batch)
            advance(job, done)
    return {"mails": told}
