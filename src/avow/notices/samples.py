"""Sample contexts, one per verb: for the preview page and the test of every text.

Each app registers its own in `apps.py`; a verb without a sample fails the house test.
"""

from collections.abc import Mapping
from typing import Any

_SAMPLES: dict[str, dict[str, Any]] = {}


def register(samples: Mapping[str, Mapping[str, Any]]) -> None:
    """Add an app's samples. Raises ValueError if a verb is given two different ones."""
    for verb, context in samples.items():
        if _SAMPLES.setdefault(verb, dict(context)) != dict(context):
            raise ValueError(f"two samples for {verb}")


def verbs() -> list[str]:
    """Return every verb that has a sample, in order."""
    return sorted(_SAMPLES)


def sample(verb: str) -> dict[str, Any]:
    """Return a copy of the sample context. Raises KeyError for an unknown verb."""
    return dict(_SAMPLES[verb])
