"""For whom somebody may begin with an example: their organisations, with or without application."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from avow.forums.models import Forum
from avow.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Choice:
    """An organisation, and the application its commitment goes along with, if any."""

    organisation: Organisation
    application: Any = None

    @property
    def value(self) -> str:
        """Return what the form sends."""
        if self.application is None:
            return self.organisation.slug
        return f"{self.organisation.slug}:{self.application.pk}"


def choices_for(forum: Forum, organisations: Collection[int]) -> list[Choice]:
    """Return what somebody acting for these organisations may choose; two queries.

    What is handed in with an application must begin there, so its open ones come first.
    """
    rows = Organisation.objects.living().filter(pk__in=organisations).order_by("name", "pk")
    found = []
    for one in rows.prefetch_related("applications"):
        found += [
            Choice(one, application)
            for application in one.applications.all()
            if application.forum_id == forum.pk and application.state == "draft"
        ]
        found.append(Choice(one))
    return found
