"""What applications and commitments keep about a person: who began, prepared, told, accepted.

An erasure leaves them: they are the organisation's, and the account they point to has no name left.
"""

from typing import Any

from avow.applications.models import Application
from avow.commitments.models import Commitment
from avow.people.models import User
from avow.people.personal import exports_personal_data


@exports_personal_data("applications")
def applications(user: User) -> list[dict[str, Any]]:
    """Return what the person did with applications: their own, or as of the secretariat."""
    return [
        {"application": row.pk, "forum": row.forum.slug, "part": part}
        for part in ("created_by", "assigned_to", "prepared_by", "told_by")
        for row in Application.objects.filter(**{part: user}).select_related("forum").order_by("pk")
    ]


@exports_personal_data("commitments")
def commitments(user: User) -> list[dict[str, Any]]:
    """Return the commitments the person began."""
    rows = Commitment.objects.filter(created_by=user).order_by("pk")
    return [{"commitment": row.ref, "at": row.created_at.isoformat()} for row in rows]
