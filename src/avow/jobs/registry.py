"""Which function does which kind of job."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from avow.jobs.models import Job

# Goes on from `job.done`, calls `advance` after each batch, and returns the result as plain JSON.
Runner = Callable[[Job, datetime], dict[str, Any] | None]

_RUNNERS: dict[str, Runner] = {}


def runner(kind: str) -> Callable[[Runner], Runner]:
    """Register the function that does this kind of job; its module must be imported in `ready`.

    Raises ValueError if another function does it already.
    """

    def register(function: Runner) -> Runner:
        if _RUNNERS.setdefault(kind, function) is not function:
            raise ValueError(f"two runners for {kind}")
        return function

    return register


def runner_of(kind: str) -> Runner:
    """Return the function for a kind. Raises KeyError."""
    return _RUNNERS[kind]
