"""Named queries over cases."""

from datetime import datetime
from typing import Self

from django.db import models

from avow.review.states import OVER, State


class CaseQuerySet(models.QuerySet):  # type: ignore[type-arg]  generic over a model defined later
    """Cases in the domain's words; the time is an argument."""

    def under_way(self) -> Self:
        """Return the cases nobody has decided yet."""
        return self.exclude(state__in=sorted(OVER))

    def silent_at(self, now: datetime) -> Self:
        """Return the cases whose liaison days are over without an objection."""
        return self.filter(state=State.LIAISON, liaison_until__lte=now)
