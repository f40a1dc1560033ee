"""Until when reports are on time: the end of the window, or what one organisation was granted."""

from collections.abc import Collection
from datetime import datetime

from avow.people.models import WindowGrant
from avow.progress.models import Report


def due_dates(reports: Collection[Report]) -> dict[int, datetime]:
    """Return {report: the first instant at which it is late}, in the forum's zone; one query."""
    windows = {one.cycle.window_id for one in reports}
    grants = WindowGrant.objects.filter(
        window__in=windows, organisation__in={one.organisation_id for one in reports}
    )
    latest: dict[tuple[int, int], datetime] = {}
    for window, organisation, until in grants.order_by("until").values_list(
        "window_id", "organisation_id", "until"
    ):
        latest[window, organisation] = until
    found = {}
    for one in reports:
        closes_at = one.cycle.closes_at
        granted = latest.get((one.cycle.window_id, one.organisation_id), closes_at)
        found[one.pk] = max(closes_at, granted).astimezone(one.cycle.zone)
    return found
