"""Named queries over cases."""

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from avow.review.states import OVER, State

if TYPE_CHECKING:
    from avow.forums.models import Forum
    from avow.people.standing import Standing


class CaseQuerySet(models.QuerySet):  # type: ignore[type-arg]  generic over a model defined later
    """Cases in the domain's words; the time is an argument."""

    def under_way(self) -> Self:
        """Return the cases nobody has decided yet."""
        return self.exclude(state__in=sorted(OVER))

    def silent_at(self, now: datetime) -> Self:
        """Return the cases whose liaison days are over without an objection."""
        return self.filter(state=State.LIAISON, liaison_until__lte=now)

    def not_own(self, standing: "Standing") -> Self:
        """Leave out the cases of organisations that somebody represents, or that name them as partner."""
        own = sorted(standing.readable_organisations)
        return self.exclude(organisation__in=own).exclude(partners__in=own) if own else self.all()


def maker_rows(forum: "Forum") -> models.QuerySet[Any, dict[str, object]]:
    """Return who was accepted as a maker in which coalition, in the shape the directory asks for."""
    from avow.review.models import Maker  # noqa: PLC0415  models import this module

    makers = Maker.objects.filter(forum=forum).order_by()
    return makers.values("organisation", code=models.F("coalition__code"))
