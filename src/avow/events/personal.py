"""What events keep about a person."""

from typing import Any

from avow.events.models import Registration
from avow.participants.personal import of_person
from avow.people.models import User
from avow.people.personal import exports_personal_data


@exports_personal_data("events")
def events(user: User) -> list[dict[str, Any]]:
    """Return the person's registrations."""
    rows = Registration.objects.filter(participant__in=of_person(user)).select_related("event")
    return [
        {
            "event": row.event.title,
            "state": row.state,
            "needs": row.needs,
            "registered_at": row.registered_at.isoformat(),
            "attended_at": row.attended_at.isoformat() if row.attended_at else None,
        }
        for row in rows.order_by("pk")
    ]
