"""Named queries over what people follow."""

from datetime import datetime
from typing import Self

from django.db import models

from avow.participants.models import Participant


class FollowQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Followed things in the domain's words."""

    def of(self, participant: Participant) -> Self:
        """Return what somebody follows, the newest first: their own alone."""
        rows = self.filter(follower__participant=participant.pk, confirmed_at__isnull=False)
        return rows.select_related("organisation").order_by("-created_at", "-pk")

    def counting(self) -> Self:
        """Return those of people whose address is known to be theirs."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self) -> Self:
        """Return those that wait for their address to be confirmed."""
        return self.filter(confirmed_at=None)

    def due(self, now: datetime) -> Self:
        """Return those to look at."""
        return self.filter(due_at__lte=now)
