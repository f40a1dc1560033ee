"""One act on many applications: each in its own transaction, each with its own answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from avow.applications.models import Application
from avow.applications.services import outcome, screening
from avow.forums.models import Forum
from avow.jobs.models import Job
from avow.jobs.services import advance, start
from avow.kernel.lifecycle import Refused
from avow.people.models import User

MOST_AT_ONCE = 20  # releases beyond this run as a job
RELEASE_JOB = "applications.release"


@dataclass(frozen=True, slots=True)
class Row:
    """How one application of a bulk act ended: done, or why not (codes)."""

    pk: int
    name: str
    done: bool
    reasons: tuple[str, ...] = ()


def each(applications: Iterable[Application], act: Callable[[int], Application]) -> list[Row]:
    """Do one act on each application; one that is refused does not stop the others."""
    rows = []
    for application in applications:
        try:
            act(application.pk)
            rows.append(Row(application.pk, application.organisation.shown_name, done=True))
        except Refused as refusal:
            name = application.organisation.shown_name
            rows.append(Row(application.pk, name, done=False, reasons=refusal.reasons))
    return rows


def assign(
    applications: Iterable[Application], to: User | None, *, by: User, now: datetime
) -> list[Row]:
    """Give many to one person, or to nobody."""
    return each(applications, lambda pk: screening.assign(pk, to, by=by, now=now))


def screen(applications: Iterable[Application], *, by: User, now: datetime) -> list[Row]:
    """Begin screening many."""
    return each(applications, lambda pk: screening.screen(pk, by=by, now=now))


def pass_(applications: Iterable[Application], *, by: User, now: datetime) -> list[Row]:
    """Pass those whose checklist is complete to their coalitions."""
    return each(applications, lambda pk: screening.pass_(pk, by=by, now=now))


def prepare(
    applications: Iterable[Application], message: str, *, by: User, now: datetime
) -> list[Row]:
    """Prepare many outcomes with one message; each coalition's reasons stay as they were written.

    A message that was written for one of them already stays, unless a new one is given.
    """

    def act(pk: int) -> Application:
        known = Application.objects.values_list("outcome_message", flat=True).get(pk=pk)
        return outcome.prepare(pk, message=message.strip() or known, reasons={}, by=by, now=now)

    return each(applications, act)


def release(applications: list[Application], *, by: User, now: datetime) -> list[Row]:
    """Release a few outcomes at once."""
    return each(applications, lambda pk: outcome.release(pk, by=by, now=now))


def release_as_job(
    applications: list[Application], forum: Forum, *, by: User, now: datetime
) -> Job:
    """Release many outcomes in the background; the same selection asked for twice is one job."""
    ids = sorted(application.pk for application in applications)
    digest = sha256(",".join(map(str, ids)).encode()).hexdigest()[:16]
    params = {"ids": ids, "by": by.pk, "forum": forum.pk}
    key = f"{forum.slug}:{by.pk}:{digest}"
    return start(RELEASE_JOB, key=key, by=by, params=params, now=now, total=len(ids), forum=forum)


def run_release(job: Job, now: datetime) -> dict[str, Any]:
    """Release the job's outcomes one by one; a job that stopped half way goes on where it was.

    Whoever asked must still be of the secretariat when it runs.
    """
    by = User.objects.get(pk=job.params["by"])
    ids = job.params["ids"]
    refused: list[dict[str, Any]] = []
    for number, pk in enumerate(ids[job.done :], job.done + 1):
        rows = Application.objects.select_related("organisation").filter(
            pk=pk, forum=job.params["forum"]
        )
        refused += [
            {"application": row.pk, "name": row.name, "reasons": list(row.reasons)}
            for row in release(list(rows), by=by, now=now)
            if not row.done
        ]
        advance(job, number)
    return {"released": len(ids) - len(refused), "refused": refused}
