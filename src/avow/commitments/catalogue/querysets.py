"""Named queries over the examples of a catalogue."""

from collections.abc import Sequence
from typing import Self

from django.apps import apps
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce

from avow.commitments.catalogue.states import ExampleState
from avow.kernel.text import fold


class ExampleQuerySet(models.QuerySet):  # type: ignore[type-arg]  # generic over a model defined later
    """Examples in the domain's words."""

    def offered(self) -> Self:
        """Return those that somebody can start from."""
        return self.filter(state=ExampleState.SHOWN)

    def in_order(self) -> Self:
        """Return them as they are browsed: by coalition, action and place, with both at hand."""
        rows = self.select_related("action__coalition")
        return rows.order_by("action__coalition__position", "action__position", "position", "code")

    def with_uses(self) -> Self:
        """Add `uses`: how many commitments that began with it were handed in.

        One look into the index `commitment_from_example` for each example.
        """
        commitment = apps.get_model("commitments", "Commitment")
        begun = commitment._default_manager.begun_from_example()  # noqa: SLF001  Django's name
        number = (
            begun.filter(started_from=OuterRef("pk"))
            .order_by()
            .values("started_from")
            .annotate(number=Count("pk"))
            .values("number")
        )
        return self.annotate(uses=Coalesce(Subquery(number), 0))

    def most_used_first(self) -> Self:
        """Return them by `uses`, which must have been added; then as they are browsed."""
        return self.in_order().order_by(
            "-uses", "action__coalition__position", "action__position", "position", "code"
        )

    def asked_for(
        self,
        *,
        coalitions: Sequence[str] = (),
        actions: Sequence[str] = (),
        types: Sequence[str] = (),
        words: str = "",
    ) -> Self:
        """Return those of any of these coalitions, actions and types in which each word stands."""
        rows = self
        if coalitions:
            rows = rows.filter(action__coalition__code__in=coalitions)
        if actions:
            rows = rows.filter(action__code__in=actions)
        if types:
            rows = rows.filter(type__in=types)
        for word in fold(words).split():
            rows = rows.filter(words__contains=word)
        return rows
