"""What following keeps about a person, and what of it goes with their account."""

from typing import Any

from avow.following.models import Follow
from avow.participants.personal import of_person
from avow.people.models import User
from avow.people.personal import exports_personal_data


@exports_personal_data("following")
def following(user: User) -> list[dict[str, Any]]:
    """Return what the person follows; erasing the account erases it (services/keeping.forget)."""
    rows = Follow.objects.filter(follower__participant__in=of_person(user))
    return [
        {
            "forum": row.follower.participant.forum.slug,
            "kind": row.kind,
            "search": row.query,
            "commitment": row.ref,
            "organisation": _slug_of(row),
            "name": row.name,
            "frequency": row.frequency,
            "since": row.created_at.isoformat(),
            "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
        }
        for row in rows.select_related("follower__participant__forum", "organisation").order_by(
            "pk"
        )
    ]


def _slug_of(row: Follow) -> str:
    return row.organisation.slug if row.organisation and not row.organisation.is_protected else ""
