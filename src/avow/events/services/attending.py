"""Who was there: ticked on the list, by the code shown there, or from a file."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare

from avow.events import rules
from avow.events.models import Event, Registration
from avow.events.permissions import POLICY
from avow.events.rules import Undertaking
from avow.events.states import How, Place, State
from avow.forums.models import Forum
from avow.kernel.due import due
from avow.kernel.lifecycle import Refused
from avow.participants import spam
from avow.people.authority import roles_in
from avow.people.models import Organisation, User
from avow.review.models import Maker

HOUR = timedelta(hours=1)


def by_code(mine: Registration | None, code: str, *, now: datetime) -> Registration:
    """Take the code that is shown at the event; again, it is taken already.

    Raises Refused: wrong code, not the time of the event, no place, too many tries.
    """
    if mine is None:
        raise Refused("attendance_not_registered")
    if mine.attended_at is not None:
        return mine
    event = mine.event
    if event.state != State.PUBLISHED or not rules.code_works(event.starts_at, event.ends_at, now):
        raise Refused("attendance_not_now")
    if mine.state not in {Place.REGISTERED, Place.WAITING}:
        raise Refused("attendance_not_registered")
    spam.within_limits("attend", str(mine.pk), most=rules.MOST_TRIES, per=HOUR, now=now)
    if not constant_time_compare("".join(code.upper().split()), event.code):
        raise Refused("attendance_wrong_code")
    return _attended(mine, How.CODE, None, now)


def _attended(mine: Registration, how: str, by: User | None, now: datetime) -> Registration:
    with transaction.atomic():
        row: Registration = Registration.objects.select_for_update().get(pk=mine.pk)
        if row.attended_at is None:
            row.attended_at, row.attended_how, row.attended_by = now, how, by
            row.save(update_fields=["attended_at", "attended_how", "attended_by"])
    return row


def by_list(
    event: Event, present: Iterable[int], shown: Iterable[int], *, by: User, now: datetime
) -> int:
    """Tick who was there among the registrations that a page showed; return how many are ticked.

    One that was ticked by mistake is unticked; who came by code or file stays. Raises Refused.
    """
    if not POLICY.allows("event.attendance", roles_in(by, None, event.forum)):
        raise Refused("not_yours", forbidden=True)
    ticked = set(present)
    with transaction.atomic():
        rows = Registration.objects.select_for_update().filter(event=event, pk__in=list(shown))
        for row in rows:
            if row.pk in ticked and row.attended_at is None:
                row.attended_at, row.attended_how, row.attended_by = now, How.LIST, by
            elif row.pk not in ticked and row.attended_how == How.LIST:
                row.attended_at, row.attended_how, row.attended_by = None, "", None
            row.save(update_fields=["attended_at", "attended_how", "attended_by"])
        return Registration.objects.filter(event=event, attended_at__isnull=False).count()


def by_import(mine: Registration, *, now: datetime) -> Registration:
    """Take somebody's presence from a file."""
    return _attended(mine, How.IMPORT, None, now)


def undertaking_of(
    forum: Forum, organisation: Organisation, now: datetime
) -> tuple[Undertaking, list[tuple[Event, bool]]]:
    """Return how an organisation met its undertaking, and at which main events it was.

    Main events count that ended since it became a maker. Three queries.
    """
    since = Maker.objects.filter(forum=forum, organisation=organisation).order_by("since").first()
    if since is None:
        return Undertaking(0, 0), []
    held = list(
        Event.objects.main_held(now)
        .filter(forum=forum, ends_at__gte=since.since)
        .order_by("starts_at")
    )
    there = set(
        Registration.objects.filter(
            organisation=organisation, event__in=held, attended_at__isnull=False
        ).values_list("event_id", flat=True)
    )
    return (
        rules.undertaking((event.pk for event in held), there),
        [(event, event.pk in there) for event in held],
    )


@due("events: needs erased after the event", every=HOUR)
def erase_needs(now: datetime) -> int:
    """Erase what people needed to take part, a month after the event."""
    over = Registration.objects.filter(event__ends_at__lt=now - rules.NEEDS_KEPT).exclude(needs="")
    return over.update(needs="")
