"""What other apps' pages show of events: how the undertaking was met, where it was announced."""

from datetime import datetime

from avow.directory.panels import Panel
from avow.events.models import Announcement
from avow.events.services.attending import undertaking_of
from avow.events.states import State
from avow.forums.models import Forum
from avow.people.models import Organisation


def organisation_panel(forum: Forum, organisation: Organisation, now: datetime) -> Panel | None:
    """Return how a maker met its undertaking to take part; nothing before a main event was held."""
    met, events = undertaking_of(forum, organisation, now)
    if not met.held:
        return None
    return Panel("events/undertaking.html", {"met": met, "events": events})


def commitment_panel(forum: Forum, ref: str, _now: datetime) -> Panel | None:
    """Return at which events a commitment was announced."""
    rows = Announcement.objects.filter(
        event__forum=forum, ref=ref, event__state=State.PUBLISHED
    ).select_related("event")
    events = [row.event for row in rows]
    return Panel("events/announced.html", {"events": events}) if events else None
