"""What invitations keep about a person; who came by them is nobody's to read."""

from typing import Any

from avow.mobilising.models import Invitation
from avow.people.models import User
from avow.people.personal import exports_personal_data


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
