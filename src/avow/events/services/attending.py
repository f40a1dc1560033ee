"""Who was there: ticked on the list, by the code shown there, or from a file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import constant_time_compare

from avow.directory.services import touch
from avow.events import rules
from avow.events.models import Event, Registration
from avow.events.permissions import POLICY
from avow.events.rules import Undertaking
from avow.events.states import How, State
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
        raise Refused("attendance_never_registered")
    if mine.attended_at is not None:
        return mine
    event = mine.event
    if event.state != State.PUBLISHED or not rules.code_works(event.starts_at, event.ends_at, now):
        raise Refused("attendance_not_now")
    if reasons := rules.attendance_reasons(event.state, mine.state):
        raise Refused(*reasons)
    spam.within_limits("attend", str(mine.pk), most=rules.MOST_TRIES, per=HOUR, now=now)
    if not constant_time_compare("".join(code.upper().split()), event.code):
        raise Refused("attendance_wrong_code")
    return _attended(mine.pk, How.CODE, None, now)


def code_is_asked(mine: Registration | None, now: datetime) -> bool:
    """Return whether somebody may enter the code now, and has not yet."""
    if mine is None or mine.attended_at is not None:
        return False
    event = mine.event
    return rules.code_works(event.starts_at, event.ends_at, now) and not rules.attendance_reasons(
        event.state, mine.state
    )


def _attended(mine: int, how: str, by: User | None, now: datetime) -> Registration:
    with transaction.atomic():
        rows = Registration.objects.select_for_update(of=("self",)).select_related("event")
        row: Registration = rows.get(pk=mine)
        if row.attended_at is None:
            if reasons := rules.attendance_reasons(row.event.state, row.state):
                raise Refused(*reasons)
            row.attended_at, row.attended_how, row.attended_by = now, how, by
            row.save(update_fields=["attended_at", "attended_how", "attended_by"])
            if row.organisation_id is not None:
                touch(row.event.forum_id)  # the maker's page says that it was there
    return row


@dataclass(frozen=True, slots=True)
class Ticked:
    """How many are noted as there by now, and how many were ticked in vain: they have no place."""

    there: int
    without_place: int


def by_list(
    event: Event, present: Iterable[int], shown: Iterable[int], *, by: User, now: datetime
) -> Ticked:
    """Tick who was there among the registrations that a page showed.

    One that was ticked by mistake is unticked; who came by code or file stays. Raises Refused.
    """
    if not POLICY.allows("event.attendance", roles_in(by, None, event.forum)):
        raise Refused("not_yours", forbidden=True)
    if event.state != State.PUBLISHED:
        raise Refused("attendance_not_held")
    ticked, without_place = set(present), 0
    with transaction.atomic():
        rows = Registration.objects.select_for_update().filter(event=event, pk__in=list(shown))
        for row in rows:
            if row.pk in ticked and row.attended_at is None:
                if rules.attendance_reasons(event.state, row.state):
                    without_place += 1
                    continue
                row.attended_at, row.attended_how, row.attended_by = now, How.LIST, by
            elif row.pk not in ticked and row.attended_how == How.LIST:
                row.attended_at, row.attended_how, row.attended_by = None, "", None
            row.save(update_fields=["attended_at", "attended_how", "attended_by"])
        there = Registration.objects.filter(event=event, attended_at__isnull=False).count()
        touch(event.forum_id)  # the makers' pages say who was there
    return Ticked(there, without_place)


def by_import(mine: int, *, now: datetime) -> None:
    """Take presence from a file, by a registration's key. Raises Refused: no place, no event."""
    _attended(mine, How.IMPORT, None, now)


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
