"""Named queries over posts."""

from typing import Self

from django.db import models

from avow.moderation.states import State

SHOWN = [State.VISIBLE, State.REMOVED]


class PostQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Posts in the domain's words."""

    def public(self) -> Self:
        """Return those that everybody reads; of a removed one, that it was removed."""
        return self.filter(text__state__in=SHOWN)

    def visible(self) -> Self:
        """Return those whose words everybody reads."""
        return self.filter(text__state=State.VISIBLE)
