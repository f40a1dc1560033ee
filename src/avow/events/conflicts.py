"""Two tabs on one event: marks of what a page showed, and what was saved meanwhile."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from django.db.models import Model

from avow.events.models import Event


class ChangedMeanwhile(Exception):
    """Somebody else, or another tab, saved `names` since; `event` is how it stands now."""

    def __init__(self, event: Event, names: tuple[str, ...]) -> None:
        super().__init__(event.slug, *names)
        self.event = event
        self.names = names


def marks_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Return a short mark of each value: two that a form shows alike have the same."""
    return {name: _mark(value) for name, value in values.items()}


def marks_on(event: Event, names: Iterable[str]) -> dict[str, str]:
    """Return the marks of what is saved."""
    return marks_of({name: getattr(event, name) for name in names})


def _mark(value: Any) -> str:
    if isinstance(value, datetime):
        value = f"{value.astimezone(UTC):%Y-%m-%dT%H:%M}"  # a form shows no seconds
    elif isinstance(value, Model):
        value = value.pk
    return sha256(json.dumps(value).encode()).hexdigest()[:12]


def read(text: str) -> dict[str, str]:
    """Return the marks that a page sends back; of nonsense none, so that it overwrites nothing."""
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
