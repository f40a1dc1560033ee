"""Long work: one row per import, export or batch."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from avow.forums.models import Forum
from avow.jobs.querysets import JobQuerySet
from avow.jobs.states import JobState


class Job(models.Model):
    """One piece of long work and how far it is. The row is the truth; a worker only runs it.

    `lease_until` is, while it waits, when to ask a worker again; while it runs, until when its
    worker counts as alive. `attempts` numbers the runs: a worker that lost its lease can write
    nothing more.
    """

    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    state = models.CharField(max_length=9, choices=JobState, default=JobState.WAITING)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(null=True)
    note = models.CharField(max_length=250, blank=True)
    params = models.JSONField(default=dict)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)  # in words for the person who waits
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="jobs"
    )
    forum = models.ForeignKey(Forum, models.PROTECT, null=True, related_name="jobs")
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = JobQuerySet.as_manager()
    clock: Callable[[], datetime] | None = None  # the running worker's, to renew its lease with

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                name="job_open_once",
                fields=["kind", "key"],
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
            ),
            models.CheckConstraint(name="job_state_known", condition=Q(state__in=JobState.values)),
            models.CheckConstraint(
                name="job_finished_is_dated",
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING], finished_at=None)
                | (
                    Q(state__in=[JobState.DONE, JobState.FAILED, JobState.CANCELLED])
                    & Q(finished_at__isnull=False)
                ),
            ),
        ]
        indexes = [
            # resume_due: a short list beside all finished jobs
            models.Index(
                name="job_unfinished",
                fields=["lease_until"],
                condition=Q(state__in=[JobState.WAITING, JobState.RUNNING]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.state})"

    @property
    def is_finished(self) -> bool:
        """Return whether nothing more will happen."""
        return self.state not in {JobState.WAITING, JobState.RUNNING}

    @property
    def percent(self) -> int | None:
        """Return how much is done, or None when nobody knows how much there is."""
        return min(100, self.done * 100 // self.total) if self.total else None


class DueRun(models.Model):
    """The last slot in which a kind of due work was run, by whichever machine came first."""

    name = models.CharField(max_length=80, unique=True)
    slot = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)  # set while it runs
    finished_at = models.DateTimeField(null=True)
    count = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
