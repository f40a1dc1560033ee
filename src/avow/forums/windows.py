"""Is it open? The one place that pages, forms, the API and the calendar ask."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from avow.forums.models import Forum, Milestone, Window, WindowChange
from avow.forums.rules import WindowState, state_between
from avow.kernel.lifecycle import Refused
from avow.kernel.text import nfc


@dataclass(frozen=True, slots=True)
class WindowStatus:
    """What to tell somebody who wants to hand something in now.

    `window` is None when the forum has no window of the kind; then it is closed. `until` is when it
    closes for the one who asks: later than `closes_at` if they were granted an exception.
    """

    window: Window | None
    state: WindowState
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    until: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Return whether something may be handed in now."""
        return self.state == "open"


@dataclass(frozen=True, slots=True)
class Calendar:
    """A forum's windows and milestones, each in order of time."""

    windows: tuple[Window, ...]
    milestones: tuple[Milestone, ...]

    def statuses(self, now: datetime) -> list[WindowStatus]:
        """Return the status of each window at `now`."""
        return [status_of([window], now) for window in self.windows]


def window_state(window: Window, now: datetime, grant_until: datetime | None = None) -> WindowState:
    """Return whether the window is before, open or closed; a grant may end later."""
    return state_between(window.opens_at, window.closes_at, now, grant_until)


def status_of(
    windows: Iterable[Window], now: datetime, grants: Mapping[int, datetime] | None = None
) -> WindowStatus:
    """Return the status of the window that matters now, among windows of one kind.

    That is one that is open (the last to close, if several are), else the next to open, else the
    last that closed. `grants` maps a window's id to the end granted to the one who asks.
    """
    ends = grants or {}
    found = [(window, window_state(window, now, ends.get(window.pk))) for window in windows]
    if not found:
        return WindowStatus(None, "closed")

    def until(window: Window) -> datetime:
        return max(window.closes_at, ends.get(window.pk, window.closes_at))

    by_state: dict[WindowState, list[Window]] = {}
    for window, state in found:
        by_state.setdefault(state, []).append(window)
    if "open" in by_state:
        state, window = "open", max(by_state["open"], key=until)
    elif "before" in by_state:
        state, window = "before", min(by_state["before"], key=lambda one: one.opens_at)
    else:
        state, window = "closed", max(by_state["closed"], key=until)
    return WindowStatus(window, state, window.opens_at, window.closes_at, until(window))


def calendar(forum: Forum) -> Calendar:
    """Return the forum's windows and milestones, with two queries."""
    return Calendar(tuple(forum.windows.all()), tuple(forum.milestones.all()))


@transaction.atomic
def extend(
    window: Window, *, closes_at: datetime, reason: str, by: Any, now: datetime
) -> WindowChange:
    """Move the end of a window later, and log which user did it (`by`, or None), when and why.

    A window that has closed opens again, if the new end lies ahead. What the pack says is kept in
    `pack_closes_at`, and loading the pack again never undoes an extension. The same form sent twice
    is refused the second time, because the new end is no longer later. Raises Refused, with every
    reason: `window_reason_missing`, `window_not_later` (than its end, or than now).
    """
    locked = Window.objects.select_for_update().get(pk=window.pk)
    reason = nfc(reason).strip()
    reasons = []
    if not reason:
        reasons.append("window_reason_missing")
    if closes_at <= max(locked.closes_at, now):
        reasons.append("window_not_later")
    if reasons:
        raise Refused(*reasons)
    change = WindowChange.objects.create(
        window=locked,
        by=by,
        at=now,
        closes_before=locked.closes_at,
        closes_after=closes_at,
        reason=reason,
    )
    locked.closes_at = closes_at
    locked.save(update_fields=["closes_at"])
    window.closes_at = closes_at
    return change
