"""Pages read the clock themselves: here it stands still on a morning when applications are open."""

import pytest
from django.utils import timezone

from tests.applications.making import MORNING


class Clock:
    """The time the pages see."""

    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self):
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Stand still; `clock.now = at(...)` moves on."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock
