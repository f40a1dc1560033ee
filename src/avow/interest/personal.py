"""What interest keeps about a person, and what of it goes with their account."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from avow.interest.models import Interest
from avow.interest.services.erasing import forget_contact
from avow.people.models import User
from avow.people.personal import erases_personal_data, exports_personal_data


def _of(user: User) -> QuerySet[Interest]:
    """Return what was written from any of the person's addresses."""
    emails = [*user.emailaddress_set.values_list("email", flat=True), user.email]  # type: ignore[attr-defined]  # allauth's
    mine = Q()
    for email in emails:
        mine |= Q(email__iexact=email)
    return Interest.objects.filter(mine).order_by("pk")


@exports_personal_data("interest")
def interest(user: User) -> list[dict[str, Any]]:
    """Return the expressions of interest and letters of intent with the person as contact."""
    return [
        {
            "forum": row.forum.slug,
            "kind": row.kind,
            "state": row.state,
            "organisation": row.organisation_name,
            "email": row.email,
            "name": row.contact_name,
            "language": row.language,
            "message": row.message,
            "wants_news": row.wants_news,
            "letter": row.letter_name,
            "received_at": row.received_at.isoformat(),
        }
        for row in _of(user).select_related("forum")
    ]


@erases_personal_data("interest")
def forget_interest(user: User, now: datetime) -> None:
    """Take the person out of it; the organisation's interest, and the letter's file, stay."""
    del now
    for row in _of(user).select_for_update():
        forget_contact(row)
    Interest.objects.filter(handed_in_by=user).update(handed_in_by=None)
