"""Which window is open, for everybody and for one organisation that was granted longer."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from avow.forums.models import Forum, Window
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc
from avow.ledger.services import record
from avow.people.models import Organisation, User, WindowGrant
from avow.people.roles import Role

BEFORE, OPEN, CLOSED = "before", "open", "closed"


@dataclass(frozen=True, slots=True)
class WindowStatus:
    """What a page says about a window: open, was open, will be open.

    `until` is the first instant at which it is closed to whoever asked, with their grant counted;
    `closes_at` the same for everybody. All are None where the forum has no such window.
    """

    window: Window | None
    state: str
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Return whether something may be handed in now."""
        return self.state == OPEN

    @property
    def granted(self) -> bool:
        """Return whether it is open longer for whoever asked than for everybody."""
        return self.until is not None and self.until != self.closes_at


def current_window(
    forum: Forum, kind: str, now: datetime, organisation: Organisation | None = None
) -> WindowStatus:
    """Return the window of `kind` that counts at `now`: the open one, else the next, else the last.

    An organisation's grants count for its own window only; two queries, one without an organisation.
    """
    windows = list(Window.objects.filter(forum=forum, kind=kind).order_by("opens_at", "pk"))
    granted: dict[int, datetime] = {}
    if organisation is not None and windows:
        for grant in WindowGrant.objects.filter(window__in=windows, organisation=organisation):
            granted[grant.window_id] = max(grant.until, granted.get(grant.window_id, grant.until))
    statuses = [_status(window, now, granted.get(window.pk)) for window in windows]
    for state in (OPEN, BEFORE):
        for status in statuses:
            if status.state == state:
                return status
    return statuses[-1] if statuses else WindowStatus(None, CLOSED)


def status_of(window: Window, now: datetime, organisation: Organisation | None = None) -> WindowStatus:
    """Return the same for one window that is already chosen."""
    grants = WindowGrant.objects.filter(window=window, organisation=organisation) if organisation else ()
    return _status(window, now, max((grant.until for grant in grants), default=None))


def _status(window: Window, now: datetime, granted: datetime | None) -> WindowStatus:
    until = max(window.closes_at, granted) if granted else window.closes_at
    state = BEFORE if now < window.opens_at else OPEN if now < until else CLOSED
    return WindowStatus(window, state, window.opens_at, window.closes_at, until)


def grant_exception(
    window: Window, organisation: Organisation, *, until: datetime, reason: str, by: User, now: datetime
) -> WindowGrant:
    """Let one organisation hand in until `until`, though the window is closed to others; logged.

    The same grant sent twice is one grant. Raises `Refused`: no reason given, or not later than the
    window's own end.
    """
    reason = nfc(reason).strip()
    wrong = [] if reason else ["window_reason_missing"]
    if until <= max(window.closes_at, now):
        wrong.append("window_not_later")
    if wrong:
        raise Refused(*wrong)
    with transaction.atomic():
        Window.objects.select_for_update().get(pk=window.pk)
        again = WindowGrant.objects.filter(window=window, organisation=organisation, until=until, reason=reason)
        known = again.first()
        if known is not None:
            return known
        grant = WindowGrant.objects.create(
            window=window, organisation=organisation, until=until, reason=reason, granted_by=by, granted_at=now
        )
        record(
            "window.granted",
            forum=window.forum,
            subject=f"window:{window.key}",
            at=now,
            role=Role.SECRETARIAT,
            data={"organisation": organisation.slug, "until": until.isoformat()},
        )
    return grant
