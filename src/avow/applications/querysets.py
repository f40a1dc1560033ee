"""Named queries over applications."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from avow.applications.states import OVER, TO_BE_TOLD, State

if TYPE_CHECKING:
    from avow.people.models import User


class ApplicationQuerySet(models.QuerySet):  # type: ignore[type-arg]  # its model is defined later
    """Applications in the domain's words; the day is an argument."""

    def of_user(self, user: "User | AnonymousUser") -> Self:
        """Return those of the organisations somebody represents, to read or to act for."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(organisation__representations__user=user)

    def for_list(self) -> Self:
        """Return them with what a row of a list shows, newest first."""
        return (
            self.select_related("organisation", "forum")
            .prefetch_related("coalitions__coalition", "coalitions__case")
            .order_by("-created_at", "-pk")
        )

    def handed_in(self) -> Self:
        """Return what the secretariat may see."""
        return self.exclude(state=State.DRAFT)

    def undecided(self) -> Self:
        """Return the applications that nobody has answered yet."""
        return self.exclude(state__in=sorted(OVER))

    def waiting_to_be_told(self) -> Self:
        """Return those with an outcome that the applicant does not know yet."""
        return self.filter(state__in=sorted(TO_BE_TOLD), told_at=None)

    def late_on(self, day: date) -> Self:
        """Return those whose applicant should have been told before `day`."""
        return self.filter(due_on__lt=day, told_at=None).exclude(
            state__in=[State.DRAFT, State.WITHDRAWN]
        )
