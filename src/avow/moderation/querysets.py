"""Named queries over what the public wrote."""

from typing import Any, Self

from django.db import models

from avow.moderation.states import State


class PublicTextQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Texts in the domain's words."""

    def visible(self) -> Self:
        """Return those that everybody reads."""
        return self.filter(state=State.VISIBLE)

    def waiting(self) -> Self:
        """Return those that a moderator should look at: held, reported, or with an open appeal."""
        every: models.QuerySet[Any] = models.QuerySet(self.model).order_by()
        appealed = every.filter(appeals__isnull=False, appeals__answered_at=None).values("pk")
        return self.filter(
            models.Q(state=State.HELD) | models.Q(open_reports__gt=0) | models.Q(pk__in=appealed)
        )
