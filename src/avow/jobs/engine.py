"""Housekeeping of the task engine's own rows.

A worker that is killed leaves its task RUNNING for ever, and the engine never retries. Every task
here only points to a row of ours that holds a lease, and can be run again; so a task that has run
for too long goes back to READY: if its worker is alive after all, the second run finds the lease
and does nothing. After three workers it is FAILED; outbox and jobs ask anew by themselves.
"""

from datetime import datetime, timedelta

from django.db.models import Q
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

STUCK_AFTER = timedelta(minutes=15)
MOST_WORKERS = 3
KEPT = timedelta(days=14)


def reap(now: datetime) -> int:
    """Free the tasks that were RUNNING for too long; return how many."""
    stuck = DBTaskResult.objects.running().filter(started_at__lte=now - STUCK_AFTER)
    freed = 0
    for row in list(stuck.order_by("started_at")[:200]):
        mine = stuck.filter(pk=row.pk, started_at=row.started_at)
        if len(row.worker_ids) < MOST_WORKERS:
            freed += mine.update(status=TaskResultStatus.READY)
        else:
            freed += mine.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path="builtins.TimeoutError",
                traceback="Three workers took this task and none came back.",
            )
    return freed


def prune(now: datetime) -> int:
    """Remove the engine's notes of finished tasks after two weeks; return how many."""
    old = Q(finished_at__lt=now - KEPT)
    return DBTaskResult.objects.finished().filter(old).delete()[0]
