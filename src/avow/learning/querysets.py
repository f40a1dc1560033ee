"""Named queries over good practices."""

from collections.abc import Collection
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from avow.commitments.states import PUBLIC
from avow.directory.search.normalise import needle_of
from avow.learning.states import Facet, State

if TYPE_CHECKING:
    from avow.forums.models import Forum

NAMED = Q(
    report__organisation__is_protected=False,
    report__commitment__organisation__is_protected=False,
)


class PracticeQuerySet(models.QuerySet):  # type: ignore[type-arg]  # its model is not known yet
    """Good practices in the domain's words."""

    def whole(self) -> Self:
        """Return them with what their rules and pages are read from."""
        return self.select_related(
            "forum",
            "public",
            "source",
            "report__public",
            "report__cycle__forum",
            "report__cycle__window",
            "report__organisation",
            "report__commitment__organisation",
            "report__commitment__public",
        )

    def shown(self, forum: "Forum | int") -> Self:
        """Return those that everybody reads, the newest first; none of withdrawn commitments."""
        rows = self.filter(forum=forum, public__isnull=False)
        rows = rows.filter(report__commitment__state__in=sorted(PUBLIC))
        return rows.order_by("-published_at", "-pk")

    def named(self) -> Self:
        """Return those whose maker may be named; of others no place is public either."""
        return self.filter(NAMED)

    def marked(self, facet: str, values: Collection[str]) -> Self:
        """Return those with one of these marks; by country none whose maker is protected."""
        rows = self.named() if facet == Facet.COUNTRY else self
        marked = self.model._default_manager.filter(  # noqa: SLF001  documented API
            marks__facet=facet, marks__value__in=list(values)
        )
        return rows.filter(pk__in=marked.values("pk"))

    def saying(self, question: str) -> Self:
        """Return those whose public words hold all that is asked for."""
        rows = self
        for term in needle_of(question):
            said = models.Q(searched__contains=f" {' '.join(term.words)} ")
            if term.start:
                said |= models.Q(searched__contains=f" {term.start}")
            rows = rows.filter(said)
        return rows

    def for_desk(self, state: str = "") -> Self:
        """Return those of the desk's list, the newest first; of one state if it is known."""
        asked = self.model._default_manager.filter(  # noqa: SLF001  documented API
            pk=models.OuterRef("pk"), wordings__isnull=False
        )
        rows = self.annotate(asked_once=models.Exists(asked)).order_by("-taken_at", "-pk")
        return rows.filter(state=state) if state in State.values else rows

    def of_organisations(self, organisations: Collection[int]) -> Self:
        """Return those of these makers that they were told of, those to answer first."""
        first = models.Case(models.When(state=State.ASKED, then=0), default=1)
        rows = self.filter(report__organisation__in=organisations, wordings__isnull=False)
        return rows.distinct().order_by(first, "-taken_at", "-pk")
