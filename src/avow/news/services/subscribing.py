"""Subscribe to news, change it, end it."""

import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from avow.forums.models import Coalition, Forum
from avow.kernel.due import due
from avow.news.models import Subscription
from avow.news.states import Frequency
from avow.participants.confirmed import KEPT_FOR
from avow.participants.models import Participant
from avow.participants.services.entering import Hand, enter


def subscribe(
    participant: Participant,
    *,
    coalitions: Iterable[Coalition] = (),
    frequency: str = Frequency.WEEKLY,
    language: str = "en",
    now: datetime,
) -> Subscription:
    """Make, change or begin again a subscription; it counts once the address is theirs."""
    with transaction.atomic():
        Participant.objects.select_for_update().get(pk=participant.pk)
        row = Subscription.objects.filter(participant=participant).first()
        if row is None:
            row = Subscription(
                forum=participant.forum,
                participant=participant,
                token=secrets.token_urlsafe(32),
                digest_until=now,
            )
        elif row.ended_at is not None:
            row.digest_until = now
        row.frequency, row.language, row.ended_at = frequency, language, None
        if participant.confirmed_at is not None:
            row.confirmed_at = row.confirmed_at or now
        row.save()
        row.coalitions.set(coalitions)
    return row


def subscribe_as(
    forum: Forum, hand: Hand, *, next_url: str, now: datetime, **wanted: Any
) -> Subscription:
    """Subscribe somebody not yet known: it counts once they follow the mailed link.

    Nobody at whose address somebody else types changes a subscription there: a confirmed one stays
    as it is until the link is followed.
    """
    with transaction.atomic():
        row = enter(forum, hand, next_url=next_url, now=now)
        known = Subscription.objects.filter(participant=row, confirmed_at__isnull=False).first()
        if known is not None and known.ended_at is None:
            return known
        made = subscribe(row, now=now, **wanted)
        if row.confirmed_at is not None:  # theirs, but perhaps not typed by them
            Subscription.objects.filter(pk=made.pk).update(confirmed_at=None)
        return made


def open_waiting(participant: Participant, now: datetime) -> None:
    """Let a subscription count once the address is confirmed."""
    waiting = Subscription.objects.filter(participant=participant, confirmed_at=None, ended_at=None)
    waiting.update(confirmed_at=now, digest_until=now)


def waiting_lines(participant: Participant) -> list[str]:
    """Return a line for a subscription that waits for the address."""
    rows = Subscription.objects.filter(participant=participant, confirmed_at=None, ended_at=None)
    return [_("A subscription to news by mail") for _row in rows]


@due("news: never confirmed, deleted", every=timedelta(hours=1))
def delete_unconfirmed(now: datetime) -> int:
    """Delete the subscriptions that nobody said were theirs in time."""
    old = Subscription.objects.filter(confirmed_at=None, digest_until__lt=now - KEPT_FOR)
    return old.delete()[1].get("news.Subscription", 0)


def change(
    row: Subscription, *, coalitions: Iterable[Coalition], frequency: str, language: str
) -> None:
    """Change a subscription by its own secret link."""
    with transaction.atomic():
        Subscription.objects.filter(pk=row.pk).update(frequency=frequency, language=language)
        row.coalitions.set(coalitions)


def end(row: Subscription, *, now: datetime) -> None:
    """End a subscription; a second click changes nothing."""
    Subscription.objects.filter(pk=row.pk, ended_at=None).update(ended_at=now)
