"""Named queries over cycles and reports."""

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Count, Q, Value, When

from avow.progress.states import HANDED_IN, SETTLED, WAITING, CycleState, State

if TYPE_CHECKING:
    from avow.forums.models import Forum
    from avow.people.models import User


class CycleQuerySet(models.QuerySet):  # type: ignore[type-arg]  # generic over a model defined later
    """Cycles in the domain's words."""

    def whole(self) -> Self:
        """Return them with what their dates and rules are read from."""
        return self.select_related("forum", "window")

    def under_way(self) -> Self:
        """Return those that take reports, or are not frozen yet."""
        return self.filter(state__in=[CycleState.OPEN, CycleState.CLOSED])

    def frozen(self) -> Self:
        """Return those in which nothing changes any more."""
        return self.filter(state=CycleState.FROZEN)

    def before(self, forum: "Forum", opens_at: datetime) -> Self:
        """Return a forum's cycles that opened earlier, the last one first."""
        found = self.filter(forum=forum, window__opens_at__lt=opens_at)
        return found.order_by("-window__opens_at")


class ReportQuerySet(models.QuerySet):  # type: ignore[type-arg]  # as above
    """Reports in the domain's words."""

    def whole(self) -> Self:
        """Return them with what their rules are read from."""
        return self.select_related(
            "cycle__forum", "cycle__window", "commitment", "organisation", "revision", "public"
        )

    def waiting_for_maker(self) -> Self:
        """Return those that are not begun, being written, or returned."""
        return self.filter(state__in=sorted(WAITING))

    def unsettled(self) -> Self:
        """Return those neither published nor publicly missing."""
        return self.exclude(state__in=sorted(SETTLED))

    def handed_in(self) -> Self:
        """Return those handed in at least once, whatever the secretariat does with them."""
        return self.filter(state__in=sorted(HANDED_IN))

    def owed(self) -> Self:
        """Return all but those of withdrawn commitments: the whole of a response rate."""
        return self.exclude(state=State.EXCUSED)

    def of_organisations(self, organisations: Collection[int]) -> Self:
        """Return those of these organisations."""
        return self.filter(organisation__in=organisations)

    def of_person(self, user: "User", organisations: Collection[int]) -> Self:
        """Return those of these organisations, and those given to a colleague to write."""
        given = Q(delegate=user, organisation__in=user.representations.values("organisation"))
        return self.filter(Q(organisation__in=organisations) | given)

    def newest_first(self) -> Self:
        """Return them by cycle, the newest first; in each what waits for the maker comes first."""
        waits = Case(When(state__in=sorted(WAITING), then=Value(0)), default=Value(1))
        return self.order_by("-cycle__window__opens_at", waits, "commitment__ref", "pk")

    def silent_organisations(self) -> list[tuple[int, int]]:
        """Return (organisation, how many reports it still owes), by organisation; one query."""
        rows = self.waiting_for_maker().order_by("organisation")
        found = rows.values_list("organisation").annotate(Count("pk"))
        return [(organisation, number) for organisation, number in found]

    def count_of(self) -> dict[str, int]:
        """Return how many are owed, were handed in, and that on time; one query."""
        came = Q(state__in=sorted(HANDED_IN))
        return self.owed().aggregate(
            owed=Count("pk"),
            reported=Count("pk", filter=came),
            on_time=Count("pk", filter=came & Q(is_late=False)),
        )

    def forgivable(self, closes_at: datetime) -> Self:
        """Return those marked late that came before this end of the window."""
        return self.filter(is_late=True, first_submitted_at__lt=closes_at)

    def last_published_before(self, opens_at: datetime) -> Self:
        """Return the published ones of earlier cycles, the last first."""
        found = self.filter(state=State.PUBLISHED, cycle__window__opens_at__lt=opens_at)
        return found.order_by("-cycle__window__opens_at", "-pk")
