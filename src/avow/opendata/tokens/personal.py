"""What the tokens of the API keep about a person, and their end with the account."""

from datetime import datetime
from typing import Any

from avow.opendata.models import ApiToken
from avow.opendata.tokens.services import revoke
from avow.people.models import User
from avow.people.personal import erases_personal_data, exports_personal_data


@exports_personal_data("api_tokens")
def tokens(user: User) -> list[dict[str, Any]]:
    """Return the names and days of the person's tokens; the tokens themselves are not kept."""
    return [
        {
            "name": row.name,
            "made_at": row.made_at.isoformat(),
            "last_used_on": row.last_used_on.isoformat() if row.last_used_on else None,
        }
        for row in ApiToken.objects.filter(user=user).order_by("pk")
    ]


@erases_personal_data("api_tokens")
def forget(user: User, now: datetime) -> None:
    """Revoke them all."""
    del now
    for row in ApiToken.objects.filter(user=user):
        revoke(row)
