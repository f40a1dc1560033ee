"""What apps above show on the public pages of an organisation and of a commitment.

They register in their `apps.ready`: `of_organisation(function)` with `function(forum, organisation,
now)`, `of_commitment(function)` with `function(forum, ref, now)`; each returns a panel or None.
Pages of protected organisations do not exist, so nothing is asked of one; those of their
commitments do.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from avow.forums.models import Forum
from avow.people.models import Organisation


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of a page: its template gets `panel`, the context."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


OrganisationPanel = Callable[[Forum, Organisation, datetime], Panel | None]
CommitmentPanel = Callable[[Forum, str, datetime], Panel | None]
_ORGANISATION: list[OrganisationPanel] = []
_COMMITMENT: list[CommitmentPanel] = []


def of_organisation(function: OrganisationPanel) -> None:
    """Register a panel of an organisation's page; registering twice changes nothing."""
    if function not in _ORGANISATION:
        _ORGANISATION.append(function)


def of_commitment(function: CommitmentPanel) -> None:
    """Register a panel of a commitment's page; registering twice changes nothing."""
    if function not in _COMMITMENT:
        _COMMITMENT.append(function)


def organisation_panels(forum: Forum, organisation: Organisation, now: datetime) -> list[Panel]:
    """Return the panels of an organisation's page."""
    found = (function(forum, organisation, now) for function in _ORGANISATION)
    return [panel for panel in found if panel is not None]


def commitment_panels(forum: Forum, ref: str, now: datetime) -> list[Panel]:
    """Return the panels of a commitment's page."""
    found = (function(forum, ref, now) for function in _COMMITMENT)
    return [panel for panel in found if panel is not None]
