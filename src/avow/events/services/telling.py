"""Mails about events: the ticket, a place that came free, changes, reminders."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from avow.events import rules
from avow.events.models import Event, Registration
from avow.events.states import Place, State
from avow.kernel.due import due
from avow.notices.services import tell
from avow.participants.services.entering import address_of
from avow.people.links import link
from avow.people.personal import GONE

BATCH = 200


def _context(row: Registration) -> dict[str, Any]:
    event = row.event
    return {
        "title": event.title,
        "starts_at": event.starts_there.isoformat(),
        "zone": event.zone_name,
        "place": event.place,
        "online_url": event.online_url if row.state == Place.REGISTERED else "",
        "waiting": row.state == Place.WAITING,
        "reason": event.state_reason,
    }


def _mail(row: Registration, verb: str, key: str, now: datetime) -> None:
    who = row.participant
    if who.email.endswith(f"@{GONE}"):
        return
    tell(
        verb,
        to=[address_of(who)],
        at=now,
        forum=row.event.forum,
        key=key,
        context=_context(row),
        url=link("events:ticket", row.event.forum, row.token, language=who.language),
    )


def tell_place(row: Registration, now: datetime) -> None:
    """Mail the ticket, or that somebody waits; once for each time the state comes about."""
    _mail(row, "event.place", f"event.place:{row.pk}:{row.state}:{row.queued_at.timestamp()}", now)


def tell_cancelled_place(row: Registration, now: datetime) -> None:
    """Mail somebody that the organisers cancelled their place; once for each place they had."""
    key = f"event.place_cancelled:{row.pk}:{row.queued_at.timestamp()}"
    _mail(row, "event.place_cancelled", key, now)


def tell_registered(event: Event, verb: str, key: str, now: datetime) -> int:
    """Mail everybody with a place, or waiting for one, in batches; return how many."""
    told = 0
    for row in _with_a_place(event):
        _mail(row, verb, key, now)
        told += 1
    return told


def _with_a_place(event: Event) -> Iterable[Registration]:
    rows = Registration.objects.filter(event=event, state__in=[Place.REGISTERED, Place.WAITING])
    for row in rows.select_related("participant__user").order_by("pk").iterator(chunk_size=BATCH):
        row.event = event
        yield row


@due("events: reminders", every=timedelta(minutes=15))
def remind(now: datetime) -> int:
    """Mail the reminders that are due, a week and a day before; nobody is reminded twice."""
    told = 0
    soon = Event.objects.filter(
        state=State.PUBLISHED, starts_at__gt=now, starts_at__lte=now + max(rules.REMINDERS)
    )
    for event in soon.select_related("forum"):
        before = rules.reminder_due(event.starts_at, event.published_at or now, now)
        if before is None:
            continue
        key = f"event.reminder:{event.pk}:{event.starts_at.timestamp()}:{before.days}"
        for row in _with_a_place(event):
            if row.state == Place.REGISTERED and row.registered_at < event.starts_at - before:
                _mail(row, "event.reminder", key, now)
                told += 1
    return told
