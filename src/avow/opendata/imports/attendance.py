"""Import of attendance: who was at an event, by the address they registered with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.events import rules
from avow.events.models import Event
from avow.events.services.attending import by_import
from avow.events.states import Place, State
from avow.forums.models import Forum
from avow.kernel.lifecycle import Refused
from avow.kernel.words import sentences
from avow.opendata.imports.cells import Cells
from avow.opendata.imports.houses import Houses
from avow.opendata.imports.problems import Problem
from avow.opendata.imports.reading import Row
from avow.opendata.imports.registry import Kind

COLUMNS = (
    ("event", True, gettext_lazy("The event's name in its address, as in spring-forum")),
    ("email", True, gettext_lazy("The address somebody registered with")),
)


@dataclass(frozen=True, slots=True)
class There:
    """Somebody was at an event: the key of their registration, and whether it was noted before."""

    registration: int
    email: str
    was_noted: bool


@dataclass(frozen=True, slots=True)
class Registered:
    """What a registration is when its event is first met in the file."""

    pk: int
    state: str
    was_noted: bool


class AttendanceChecker:
    """Checks and takes rows of attendance."""

    own: frozenset[int] = frozenset()

    def __init__(self, forum: Forum | None) -> None:
        if forum is None:
            raise ValueError("events are a forum's")
        self.forum = forum
        self.houses = Houses()
        self.notes: list[str] = []
        self._events = {one.slug: one for one in Event.objects.public().filter(forum=forum)}
        self._registered: dict[int, dict[str, Registered]] = {}  # {event: {address: what it is}}

    def here(self, rows: Sequence[Row]) -> set[int]:
        """Skip none: whoever is noted already is noted once. Looks up who registered."""
        for row in rows:
            if event := self._events.get(Cells(row).line("event")):
                self._of(event)
        return set()

    def _of(self, event: Event) -> dict[str, Registered]:
        """Return who registered for an event, by address; asked once a file."""
        if event.pk not in self._registered:
            rows = event.registrations.values_list(
                "participant__email", "pk", "state", "attended_at"
            )
            self._registered[event.pk] = {
                email.lower(): Registered(pk, state, attended_at is not None)
                for email, pk, state, attended_at in rows
            }
        return self._registered[event.pk]

    def check(self, row: Row) -> tuple[There | None, list[Problem]]:
        """Return whose attendance a row is, and what is wrong with it."""
        cells = Cells(row)
        event = self._event(cells)
        email = cells.line("email", needed=True, most=254).lower()
        if event is None or not email:
            return None, cells.problems
        found = self._of(event).get(email)
        if found is None:
            cells.wrong(
                "email",
                _("Nobody registered with this address."),
                _("Look for another spelling, or leave the row out."),
            )
        elif not found.was_noted and rules.attendance_reasons(event.state, found.state):
            cells.wrong(
                "email",
                _("This address was never confirmed.")
                if found.state == Place.UNCONFIRMED
                else _("This place was given back."),
                _("Only who has a place or waits for one is counted: leave the row out."),
            )
        if cells.problems or found is None:
            return None, cells.problems
        return There(found.pk, email, found.was_noted), []

    def _event(self, cells: Cells) -> Event | None:
        slug = cells.line("event", needed=True, most=80)
        event = self._events.get(slug)
        if slug and event is None:
            cells.wrong(
                "event", _("This forum has no such event."), _("Copy its name from its address.")
            )
        elif event is not None and event.state != State.PUBLISHED:
            cells.wrong(
                "event", _("This event was cancelled."), _("Name an event that took place.")
            )
            return None
        return event

    def clashes(self, things: Sequence[There]) -> dict[str, str]:  # noqa: ARG002  none can clash
        """Return nothing: rows have no ids of their own."""
        return {}

    def clash_of(self, row: Row, thing: There, clashes: dict[str, str]) -> list[Problem]:  # noqa: ARG002  none can clash
        """Return nothing."""
        return []

    def take(self, things: Sequence[There], now: datetime) -> tuple[int, int]:
        """Note who was there; return (new, noted already)."""
        new = known = 0
        for thing in things:
            try:
                by_import(thing.registration, now=now)
            except Refused as refusal:  # given back since the row was checked
                self.notes.append(f"{thing.email}: {' '.join(sentences(refusal.reasons))}")
            else:
                new, known = new + (not thing.was_noted), known + thing.was_noted
        return new, known

    def finish(self, now: datetime) -> None:
        """Nothing is left to do."""
        del now


KIND = Kind("attendance", gettext_lazy("Attendance at events"), COLUMNS, AttendanceChecker)
