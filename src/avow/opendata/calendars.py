"""When commitments begin and end, and their milestones, as a calendar (RFC 5545)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from icalendar import Event as Day

from avow.directory.query import Question
from avow.events.calendars import CONTENT_TYPE, calendar_called, uid_of
from avow.forums.models import Forum
from avow.notices.letters import absolute
from avow.opendata.exports.rows import batches_for
from avow.opendata.exports.sources import Batch
from avow.opendata.exports.xml import legal
from avow.people.links import link as page

__all__ = ["CONTENT_TYPE", "write"]
READ = ("ref", "title", "starts_on", "ends_on", "updated_at", "revision", "details")
_END = b"END:VCALENDAR\r\n"


def write(forum: Forum, question: Question) -> Iterator[bytes]:
    """Yield the calendar of the commitments that answer, days without a time.

    A day keeps its UID, and its SEQUENCE grows with each revision of the commitment.
    """
    whole = bytes(calendar_called(forum.name, "Commitments").to_ical())
    yield whole.removesuffix(_END)
    for batch in batches_for(question):
        yield b"".join(bytes(day.to_ical()) for day in _days(forum, batch))
    yield _END


def _days(forum: Forum, batch: Batch) -> Iterator[Day]:
    for row in zip(*[batch.values(name) for name in READ], strict=True):
        one = dict(zip(READ, row, strict=True))
        yield _day(forum, one, "begins", one["starts_on"], _("Begins: %s") % one["title"])
        for number, step in enumerate(one["details"].get("steps") or (), 1):
            words = f"{step['title']} ({one['title']})"
            yield _day(forum, one, f"step-{number}", step["due_on"], words)
        yield _day(forum, one, "ends", one["ends_on"], _("Ends: %s") % one["title"])


def _day(forum: Forum, row: dict[str, Any], key: str, day: str, words: str) -> Day:
    found, on = Day(), date.fromisoformat(day)
    changed = datetime.fromisoformat(row["updated_at"])
    found.add("uid", uid_of(f"{forum.slug}-{row['ref']}-{key}"))
    found.add("sequence", int(row["revision"]))
    found.add("dtstamp", changed)
    found.add("last-modified", changed)
    found.add("dtstart", on)
    found.add("dtend", on + timedelta(days=1))
    found.add("summary", legal(words))
    found.add("transp", "TRANSPARENT")
    found.add("url", absolute(page("directory:commitment", forum, row["ref"])))
    return found
