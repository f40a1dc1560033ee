"""What an organisation's public page says of whom it brought in."""

from datetime import datetime

from avow.directory.panels import Panel
from avow.forums.models import Forum
from avow.mobilising.rules import SMALL, shown
from avow.mobilising.services.inviting import brought
from avow.people.models import Organisation


def panel(forum: Forum, organisation: Organisation, _now: datetime) -> Panel | None:
    """Return how many it brought in; nothing before anybody came."""
    found = brought(forum, organisation)
    if not found.people:
        return None
    context = {"people": shown(found.people), "small": SMALL}
    return Panel("mobilising/panel.html", context)
