"""What an organisation is in a forum: a Champion by its seat, and what higher apps register.

`review` registers who was accepted as a commitment maker; it lies above and is never imported here.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import F, QuerySet

from avow.directory.states import OrganisationRole
from avow.forums.models import Forum
from avow.people.models import SeatHolder

# Returns rows with `organisation` (key) and `code` (of the coalition).
Rows = QuerySet[Any, dict[str, Any]]
Source = Callable[[Forum], Rows]
_MAKERS: list[Source] = []


def register_makers(source: Source) -> None:
    """Add a source of makers: values `organisation` (key) and `code` (of the coalition)."""
    if source not in _MAKERS:
        _MAKERS.append(source)


def rows_of(role: str, forum: Forum, day: date) -> list[Rows]:
    """Return the querysets that together hold who has the role on that day."""
    if role == OrganisationRole.CHAMPION:
        seats = SeatHolder.objects.on(day).filter(seat__coalition__forum=forum)
        return [seats.order_by().values("organisation", code=F("seat__coalition__code"))]
    return [source(forum) for source in _MAKERS]


def memberships(
    forum: Forum, day: date, organisations: Iterable[int]
) -> dict[int, dict[str, list[str]]]:
    """Return {organisation: {role: coalition codes}} of these organisations; a query per source."""
    wanted = list(organisations)
    found: dict[int, dict[str, list[str]]] = {}
    for role in OrganisationRole.values:
        for rows in rows_of(role, forum, day):
            for row in rows.filter(organisation__in=wanted):
                key, code = int(str(row["organisation"])), str(row["code"])
                codes = found.setdefault(key, {}).setdefault(role, [])
                if code not in codes:
                    codes.append(code)
    return found
