"""Subscribe to news, change it, end it."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from avow.forums.models import Coalition, Forum
from avow.news.models import Subscription
from avow.news.states import Frequency
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
    _waiting().filter(participant=participant).update(confirmed_at=now, digest_until=now)


def _waiting() -> QuerySet[Subscription]:
    rows: QuerySet[Subscription] = Subscription.objects.filter(confirmed_at=None, ended_at=None)
    return rows


def waiting_lines(participant: Participant) -> list[str]:
    """Return that news wait for the address, for whoever is about to confirm it."""
    return [_("News by mail")] if _waiting().filter(participant=participant).exists() else []


def drop_waiting(participant: Participant | None, before: datetime) -> int:
    """Delete the subscriptions that have waited since before a time, of one address or of all."""
    rows = _waiting().filter(digest_until__lt=before)  # it is set when somebody subscribes
    gone, _rows = (rows.filter(participant=participant) if participant else rows).delete()
    return gone


def forget(participant: Participant, now: datetime) -> None:
    """End what somebody subscribed to who goes: nothing is mailed to an address that is gone."""
    Subscription.objects.filter(participant=participant, ended_at=None).update(ended_at=now)


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
