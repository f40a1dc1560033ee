"""Who looked at an organisation at risk: kept, so that its people can ask why."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from avow.people.models import Look, Organisation, User
from avow.people.states import LookPage

AGAIN = timedelta(hours=1)  # the same page within it is the same look


def note_look(organisation: Organisation, *, by: User, page: LookPage, now: datetime) -> None:
    """Keep that somebody read an organisation at risk, whose name the public never sees."""
    note_looks([organisation], by=by, page=page, now=now)


def note_looks(
    organisations: Iterable[Organisation], *, by: User, page: LookPage, now: datetime
) -> None:
    """Keep a look at each; one for each person, organisation and page within an hour.

    Those that are not protected are left out. Two tabs at once may leave two: rather one too many.
    """
    found = {one.pk: one for one in organisations if one.is_protected}
    if not found:
        return
    recent = Look.objects.filter(
        organisation__in=found, user=by, page=page, at__gt=now - AGAIN, at__lte=now
    )
    known = set(recent.values_list("organisation_id", flat=True))
    Look.objects.bulk_create(
        Look(organisation=one, user=by, page=page, at=now)
        for pk, one in sorted(found.items())
        if pk not in known
    )
