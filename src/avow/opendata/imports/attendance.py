"""Import of attendance: who was at an event, by the address they registered with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from avow.events.models import Event, Registration
from avow.events.services.attending import by_import
from avow.forums.models import Forum
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
    """Somebody was at an event."""

    registration: Registration


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

    def here(self, _rows: Sequence[Row]) -> set[int]:
        """Skip none: whoever is noted already is noted once."""
        return set()

    def check(self, row: Row) -> tuple[There | None, list[Problem]]:
        """Return whose attendance a row is, and what is wrong with it."""
        cells = Cells(row)
        slug = cells.line("event", needed=True, most=80)
        email = cells.line("email", needed=True, most=254)
        event = self._events.get(slug)
        if slug and event is None:
            cells.wrong(
                "event", _("This forum has no such event."), _("Copy its name from its address.")
            )
        found = None
        if event is not None and email:
            rows = Registration.objects.filter(event=event, participant__email__iexact=email)
            found = rows.first()
            if found is None:
                cells.wrong(
                    "email",
                    _("Nobody registered with this address."),
                    _("Look for another spelling, or tick the person on the list."),
                )
        if cells.problems or found is None:
            return None, cells.problems
        return There(found), []

    def clashes(self, things: Sequence[There]) -> dict[str, str]:  # noqa: ARG002  none can clash
        """Return nothing: rows have no ids of their own."""
        return {}

    def clash_of(self, row: Row, thing: There, clashes: dict[str, str]) -> list[Problem]:  # noqa: ARG002  none can clash
        """Return nothing."""
        return []

    def take(self, things: Sequence[There], now: datetime) -> tuple[int, int]:
        """Note who was there; return (new, noted already)."""
        new = 0
        for thing in things:
            known = Registration.objects.get(pk=thing.registration.pk).attended_at is not None
            by_import(thing.registration, now=now)
            new += not known
        return new, len(things) - new

    def finish(self, now: datetime) -> None:
        """Nothing is left to do."""
        del now


KIND = Kind("attendance", gettext_lazy("Attendance at events"), COLUMNS, AttendanceChecker)
