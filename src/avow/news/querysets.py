"""Named queries over news."""

from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q

from avow.news.states import State


class UpdateQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Updates in the domain's words."""

    def public(self) -> Self:
        """Return those that everybody reads, the newest first."""
        return self.filter(state=State.PUBLISHED).order_by("-published_at", "-pk")

    def due(self, now: datetime) -> Self:
        """Return those whose planned time has come; a translation waits for what it translates."""
        due = self.filter(state=State.SCHEDULED, publish_at__lte=now)
        return due.filter(Q(translation_of=None) | Q(translation_of__state=State.PUBLISHED))

    def in_language(self, language: str) -> Self:
        """Return each update once: translated into this language if it was, else as written."""
        translated = self.filter(language=language, translation_of__isnull=False).order_by()
        return self.filter(
            Q(translation_of=None) & ~Q(pk__in=translated.values("translation_of"))
            | Q(pk__in=translated.values("pk"))
        )

    def about(self, coalition: int | None) -> Self:
        """Return those of a coalition, and those of the whole forum; all without one."""
        if coalition is None:
            return self
        return self.filter(Q(coalition=coalition) | Q(coalition=None))
