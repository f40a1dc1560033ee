"""What invitations keep about a person: links they made, and by whose they agreed to be counted."""

from datetime import datetime
from typing import Any

from avow.forums.models import Forum
from avow.mobilising.models import Arrival, Invitation
from avow.mobilising.services import inviting
from avow.participants.personal import addresses_of
from avow.people.models import User
from avow.people.personal import erases_personal_data, exports_personal_data


def _arrivals(user: User) -> list[Arrival]:
    addresses = addresses_of(user)
    return [
        row
        for forum in Forum.objects.order_by("pk")
        for row in inviting.counted(forum, addresses).select_related("invitation__organisation")
    ]


@exports_personal_data("counted_for")
def counted_for(user: User) -> list[dict[str, Any]]:
    """Return for whose invitations the person agreed to be counted, and for what."""
    return [
        {
            "organisation": row.invitation.organisation.shown_name,
            "what": row.what,
            "at": row.at.isoformat(),
        }
        for row in _arrivals(user)
    ]


@erases_personal_data("counted_for")
def forget_counted(user: User, now: datetime) -> None:
    """Count the person no more."""
    del now
    for forum in Forum.objects.order_by("pk"):
        inviting.erase(forum, addresses_of(user))


@exports_personal_data("invitations_made")
def invitations_made(user: User) -> list[dict[str, Any]]:
    """Return the links the person made to bring in others."""
    rows = Invitation.objects.filter(made_by=user).select_related("organisation", "forum")
    return [
        {
            "forum": row.forum.slug,
            "organisation": row.organisation.name,
            "code": row.code,
            "made_at": row.made_at.isoformat(),
            "closed_at": row.closed_at.isoformat() if row.closed_at else None,
        }
        for row in rows.order_by("pk")
    ]
