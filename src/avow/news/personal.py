"""What news keeps about a person."""

from typing import Any

from avow.news.models import Subscription
from avow.participants.personal import of_person
from avow.people.models import User
from avow.people.personal import exports_personal_data


@exports_personal_data("news")
def news(user: User) -> list[dict[str, Any]]:
    """Return the person's subscriptions."""
    rows = Subscription.objects.filter(participant__in=of_person(user)).select_related("forum")
    return [
        {
            "forum": row.forum.slug,
            "frequency": row.frequency,
            "language": row.language,
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        }
        for row in rows.order_by("pk")
    ]
