"""Look for what is new in what people follow, and write one mail to each of them.

Whoever looks locks the follower's row, reads which of theirs are due, writes the mail and moves
the cursors in one transaction: two ticks at once, or one that died, write nothing twice and lose
nothing.
"""

import logging
from datetime import datetime, timedelta
from time import monotonic
from typing import Any

from django.db import transaction
from django.db.models import Min
from django.utils import translation

from avow.following import rules
from avow.following.finding import Finder, Section
from avow.following.models import Follow, Follower
from avow.following.querysets import FollowQuerySet
from avow.kernel.due import due, slot_of
from avow.notices.letters import absolute, language_of
from avow.notices.services import tell
from avow.participants.models import Participant
from avow.participants.services.entering import address_of
from avow.people.links import link

logger = logging.getLogger(__name__)
NEW = "following.new"
BATCH = 200  # people asked for at once
# A look ends here, well before its lease does; who is left comes first in the next one.
MOST_SECONDS = 240


@due("following: what is new", every=timedelta(minutes=5))
def look(now: datetime) -> int:
    """Mail everybody whose turn it is what is new; return how many. One failure stops none."""
    mails, end, broken = 0, monotonic() + MOST_SECONDS, set[int]()
    finder = Finder(now)
    while monotonic() < end and (batch := _turns(now, broken)):
        for pk in batch:
            if monotonic() > end:
                break
            try:
                mails += look_for(pk, finder, now)
            except Exception:
                logger.exception("what follower %s follows could not be looked at", pk)
                broken.add(pk)
    return mails


def _turns(now: datetime, but: set[int]) -> list[int]:
    """Return the next followers whose turn it is, the longest waiting first."""
    rows = FollowQuerySet(Follow).due(now).exclude(follower__in=but).order_by()
    turns = rows.values("follower").annotate(first=Min("due_at")).order_by("first", "follower")
    return list(turns.values_list("follower", flat=True)[:BATCH])


def look_for(pk: int, finder: Finder, now: datetime) -> int:
    """Look at what one person follows and is due; return 1 if a mail was written."""
    with transaction.atomic():
        locked = Follower.objects.select_for_update(of=("self",))
        people = locked.select_related("participant__forum", "participant__user")
        follower: Follower | None = people.filter(pk=pk).first()
        if follower is None:
            return 0
        due_rows = FollowQuerySet(Follow).filter(follower=follower).due(now)
        rows = list(due_rows.select_related("organisation").order_by("pk"))
        if not rows:
            return 0  # somebody else looked meanwhile
        person = follower.participant
        language = language_of(address_of(person).language)
        with translation.override(language):
            sections = finder.sections(person.forum, rows, language)
        told = _tell(follower, sections, language, now) if _may_read(person) else 0
        for row in rows:
            row.due_at = rules.next_due(row.frequency, now, person.forum.zone)
        Follow.objects.bulk_update(rows, ["looked_until", "seen", "due_at"])
    return told


def _may_read(person: Participant) -> bool:
    """Return whether mails go to somebody: to nobody who was blocked, erased or locked out."""
    active = person.user is None or person.user.is_active
    return active and person.blocked_at is None and not person.is_erased


def _tell(follower: Follower, sections: list[Section], language: str, now: datetime) -> int:
    """Write the mail; none where nothing is new."""
    if not sections:
        return 0
    forum = follower.participant.forum
    given = rules.shares([len(one.items) for one in sections], rules.LISTED)
    mine = link("following:list", forum, language=language)
    context: dict[str, Any] = {
        "total": sum(one.new for one in sections),
        "sections": [one.shown(most) for one, most in zip(sections, given, strict=True)],
        "change_url": absolute(mine),
        "unsubscribe_url": absolute(
            link("following:end_mails", forum, follower.token, language=language)
        ),
    }
    return tell(
        NEW,
        to=[address_of(follower.participant)],
        at=now,
        forum=forum,
        key=f"{NEW}:{slot_of(now, rules.SLOT).isoformat()}:{follower.pk}",
        context=context,
        url=mine,
    )
