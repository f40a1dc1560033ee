"""Which window is open to an organisation, that may have been granted longer; and granting it."""

from datetime import datetime

from django.db import transaction

from avow.forums import windows
from avow.forums.models import Forum, Window
from avow.forums.windows import WindowStatus
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.authority import require
from avow.people.models import Organisation, User, WindowGrant

__all__ = ["WindowStatus", "current_window", "extend_window", "grant_exception", "status_for"]


def current_window(
    forum: Forum, kind: str, now: datetime, organisation: Organisation | None = None
) -> WindowStatus:
    """Return the window of `kind` that counts at `now`: the open one, else the next, else the last.

    An organisation's grants lengthen its own window only. Two queries, one without an organisation.
    """
    found = list(Window.objects.filter(forum=forum, kind=kind))
    return windows.status_of(found, now, _granted(found, organisation))


def status_for(
    window: Window, now: datetime, organisation: Organisation | None = None
) -> WindowStatus:
    """Return the same for one window that is already chosen, such as an application's own."""
    return windows.status_of([window], now, _granted([window], organisation))


def _granted(found: list[Window], organisation: Organisation | None) -> dict[int, datetime]:
    """Return {window: the latest end granted to the organisation}."""
    if organisation is None or not found:
        return {}
    grants = WindowGrant.objects.filter(window__in=found, organisation=organisation).order_by(
        "until"
    )
    return dict(grants.values_list("window_id", "until"))


@transaction.atomic
def grant_exception(
    window: Window,
    organisation: Organisation,
    *,
    until: datetime,
    reason: str,
    by: User | None,
    now: datetime,
) -> WindowGrant:
    """Let one organisation hand in until `until`, though the window is closed to others; logged.

    The same grant sent twice is one grant. Raises `Refused`: not allowed (also for
    one's own organisation), no reason given, not later than the
    window's own end and than now, or the organisation was merged into another.
    """
    held = require("window.grant", by, organisation, window.forum)
    locked = Window.objects.select_for_update().select_related(None).get(pk=window.pk)
    reason = nfc(reason).strip()
    refused = [] if reason else ["window_reason_missing"]
    if until <= max(locked.closes_at, now):
        refused.append("window_not_later")
    if organisation.merged_into_id is not None:
        refused.append("organisation_merged")
    if refused:
        raise Refused(*refused)
    grant, made = WindowGrant.objects.get_or_create(
        window=locked,
        organisation=organisation,
        until=until,
        reason=reason,
        defaults={"granted_by": by, "granted_at": now},
    )
    if made:
        record(
            "window.granted",
            forum=window.forum,
            subject=f"window:{window.key}",
            at=now,
            role=held,
            data={"organisation": organisation.pk, "until": until.isoformat()},
        )
    return grant


@transaction.atomic
def extend_window(
    window: Window, *, closes_at: datetime, reason: str, by: User | None, now: datetime
) -> None:
    """Move a window's end later for everybody, and say so in the ledger.

    Raises as `windows.extend` does, and Refused to who is no secretariat.
    """
    held = require("window.extend", by, None, window.forum)
    change = windows.extend(window, closes_at=closes_at, reason=reason, by=by, now=now)
    record(
        "window.extended",
        forum=window.forum,
        subject=f"window:{window.key}",
        at=now,
        role=held,
        data={"from": change.closes_before.isoformat(), "to": closes_at.isoformat()},
    )
