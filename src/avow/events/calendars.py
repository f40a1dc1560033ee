"""Calendar files (RFC 5545), made by the icalendar library."""

from collections.abc import Iterable
from datetime import UTC, datetime

from django.conf import settings
from icalendar import Calendar, vText
from icalendar import Event as Entry

from avow.events.models import Event, Session
from avow.events.states import State
from avow.kernel.markdown import plain
from avow.people.links import link

CONTENT_TYPE = "text/calendar; charset=utf-8"


def calendar_of(events: Iterable[Event], name: str, *, sessions: bool = False) -> bytes:
    """Return the events as a calendar; with `sessions`, each session of them as an entry too.

    An entry keeps its UID for ever, grows its SEQUENCE with each change of time or place, and is
    CANCELLED when the event is. Times are in UTC: every calendar shows them in its reader's zone.
    The address of an online event is not in it: it is for those registered.
    """
    calendar = calendar_called(name, "Events")
    for event in events:
        calendar.add_component(_entry(event))
        if sessions:
            for one in event.sessions.all():
                calendar.add_component(_session(event, one))
    return bytes(calendar.to_ical())


def calendar_called(name: str, product: str) -> Calendar:
    """Return a calendar to subscribe to, with nothing in it yet."""
    calendar = Calendar()
    calendar.add("prodid", f"-//Avow//{product}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    return calendar


def uid_of(key: str) -> str:
    """Return a name for an entry that is its own all over the world, for ever."""
    host = settings.PUBLIC_URL.partition("://")[2].partition(":")[0] or "localhost"
    return f"{key}@{host}"


def _base(event: Event, uid: str, title: str, starts_at: datetime, ends_at: datetime) -> Entry:
    entry = Entry()
    entry.add("uid", uid_of(uid))
    entry.add("sequence", event.sequence)
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("dtstart", starts_at.astimezone(UTC))
    entry.add("dtend", ends_at.astimezone(UTC))
    entry.add("summary", title)
    entry.add("status", "CANCELLED" if event.state == State.CANCELLED else "CONFIRMED")
    entry.add("url", f"{settings.PUBLIC_URL}{link('events:event', event.forum, event.slug)}")
    return entry


def _entry(event: Event) -> Entry:
    uid = f"event-{event.pk}"
    entry = _base(event, uid, event.title, event.starts_at, event.ends_at)
    if event.place:
        entry.add("location", vText(event.place))
    if event.text:
        entry.add("description", plain(event.text)[:2_000])
    return entry


def _session(event: Event, one: Session) -> Entry:
    title = f"{event.title}: {one.title}"
    entry = _base(event, f"session-{one.pk}", title, one.starts_at, one.ends_at)
    if one.place or event.place:
        entry.add("location", vText(", ".join(part for part in (one.place, event.place) if part)))
    if one.text or one.speakers:
        entry.add(
            "description",
            "\n".join(part for part in (one.speakers, plain(one.text)) if part)[:2_000],
        )
    return entry
