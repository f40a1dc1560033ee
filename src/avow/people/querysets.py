"""Named queries over organisations."""

from typing import Self

from django.db import models


class OrganisationQuerySet(models.QuerySet):  # type: ignore[type-arg]  generic over a model defined later
    """Organisations in the domain's words."""

    def living(self) -> Self:
        """Return the organisations that were not merged into another."""
        return self.filter(merged_into=None)
