"""Public entries for tests, each with values that say nothing, unless the test says them."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any

from avow.directory.entry import PublicEntry
from avow.directory.services import publish_all
from avow.forums.models import Forum

_number = count(1)
PUBLISHED = datetime(2021, 6, 30, 12, tzinfo=UTC)


def public_entry(forum: Forum, **fields: Any) -> PublicEntry:
    """Make the public shape of a commitment."""
    number = next(_number)
    values: dict[str, Any] = {
        "forum_id": forum.pk,
        "ref": f"GE-{900000 + number}",
        "title": f"Commitment {number}",
        "summary": "Shelters for survivors.",
        "text": "",
        "language": "en",
        "organisation_slug": "red-de-mujeres",
        "organisation_name": "Red de Mujeres",
        "organisation_type": "womens_rights_org",
        "country": "MX",
        "region": "013",
        "coalitions": ("gender_based_violence",),
        "actions": ("GBV-1",),
        "types": ("policy",),
        "starts_on": date(2021, 7, 1),
        "ends_on": date(2024, 6, 30),
        "status": "on_track",
        "year": 2021,
        "published_at": PUBLISHED + timedelta(minutes=number),
        "updated_at": PUBLISHED + timedelta(minutes=number),
    }
    return PublicEntry(**(values | fields))


def publish_some(forum: Forum, number: int, **fields: Any) -> None:
    """Publish `number` commitments that are alike."""
    publish_all(public_entry(forum, **fields) for _ in range(number))
