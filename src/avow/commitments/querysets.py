"""Named queries over commitments."""

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from avow.commitments.states import HANDED_IN, PUBLIC, CoMakerState, State
from avow.people.models import SeatHolder
from avow.review.states import UNDER_WAY
from avow.review.states import State as CaseState

if TYPE_CHECKING:
    from avow.forums.models import Forum
    from avow.people.models import Organisation, User


class CommitmentQuerySet(models.QuerySet):  # type: ignore[type-arg]  # generic over a model defined later
    """Commitments in the domain's words."""

    def of_organisations(self, organisations: Collection[int]) -> Self:
        """Return those of these organisations, whatever their state."""
        return self.filter(organisation__in=organisations)

    def untouched_drafts(self, forum: "Forum", organisation: "Organisation", user: "User") -> Self:
        """Return the user's drafts for the organisation in which not a word is written yet."""
        drafts = self.filter(
            forum=forum, organisation=organisation, created_by=user, state=State.DRAFT
        )
        return drafts.filter(sheet__answers=None, sheet__rows=None).order_by("pk")

    def with_titles(self) -> Self:
        """Add `written_title`, the title as it stands in the sheet; a draft has no other."""
        answer = apps.get_model("answers", "Answer")
        title = answer._default_manager.filter(  # noqa: SLF001  Django's documented name
            sheet=OuterRef("sheet"), scope="", key="title"
        ).values("value")[:1]
        return self.annotate(written_title=Subquery(title))

    def handed_in(self) -> Self:
        """Return all but drafts: what others than the maker may know of."""
        return self.filter(state__in=sorted(HANDED_IN))

    def begun_from_example(self) -> Self:
        """Return those that began with an example and were handed in, whatever became of them.

        A draft that was withdrawn before anybody else saw it was never handed in.
        """
        return self.handed_in().filter(started_from__isnull=False, submitted_at__isnull=False)

    def untouched_from(
        self, example_pk: int, organisation: "Organisation", user: "User", language: str
    ) -> Self:
        """Return the user's drafts from an example that say nothing but what it says."""
        drafts = self.filter(
            started_from=example_pk,
            organisation=organisation,
            created_by=user,
            state=State.DRAFT,
            sheet__language=language,
        )
        changed = drafts.filter(
            Q(sheet__answers__updated_at__gt=F("created_at"))
            | Q(sheet__rows__added_at__gt=F("created_at"))
            | Q(sheet__rows__removed_at__isnull=False)
        )
        return drafts.exclude(pk__in=changed.values("pk")).order_by("pk")

    def shown(self) -> Self:
        """Return those the public sees."""
        return self.filter(state__in=sorted(PUBLIC))

    def with_terms(self) -> Self:
        """Return them with what the rules of terms ask of each; one query more."""
        return self.select_related("public", "renewed_by").prefetch_related("public__actions")

    def running(self) -> Self:
        """Return those whose term the calendar still ends: published, or being changed."""
        return self.filter(state__in=[State.PUBLISHED, State.AMENDED], public__isnull=False)

    def ending(self, first: date, last: date) -> Self:
        """Return the running ones whose last day lies between two days, both included."""
        return self.running().filter(public__ends_on__range=(first, last))

    def to_screen(self) -> Self:
        """Return those handed in on their own that the secretariat has not sent on yet."""
        return self.filter(state=State.SUBMITTED).filter(
            Q(application_link=None) | Q(application_link__application__told_at__isnull=False)
        )

    def waiting_for_maker(self) -> Self:
        """Return those whose maker was asked something."""
        return self.filter(state=State.CLARIFICATION)

    def waiting_for_coalitions(self) -> Self:
        """Return those that some coalition still looks at."""
        return self._in_review().filter(Exists(self._cases(UNDER_WAY)))

    def ready_to_decide(self) -> Self:
        """Return those that every coalition has answered: the secretariat publishes or declines."""
        return self._in_review().exclude(Exists(self._cases(UNDER_WAY)))

    def ready_to_publish(self, day: date) -> Self:
        """Return those every coalition answered, with a yes where their maker is one that day.

        An amendment is ready when nobody refused it; a small one never had a case.
        """
        links = self._links()
        seats = SeatHolder.objects.on(day).filter(
            seat__coalition=OuterRef("coalition"), organisation=OuterRef("commitment__organisation")
        )
        accepted = links.filter(case__state=CaseState.ACCEPTED).filter(
            Q(coalition__makers__organisation=F("commitment__organisation")) | Exists(seats)
        )
        refused = links.filter(
            case__state=CaseState.DECLINED,
            case__opened_at__gte=F("commitment__current__created_at"),
        )
        unsigned = apps.get_model("commitments", "CoMaker")._default_manager.filter(  # noqa: SLF001  as above
            revision=OuterRef("current")
        )
        unsigned = unsigned.exclude(state=CoMakerState.CONFIRMED)
        return (
            self.ready_to_decide()
            .filter(~Exists(unsigned))
            .filter(
                Q(Exists(accepted), state=State.IN_REVIEW)
                | Q(~Exists(refused), state=State.AMENDED)
            )
        )

    def with_progress(self) -> Self:
        """Add `cases` and `cases_open`, the number of coalitions asked and still to answer."""
        open_cases = Q(coalitions__case__state__in=sorted(UNDER_WAY))
        return self.annotate(
            cases=Count("coalitions__case", distinct=True),
            cases_open=Count("coalitions__case", filter=open_cases, distinct=True),
        )

    def _in_review(self) -> Self:
        handed_in = Q(state=State.IN_REVIEW) | Q(
            state=State.AMENDED, sheet__frozen_at__isnull=False
        )
        return self.filter(handed_in)

    def _links(self) -> models.QuerySet[models.Model]:
        link = apps.get_model("commitments", "CommitmentCoalition")
        return link._default_manager.filter(commitment=OuterRef("pk"))  # noqa: SLF001  as above

    def _cases(self, states: Collection[str]) -> models.QuerySet[models.Model]:
        return self._links().filter(case__state__in=sorted(states))
