"""Named queries over participants."""

from datetime import datetime
from typing import Self

from django.db import models


class ParticipantQuerySet(models.QuerySet):  # type: ignore[type-arg]
    """Participants in the domain's words."""

    def at(self, email: str) -> Self:
        """Return those at an address, in whatever case it was typed."""
        return self.filter(email__iexact=email.strip())

    def confirmed(self) -> Self:
        """Return those whose address is known to be theirs."""
        return self.filter(confirmed_at__isnull=False)

    def welcome(self) -> Self:
        """Return the confirmed ones who are not blocked."""
        return self.confirmed().filter(blocked_at__isnull=True)

    def never_confirmed(self, before: datetime) -> Self:
        """Return those whose link ran out before a time without being followed."""
        return self.filter(confirmed_at__isnull=True, token_expires_at__lt=before)
