"""Named queries over a forum's structure."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models.functions import Now


class ActionQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Actions in the domain's words."""

    def current(self) -> Self:
        """Return those of the plan as it is now, to which a commitment may be made."""
        return self.filter(retired_at__isnull=True)

    def with_successors(self) -> Self:
        """Return them with their coalition and what took their place, for `living`."""
        after = self.model.objects.select_related("coalition")
        return self.select_related("coalition").prefetch_related(
            models.Prefetch("successors", after)
        )


class WindowQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Windows in the domain's words; the time is an argument."""

    def of_kind(self, kind: str) -> Self:
        """Return the windows of one kind, in order."""
        return self.filter(kind=kind).order_by("opens_at")

    def open_at(self, now: datetime | Now) -> Self:
        """Return the windows open to everybody at `now`."""
        return self.filter(opens_at__lte=now, closes_at__gt=now)
