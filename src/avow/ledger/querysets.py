"""Named queries over the ledger."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Self

from django.db import models

from avow.forums.models import Forum

if TYPE_CHECKING:
    from avow.ledger.models import Entry


class EntryQuerySet(models.QuerySet["Entry"]):
    """Entries in the domain's words."""

    def of_forum(self, forum: Forum) -> Self:
        """Return the entries of one forum, the newest first."""
        return self.filter(forum=forum).order_by("-seq")

    def about(self, subject: str) -> Self:
        """Return the entries about one subject, the newest first."""
        return self.filter(subject=subject).order_by("-seq")

    def walk(self, *, up_to: int, step: int = 1000) -> Iterator["Entry"]:
        """Yield entries 1 … `up_to` in order, `step` at a time: constant memory for any length."""
        last = 0
        while True:
            batch = list(self.filter(seq__gt=last, seq__lte=up_to).order_by("seq")[:step])
            yield from batch
            if len(batch) < step:
                return
            last = batch[-1].seq
