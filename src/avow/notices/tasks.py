"""What the worker does for the outbox."""

from django.utils import timezone
from django_tasks import task

from avow.notices import delivery


@task()
def deliver(ids: list[int]) -> int:
    """Send these mails if they are still to be sent. Safe to run again."""
    return delivery.deliver(ids, timezone.now())
