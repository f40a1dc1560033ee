"""People who take part, made by the services that pages use."""

import re
from datetime import datetime

from django.test import Client

from avow.forums.models import Forum
from avow.notices.models import Message
from avow.participants.models import Participant
from avow.participants.services.entering import Hand, confirm, enter


def hand(email: str = "visitor@example.org", **changes: object) -> Hand:
    """Return what a visitor says of themselves."""
    return Hand(**{"email": email, "name": "Vita Visitor", **changes})  # type: ignore[arg-type]


def token_of(participant: Participant) -> str:
    """Return the token of the newest mailed link."""
    mail = Message.objects.filter(verb="participants.confirm", to_email=participant.email)
    found = re.search(r"/taking-part/confirm/([\w-]+)/", mail.latest("pk").text)
    assert found
    return found.group(1)


def known(
    forum: Forum, now: datetime, email: str = "visitor@example.org", **changes: object
) -> Participant:
    """Return somebody whose address is confirmed."""
    return confirm(enter(forum, hand(email, **changes), now=now), now=now)


def follow_link(browser: Client, participant: Participant) -> None:
    """Let a browser follow the mailed link, so that it acts as the participant."""
    forum = participant.forum.slug
    answer = browser.post(f"/en/{forum}/taking-part/confirm/{token_of(participant)}/")
    assert answer.status_code == 302
