"""Named queries over versions of plans."""

from datetime import datetime
from typing import Self

from django.db import models

from avow.blueprints.states import VersionState


class VersionQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Versions in the domain's words."""

    def public(self) -> Self:
        """Return those that everybody may read, the newest first."""
        return self.filter(state=VersionState.PUBLISHED).order_by("-number")

    def due(self, now: datetime) -> Self:
        """Return those whose planned time has come."""
        return self.filter(state=VersionState.SCHEDULED, publish_at__lte=now)
