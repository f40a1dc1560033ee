"""Start long work, run it once, tell how far it is."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from avow.forums.models import Forum
from avow.jobs.models import Job
from avow.jobs.registry import runner_of
from avow.jobs.states import JobState
from avow.kernel import words
from avow.kernel.account import Account
from avow.kernel.lifecycle import Refused

logger = logging.getLogger(__name__)
LEASE = timedelta(minutes=5)  # a batch between two `advance` must take less
MOST_ATTEMPTS = 5


class JobFailed(Exception):
    """Raised by a runner to stop for good; its text is shown to the person who waits."""


class LeaseLost(Exception):
    """The job was cancelled, or another worker has taken it over: stop and write nothing more."""


def start(
    kind: str,
    *,
    key: str,
    by: Account | None,
    params: Mapping[str, Any],
    now: datetime,
    total: int | None = None,
    forum: Forum | None = None,
) -> Job:
    """Ask for a job and return its row, in the caller's transaction.

    While one of the same kind and key is waiting or running, that one is returned: a double click
    finds the first. `params` are plain JSON.
    """
    opened = Job.objects.unfinished().filter(kind=kind, key=key)
    for _attempt in range(3):
        job = opened.first()
        if job is not None:
            return job
        try:
            with transaction.atomic():
                return _made(
                    kind,
                    key=key,
                    by_id=by.pk if by else None,
                    params=params,
                    now=now,
                    total=total,
                    forum=forum,
                )
        except IntegrityError:
            continue  # somebody else was quicker; theirs may even have finished meanwhile
    return opened.get()


def _made(kind: str, *, params: Mapping[str, Any], now: datetime, **fields: Any) -> Job:
    """Return a new row, with a worker asked to run it. Raises IntegrityError if one is open."""
    job = Job.objects.create(
        kind=kind, params=dict(params), created_at=now, lease_until=now + LEASE, **fields
    )
    _enqueue(job.pk)
    return job


def _enqueue(pk: int) -> None:
    """Ask a worker to run the job; the request is a row of this transaction."""
    from avow.jobs.tasks import work  # noqa: PLC0415  tasks call services, and this one task back

    work.enqueue(pk)


def run(pk: int, now: datetime, clock: Callable[[], datetime] | None = None) -> bool:
    """Run a job unless somebody else has it or it is finished; return whether we ran it.

    The runner goes on from `job.done`, so a job whose worker was killed resumes. `clock` renews the
    lease with each `advance`. Whatever the runner raises ends the job with words for the reader.
    """
    job = _take(pk, now)
    if job is None:
        return False
    job.clock = clock
    try:
        result = runner_of(job.kind)(job, now)
        if job.state == JobState.RUNNING:
            finish(job, result or {})
    except LeaseLost:
        logger.warning("job %s was taken over or cancelled", pk)
    except JobFailed as error:
        fail(job, str(error))
    except Refused as error:
        fail(job, " ".join(words.sentences(error.reasons)))
    except Exception:
        logger.exception("job %s (%s) broke", pk, job.kind)
        fail(
            job,
            _("Something went wrong on our side. Nothing you did is lost; please start it again."),
        )
    return True


def _take(pk: int, now: datetime) -> Job | None:
    """Return the job, now ours under a lease, or None if it is not to be had."""
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        job = Job.objects.to_run(now).select_for_update(skip_locked=skip).filter(pk=pk).first()
        if job is None:
            return None
        if job.attempts >= MOST_ATTEMPTS:
            job.state, job.finished_at, job.lease_until = JobState.FAILED, now, None
            job.error = _(
                "This stopped half way several times. Please ask the operator to look at it."
            )
            job.save(update_fields=["state", "finished_at", "lease_until", "error"])
            return None
        job.state, job.lease_until = JobState.RUNNING, now + LEASE
        job.attempts += 1
        job.started_at = job.started_at or now
        job.save(update_fields=["state", "lease_until", "attempts", "started_at"])
    return job


def advance(job: Job, done: int, note: str = "", *, total: int | None = None) -> None:
    """Write how far the job is and renew its lease: after each batch, in its transaction.

    Raises LeaseLost when the job was cancelled or taken over, so that the batch is rolled back.
    """
    changes: dict[str, Any] = {"done": done, "note": note[:250]}
    if total is not None:
        changes["total"] = total
    if job.clock is not None:
        changes["lease_until"] = job.clock() + LEASE
    _write(job, changes)


def finish(job: Job, result: Mapping[str, Any]) -> None:
    """End the job with its result, as plain JSON. Raises LeaseLost as `advance` does."""
    _write(job, {"state": JobState.DONE, "result": dict(result), **_ended(job)})


def fail(job: Job, error: str) -> None:
    """End the job with words for the person who waits. One we no longer hold stays as it is."""
    try:
        _write(job, {"state": JobState.FAILED, "error": error, **_ended(job)})
    except LeaseLost:
        logger.warning("job %s was taken over before it failed here", job.pk)


def cancel(job: Job, *, now: datetime) -> bool:
    """Stop a job that has not ended; its worker notices at its next step. Return whether it did."""
    stopped = Job.objects.unfinished().filter(pk=job.pk)
    return bool(stopped.update(state=JobState.CANCELLED, finished_at=now, lease_until=None))


def resume_due(now: datetime) -> int:
    """Ask again for the jobs whose worker died or whose request was lost; return how many."""
    asked = 0
    for pk in list(Job.objects.forgotten(now).values_list("pk", flat=True)[:100]):
        with transaction.atomic():
            mine = Job.objects.forgotten(now).filter(pk=pk)
            if mine.update(state=JobState.WAITING, lease_until=now + LEASE):
                _enqueue(pk)
                asked += 1
    return asked


def _ended(job: Job) -> dict[str, Any]:
    """Return the fields every end sets. Without a clock, the job ends when it started."""
    at = job.clock() if job.clock else (job.started_at or job.created_at)
    return {"finished_at": at, "lease_until": None}


def _write(job: Job, changes: Mapping[str, Any]) -> None:
    """Write these fields if the job is still ours in this very attempt. Raises LeaseLost."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)
    if not mine.update(**changes):
        raise LeaseLost(str(job.pk))
    for name, value in changes.items():
        setattr(job, name, value)
