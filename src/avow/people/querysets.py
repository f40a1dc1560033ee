"""Named queries over organisations and invitations."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Count, Q

from avow.kernel.text import fold
from avow.people.states import RepresentationRole

if TYPE_CHECKING:
    from avow.people.models import User

ACTING = (RepresentationRole.LEAD, RepresentationRole.EDITOR)


class OrganisationQuerySet(models.QuerySet):  # type: ignore[type-arg]  # generic over a model defined later
    """Organisations in the domain's words."""

    def living(self) -> Self:
        """Return the organisations that were not merged into another."""
        return self.filter(merged_into=None)

    def represented_by(self, user: "User | AnonymousUser", *roles: str) -> Self:
        """Return those the user represents, in one of `roles` if any are given."""
        if not user.is_authenticated:
            return self.none()
        rows: dict[str, Any] = {"representations__user": user}
        if roles:
            rows["representations__role__in"] = roles
        return self.filter(**rows)

    def acted_for_by(self, user: "User | AnonymousUser") -> Self:
        """Return those for which the user may write and hand in."""
        return self.represented_by(user, *ACTING)

    def matching(self, folded: str) -> Self:
        """Return those whose name or other name contains the folded words, each once."""
        found = self.model.objects.filter(aliases__folded_name__contains=folded)
        return self.filter(Q(folded_name__contains=folded) | Q(pk__in=found.values("pk")))

    def shown_as(self, words: str) -> Self:
        """Return those that lists find by these words: one at risk by its protected name alone."""
        found = self.model.objects.filter(is_protected=False).matching(fold(words))
        return self.filter(
            Q(pk__in=found.values("pk"))
            | Q(is_protected=True, protected_name__icontains=words.strip())
        )

    def at_risk(self) -> Self:
        """Return those whose real name is withheld, with all the names that say who they are."""
        return self.filter(is_protected=True).prefetch_related("aliases")

    def named(self, text: str) -> Self:
        """Return those of this very name, other name or address; signs and case aside."""
        folded = fold(text)
        known = self.filter(
            Q(slug=text.strip()) | Q(folded_name=folded) | Q(aliases__folded_name=folded)
        )
        return known.distinct()

    def readable_by(self, user: "User | AnonymousUser", *, secretariat: bool = False) -> Self:
        """Return those whose inner pages the user may open: all of them for the secretariat."""
        return self.all() if secretariat else self.represented_by(user)

    def for_desk(self) -> Self:
        """Return the rows of the secretariat's list, with the number of people of each."""
        return self.living().annotate(people=Count("representations"))


class LookQuerySet(models.QuerySet):  # type: ignore[type-arg]  # generic over a model defined later
    """Looks at organisations at risk."""

    def at_organisation(self, pk: int) -> Self:
        """Return the looks at one, and at those that became part of it; the newest first."""
        rows = self.filter(Q(organisation=pk) | Q(organisation__merged_into=pk))
        return rows.order_by("-at", "-pk")


class InvitationQuerySet(models.QuerySet):  # type: ignore[type-arg]  # generic over a model defined later
    """Invitations in the domain's words; the time is an argument."""

    def unanswered(self) -> Self:
        """Return those neither used nor taken back, expired ones among them."""
        return self.filter(accepted_at=None, revoked_at=None)

    def open_at(self, now: datetime) -> Self:
        """Return those that still work."""
        return self.unanswered().filter(expires_at__gt=now)

    def to(self, email: str) -> Self:
        """Return those sent to an address, whatever its capitals."""
        return self.filter(email__iexact=email)


class SeatHolderQuerySet(models.QuerySet):  # type: ignore[type-arg]  # generic over a model defined later
    """Who sits in Champions' seats; the day is an argument."""

    def on(self, day: date) -> Self:
        """Return those who hold a seat on that day, first and last day included."""
        return self.filter(
            Q(until=None) | Q(until__gte=day),
            since__lte=day,
            seat__starts_on__lte=day,
            seat__ends_on__gte=day,
        )
