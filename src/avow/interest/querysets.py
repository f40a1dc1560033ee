"""Named queries over interest."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models

from avow.interest.states import OPEN, State
from avow.people.personal import GONE

if TYPE_CHECKING:
    from avow.interest.models import Interest  # noqa: F401  named in quotes below


class InterestQuerySet(models.QuerySet["Interest"]):
    """Interest in the domain's words; the time is an argument."""

    def confirmed(self) -> Self:
        """Return what the secretariat sees: whoever wrote it owns the address."""
        return self.exclude(state=State.UNCONFIRMED)

    def to_invite(self) -> Self:
        """Return those who wait for the opening of applications and can still be written to."""
        return self.filter(state=State.RECEIVED).exclude(email__endswith=f"@{GONE}")

    def open(self) -> Self:
        """Return those who may still apply."""
        return self.filter(state__in=sorted(OPEN))

    def forgotten(self, before: datetime) -> Self:
        """Return those whose link nobody followed: their address is not ours to keep."""
        return self.filter(state=State.UNCONFIRMED, received_at__lt=before)
