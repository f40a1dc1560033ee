"""Named queries over cases."""

from collections.abc import Collection
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models.functions import Coalesce

from avow.people.models import SeatHolder
from avow.review.states import OVER, State

if TYPE_CHECKING:
    from avow.forums.models import Forum
    from avow.people.standing import Standing
    from avow.review.models import Case  # noqa: F401  named in quotes below


class CaseQuerySet(models.QuerySet["Case"]):
    """Cases in the domain's words; the time is an argument."""

    def under_way(self) -> Self:
        """Return the cases nobody has decided yet."""
        return self.exclude(state__in=sorted(OVER))

    def silent_at(self, now: datetime) -> Self:
        """Return the cases whose liaison days are over without an objection."""
        return self.filter(state=State.LIAISON, liaison_until__lte=now)

    def with_counts(self, day: date) -> Self:
        """Add `seats_held`, `seats_out`, `votes_cast`: of the coalition's seats on that day."""
        holders = SeatHolder.objects.on(day).filter(seat__coalition=models.OuterRef("coalition"))
        return self.annotate(
            seats_held=_number_of(holders, "seat__coalition", "seat"),
            seats_out=_number_of(self._beside("recusals"), "case", "pk"),
            votes_cast=_number_of(self._beside("votes"), "case", "pk"),
        )

    def stuck_at(self, now: datetime, day: date) -> Self:
        """Return what the Champions cannot decide: all have voted, or the days are over."""
        everybody = models.Q(votes_cast__gte=models.F("seats_held") - models.F("seats_out"))
        voting = self.with_counts(day).filter(state=State.VALIDATION)
        return voting.filter(everybody | models.Q(validation_until__lte=now))

    def to_vote(self, seats: Collection[int]) -> Self:
        """Return the cases in which one of these seats still has to vote."""
        mine = self.filter(state=State.VALIDATION, coalition__seats__in=seats)
        out = self._beside("recusals").filter(seat__in=seats)
        voted = self._beside("votes").filter(seat__in=seats)
        return mine.exclude(models.Exists(out)).exclude(models.Exists(voted)).distinct()

    def _beside(self, name: str) -> models.QuerySet[Any]:
        from avow.review import models as rows  # noqa: PLC0415  models import this module

        model = {"recusals": rows.Recusal, "votes": rows.Vote}[name]
        return model._default_manager.filter(case=models.OuterRef("pk")).order_by()  # noqa: SLF001

    def not_own(self, standing: "Standing") -> Self:
        """Leave out the cases of organisations somebody represents, as applicant or partner."""
        own = sorted(standing.readable_organisations)
        return self.exclude(organisation__in=own).exclude(partners__in=own) if own else self.all()


def _number_of(rows: models.QuerySet[Any], group: str, what: str) -> Coalesce:
    """Return the number of different `what` of the rows of one `group`, as an expression."""
    counted = rows.order_by().values(group).annotate(number=models.Count(what, distinct=True))
    return Coalesce(models.Subquery(counted.values("number")), 0)


def maker_rows(forum: "Forum") -> "models.QuerySet[Any, Any]":
    """Return who is a maker in which coalition, in the shape the directory asks for."""
    from avow.review.models import Maker  # noqa: PLC0415  models import this module

    makers = Maker.objects.filter(forum=forum).order_by()
    return makers.values("organisation", code=models.F("coalition__code"))
