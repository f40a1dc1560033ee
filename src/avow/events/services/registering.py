"""Register for an event, wait for a place, give it back."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from avow.events import rules
from avow.events.lifecycle import REGISTRATION
from avow.events.models import Event, Registration
from avow.events.permissions import POLICY
from avow.events.rules import PlaceFacts
from avow.events.services import telling
from avow.events.services.organising import locked
from avow.events.states import Place, State
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.participants.models import Participant
from avow.participants.services.entering import Hand, enter
from avow.people.authority import roles_in
from avow.people.models import User
from avow.people.roles import Role

SYSTEM = frozenset({Role.SYSTEM})


def register(
    event: Event, participant: Participant, *, needs: str = "", now: datetime
) -> Registration:
    """Give somebody a place, or one on the waiting list; unconfirmed until their address is theirs.

    Registered already, they keep their place and their needs are brought up to date. Two clicks at
    once never give out one place twice. Raises Refused: not public, closed, blocked.
    """
    if participant.blocked_at is not None:
        raise Refused("participant_blocked", forbidden=True)
    with transaction.atomic():
        row = locked(event)
        if not POLICY.allows("event.register", {Role.VISITOR}, row.state):
            raise Refused("event_not_public")
        _open(row, now)
        mine = Registration.objects.filter(event=row, participant=participant).first()
        if mine is None:
            mine = Registration(
                event=row,
                participant=participant,
                token=secrets.token_urlsafe(32),
                registered_at=now,
                queued_at=now,
            )
        mine.needs = nfc(needs).strip()[:2_000]
        mine.organisation = participant.organisation
        if mine.state == Place.CANCELLED:
            mine.queued_at = now
            if participant.confirmed_at is None:  # it waits for their address, as the first time
                mine.state = REGISTRATION.step("ask", mine.state, SYSTEM, None, now).target
        if participant.confirmed_at is not None and mine.state in {
            Place.UNCONFIRMED,
            Place.CANCELLED,
        }:
            _seat(row, mine, now)
        mine.save()
        if mine.state in {Place.REGISTERED, Place.WAITING}:
            telling.tell_place(mine, now)
    return mine


def _open(row: Event, now: datetime) -> None:
    state = rules.registration_state(
        row.registration_opens_at, row.registration_closes_at, row.ends_at, now
    )
    if state != "open":
        raise Refused(f"event_registration_{state}")


def _seat(row: Event, mine: Registration, now: datetime) -> None:
    """Give a place or one on the waiting list; nobody overtakes who waits. It is not saved here."""
    seated = row.registrations.seated().count()
    waits = _queue(row).exclude(pk=mine.pk).exists()
    room = rules.has_room(seated, row.capacity) and not waits
    name = "seat" if room else "wait"
    mine.state = REGISTRATION.step(name, mine.state, SYSTEM, None, now).target


def register_as(
    event: Event, hand: Hand, *, next_url: str, needs: str = "", now: datetime
) -> Registration:
    """Register somebody not yet known: they have a place once they follow the mailed link."""
    with transaction.atomic():
        participant = enter(event.forum, hand, next_url=next_url, now=now)
        known: Registration | None = Registration.objects.filter(
            event=event, participant=participant
        ).first()
        if known is not None and known.state in {Place.REGISTERED, Place.WAITING}:
            return known  # theirs already: nobody else changes it by typing their address
        unconfirmed = Participant.objects.get(pk=participant.pk)
        unconfirmed.confirmed_at = None  # this browser has not shown that the address is theirs
        return register(event, unconfirmed, needs=needs, now=now)


def open_waiting(participant: Participant, now: datetime) -> None:
    """Give places to what waited for an address to be confirmed."""
    rows = Registration.objects.filter(participant=participant, state=Place.UNCONFIRMED)
    for row in rows.select_related("event__forum"):
        event = locked(row.event)
        if now >= event.ends_at or not POLICY.allows("event.register", {Role.VISITOR}, event.state):
            continue
        row.event, row.organisation = event, participant.organisation
        _seat(event, row, now)
        row.save()
        telling.tell_place(row, now)


def waiting_lines(participant: Participant) -> list[str]:
    """Return the events that wait for the address, for whoever is about to confirm it."""
    rows = Registration.objects.filter(participant=participant, state=Place.UNCONFIRMED)
    return [row.event.title for row in rows.select_related("event")]


def drop_waiting(participant: Participant | None, before: datetime) -> int:
    """Delete the registrations that have waited since before a time, of one address or of all."""
    rows = Registration.objects.filter(state=Place.UNCONFIRMED, queued_at__lt=before)
    gone, _rows = (rows.filter(participant=participant) if participant else rows).delete()
    return gone


def forget(participant: Participant, now: datetime) -> None:
    """Erase what somebody needed and give their places back; that they were there stays."""
    mine = Registration.objects.filter(participant=participant)
    mine.exclude(needs="").update(needs="")
    to_come = mine.exclude(state=Place.CANCELLED).filter(attended_at=None, event__ends_at__gt=now)
    for row in to_come.select_related("event__forum"):
        cancel(row, by=None, now=now)


def cancel(mine: Registration, *, by: User | None, now: datetime) -> Registration:
    """Give a place back, by the ticket (`by` None) or by the secretariat; the next in line gets it.

    Whose place the secretariat cancels is told, unless the address was never theirs. Again, it is
    given back already. Raises Refused: the event is over, or they were there.
    """
    with transaction.atomic():
        event = locked(mine.event)
        row: Registration = Registration.objects.select_for_update().get(pk=mine.pk)
        if row.state == Place.CANCELLED:
            return row
        roles: Any = {Role.AUTHOR} if by is None else roles_in(by, None, event.forum)
        facts = PlaceFacts(now >= event.ends_at, row.attended_at is not None)
        counted = row.state in {Place.REGISTERED, Place.WAITING}
        row.state = REGISTRATION.step("cancel", row.state, roles, facts, now).target
        row.needs = ""
        row.save(update_fields=["state", "needs"])
        row.event = event
        if by is not None and counted:
            telling.tell_cancelled_place(row, now)
        give_places(event, now)
    return row


def _queue(event: Event) -> "QuerySet[Registration]":
    """Return who waits for a place, in their order; not those who may take no further part."""
    rows: QuerySet[Registration] = event.registrations.waiting()
    return rows.filter(participant__blocked_at=None)


def give_places(event: Event, now: datetime) -> int:
    """Give free places to those who wait, in their order; in the caller's lock on the event.

    None at an event that is cancelled or over, and none to who may take no further part.
    """
    given = 0
    if now >= event.ends_at or event.state != State.PUBLISHED:
        return 0
    seated = event.registrations.seated().count()
    for row in _queue(event).select_related("participant__user"):
        if not rules.has_room(seated + given, event.capacity):
            break
        row.state = REGISTRATION.step("seat", row.state, SYSTEM, None, now).target
        row.save(update_fields=["state"])
        row.event = event
        telling.tell_place(row, now)
        given += 1
    return given
