"""What a consultation keeps about a person. Their words are moderation's to export and erase."""

from typing import Any

from avow.consultation.models import Support
from avow.participants.personal import of_person
from avow.people.models import User
from avow.people.personal import exports_personal_data


@exports_personal_data("supports")
def supports(user: User) -> list[dict[str, Any]]:
    """Return which comments the person supports."""
    rows = Support.objects.filter(by__in=of_person(user)).order_by("pk")
    return [{"comment": one.comment_id, "at": one.at.isoformat()} for one in rows]
