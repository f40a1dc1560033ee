"""Named queries over comments."""

from typing import Self

from django.db import models

from avow.moderation.states import State


class CommentQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Comments in the domain's words."""

    def public(self) -> Self:
        """Return those that everybody reads; of a removed one, that it was removed."""
        return self.filter(text__state__in=[State.VISIBLE, State.REMOVED])

    def visible(self) -> Self:
        """Return those whose words everybody reads."""
        return self.filter(text__state=State.VISIBLE)

    def unanswered(self) -> Self:
        """Return those that wait for an answer."""
        return self.visible().filter(answer__isnull=True)
