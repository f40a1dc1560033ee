"""Named queries over needs, offers and matches."""

from collections.abc import Collection
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from avow.learning.states import MATCH_OPEN, HelpState, MatchState


class HelpQuerySet(models.QuerySet):  # type: ignore[type-arg]  # its model is not known yet
    """Needs, or offers, in the domain's words."""

    def open(self) -> Self:
        """Return those that are neither closed nor lapsed."""
        return self.filter(state=HelpState.OPEN)

    def over_on(self, day: date) -> Self:
        """Return the open ones whose last day is over."""
        return self.open().filter(until__lt=day)


class MatchQuerySet(models.QuerySet):  # type: ignore[type-arg]  # as above
    """Matches in the domain's words."""

    def whole(self) -> Self:
        """Return them with what their rules and pages are read from."""
        return self.select_related("forum", "need__organisation", "offer__organisation")

    def pending(self) -> Self:
        """Return those that wait for a side."""
        return self.filter(state__in=sorted(MATCH_OPEN))

    def known(self) -> Self:
        """Return those after which the two are not asked about each other again."""
        return self.filter(state__in=[MatchState.INTRODUCED, MatchState.DECLINED])

    def of_organisations(self, organisations: Collection[int]) -> Self:
        """Return those that one of these is a side of, those to answer first."""
        first = models.Case(
            models.When(state__in=sorted(MATCH_OPEN), then=0),
            models.When(state=MatchState.INTRODUCED, then=1),
            default=2,
        )
        sides = Q(need__organisation__in=organisations) | Q(offer__organisation__in=organisations)
        return self.filter(sides).order_by(first, "-suggested_at", "-pk")
