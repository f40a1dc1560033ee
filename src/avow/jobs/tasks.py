"""What the worker does for long work."""

from django.utils import timezone
from django_tasks import task

from avow.jobs import services


@task()
def work(job_id: int) -> bool:
    """Run this job if it is still to be run. Safe to run again."""
    return services.run(job_id, timezone.now(), timezone.now)
