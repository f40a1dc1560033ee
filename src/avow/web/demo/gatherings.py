"""The events of the demonstration: one that took place, and one to come."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from avow.directory.models import Entry
from avow.events.models import Event
from avow.events.services import attending, organising, registering
from avow.forums.models import Forum
from avow.participants.models import Participant
from avow.participants.services.entering import of_user
from avow.people.models import User

SESSIONS = ("Opening", "What survivors ask for", "Money for movements")


def at_nine(day: date, zone_name: str) -> datetime:
    """Return nine in the morning of a day on the clocks of a place."""
    return datetime.combine(day, time(9), ZoneInfo(zone_name))


def hold(forum: Forum, staff: User, people: list[Participant], now: datetime) -> None:
    """Hold one main event, which people and makers attended, and publish the next."""
    _held(forum, staff, people, now)
    _to_come(forum, staff, now)


def _publish(forum: Forum, staff: User, now: datetime, **fields: Any) -> Event:
    values: dict[str, Any] = {
        "text": "", "language": "en", "coalition": None, "is_main": True, "online_url": "",
        "languages": ["en", "fr", "es", "ar"], "access": ["captions", "sign_language", "step_free"],
        "capacity": None, "registration_opens_at": None, "registration_closes_at": None,
    }  # fmt: skip
    made = organising.make(forum, **(values | fields), by=staff, now=now)
    return organising.move(made, "publish", by=staff, now=now)


def _held(forum: Forum, staff: User, people: list[Participant], now: datetime) -> None:
    zone = "America/Mexico_City"
    begins = at_nine((now - timedelta(days=40)).date(), zone)
    past = _publish(
        forum, staff, begins - timedelta(days=30), title="Forum of the coalitions",
        text="Coalitions presented their plans, and makers their commitments.", place="Mexico City",
        zone_name=zone, starts_at=begins, ends_at=begins + timedelta(hours=8),
    )  # fmt: skip
    makers = User.objects.filter(email__in=["ana@example.org", "chidi@example.org"])
    for who in [*people, *(of_user(user, forum, now=begins) for user in makers)]:
        mine = registering.register(past, who, now=begins - timedelta(days=5))
        attending.by_code(mine, past.code, now=begins + timedelta(hours=1))
    organising.announce(
        past, _one_of_each_coalition(forum), by=staff, now=begins + timedelta(hours=6)
    )
    organising.add_document(
        past, kind="replay", title="Opening, recorded", url="https://example.org/replay",
        by=staff, now=begins,
    )  # fmt: skip


def _one_of_each_coalition(forum: Forum) -> list[str]:
    """Return the first public commitment of each coalition."""
    first: dict[str, str] = {}
    rows = Entry.objects.filter(forum=forum, is_listed=True).order_by("ref")
    for ref, coalitions in rows.values_list("ref", "coalitions"):
        for code in coalitions[:1]:
            first.setdefault(code, ref)
    return list(first.values())


def _to_come(forum: Forum, staff: User, now: datetime) -> None:
    zone = "Europe/Paris"
    begins = at_nine((now + timedelta(days=35)).date(), zone)
    event = _publish(
        forum, staff, now - timedelta(days=10), title="Spring gathering",
        text="A day to look at what was reached, and to plan the next year **together**.",
        place="Paris", online_url="https://example.org/live", zone_name=zone,
        starts_at=begins, ends_at=begins + timedelta(hours=9), capacity=300,
    )  # fmt: skip
    for number, title in enumerate(SESSIONS):
        starts = begins + timedelta(hours=3 * number)
        organising.add_session(
            event, title=title, starts_at=starts, ends_at=starts + timedelta(hours=2), speakers="",
            place="Great hall", language="en", text="", by=staff, now=now,
        )  # fmt: skip
