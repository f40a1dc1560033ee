"""Who follows what, made by the services that pages use."""

from datetime import datetime
from typing import Any

from django.http import QueryDict

from avow.directory.query import understand
from avow.directory.services import publish
from avow.directory.vocabulary import Vocabulary
from avow.following import targets
from avow.following.models import Follow
from avow.following.services import keeping
from avow.following.targets import Target
from avow.forums.models import Forum
from avow.notices.models import Message
from avow.participants.models import Participant
from avow.people.models import Organisation
from tests.directory.making import public_entry
from tests.worlds import at

NOW = at("2021-04-07 10:00")  # a Wednesday
HOME = "/en/generation-equality/"
VERB = "following.new"


def search(forum: Forum, query: str = "") -> Target:
    """Return the search that an address asks for."""
    asked = QueryDict(query)
    return targets.of_search(asked, understand(asked, Vocabulary(forum)))


def follows(person: Participant, target: Target, now: datetime = NOW, **wanted: str) -> Follow:
    """Let somebody follow something, at once where not said."""
    return keeping.follow(person, target, **{"frequency": "once", "now": now, **wanted})  # type: ignore[arg-type]


def show(forum: Forum, ref: str, when: datetime, **fields: Any) -> None:
    """Publish a commitment at a time."""
    fields = {"title": f"Title of {ref}", **fields}
    publish(public_entry(forum, ref=ref, published_at=when, updated_at=when, **fields))


def mails(email: str = "") -> list[Message]:
    """Return the mails about what is followed, the oldest first."""
    rows = Message.objects.filter(verb=VERB).order_by("pk")
    return list(rows.filter(to_email=email) if email else rows)


def protect(organisation: Organisation) -> None:
    """Let an organisation be one whose name is withheld."""
    Organisation.objects.filter(pk=organisation.pk).update(
        is_protected=True, protected_name="A group at risk", slug="hidden-1"
    )
