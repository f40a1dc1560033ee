"""What taking part keeps about a person, and what of it goes with their account."""

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from avow.participants.models import Participant
from avow.participants.services.entering import forget
from avow.people.models import User
from avow.people.personal import erases_personal_data, exports_personal_data


def addresses_of(user: User) -> list[str]:
    """Return all addresses of an account."""
    return [*user.emailaddress_set.values_list("email", flat=True), user.email]  # type: ignore[attr-defined]  # allauth's


def of_person(user: User) -> QuerySet[Participant]:
    """Return the rows of any of the person's addresses, in all forums."""
    mine = Q(user=user)
    for email in addresses_of(user):
        mine |= Q(email__iexact=email)
    return Participant.objects.filter(mine).order_by("pk")


@exports_personal_data("taking_part")
def taking_part(user: User) -> list[dict[str, Any]]:
    """Return who the person said they are, forum by forum."""
    return [
        {
            "forum": row.forum.slug,
            "email": row.email,
            "name": row.name,
            "hides_name": row.hides_name,
            "kind": row.kind,
            "country": row.country,
            "organisation": row.organisation.name if row.organisation else "",
            "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
        }
        for row in of_person(user).select_related("forum", "organisation")
    ]


@erases_personal_data("zz_taking_part")  # after the apps above: they find their rows by these
def forget_taking_part(user: User, now: datetime) -> None:
    """Take the person out of every forum; what they wrote stays without a name."""
    for row in of_person(user):
        forget(row, now=now)
