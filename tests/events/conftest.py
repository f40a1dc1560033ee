"""An event, and the time of the pages."""

import pytest

from tests.events.test_events import NOW, made


@pytest.fixture
def clock(monkeypatch):
    """Set the time of the pages."""

    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_to(NOW)
    return set_to


@pytest.fixture
def event(forum, sofia, clock):
    return made(forum, sofia)
