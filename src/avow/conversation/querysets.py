"""Named queries over posts."""

from typing import Any, Self

from django.db import models

from avow.moderation.states import State

SHOWN = [State.VISIBLE, State.REMOVED]


class PostQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Posts in the domain's words."""

    def public(self) -> Self:
        """Return those that everybody reads; of a removed one, that it was removed."""
        return self.filter(text__state__in=SHOWN)

    def standing(self) -> Self:
        """Return the public ones, and those whose place is kept for the public replies below."""
        posts: models.QuerySet[Any] = models.QuerySet(self.model)
        replies = posts.filter(parent=models.OuterRef("pk"))
        answered = models.Exists(replies.filter(text__state__in=SHOWN))
        return self.filter(models.Q(text__state__in=SHOWN) | answered)

    def visible(self) -> Self:
        """Return those whose words everybody reads."""
        return self.filter(text__state=State.VISIBLE)
