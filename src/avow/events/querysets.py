"""Named queries over events and registrations."""

from datetime import datetime
from typing import Self

from django.db import models

from avow.events.states import Place, State


class EventQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Events in the domain's words."""

    def public(self) -> Self:
        """Return those that everybody sees, cancelled ones too."""
        return self.exclude(state=State.DRAFT)

    def upcoming(self, now: datetime) -> Self:
        """Return those that are not over, the next first."""
        return self.public().filter(ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> Self:
        """Return those that are over, the last first."""
        return self.public().filter(ends_at__lte=now).order_by("-starts_at", "-pk")

    def main_held(self, now: datetime) -> Self:
        """Return the main events that took place."""
        return self.filter(state=State.PUBLISHED, is_main=True, ends_at__lte=now)


class RegistrationQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Registrations in the domain's words."""

    def seated(self) -> Self:
        """Return those with a place."""
        return self.filter(state=Place.REGISTERED)

    def waiting(self) -> Self:
        """Return those on the waiting list, the first first."""
        return self.filter(state=Place.WAITING).order_by("queued_at", "pk")
