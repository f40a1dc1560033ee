"""Named queries over jobs."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from avow.jobs.states import JobState

if TYPE_CHECKING:
    from avow.jobs.models import Job  # noqa: F401  named below


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs in the domain's words."""

    def unfinished(self) -> Self:
        """Return the jobs that still want to run or are running."""
        return self.filter(state__in=[JobState.WAITING, JobState.RUNNING])

    def to_run(self, now: datetime) -> Self:
        """Return the jobs that may be taken: nobody has them, or whoever had them is gone."""
        return self.filter(
            Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lte=now)
        )

    def forgotten(self, now: datetime) -> Self:
        """Return the jobs whose worker died, or whose request for one was lost."""
        return self.unfinished().filter(lease_until__lte=now)
