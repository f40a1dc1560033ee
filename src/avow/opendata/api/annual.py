"""Where the annual reports come from: the app that keeps them lies above, and registers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from avow.forums.models import Forum


@dataclass(frozen=True, slots=True)
class Edition:
    """The newest public edition of a year's report; `paths` are of page, PDF and package."""

    year: int
    number: int
    published_at: datetime
    digest: str
    page: str
    pdf: str
    package: str


Source = Callable[[Forum], list[Edition]]
_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Add a source; a second registration of the same one changes nothing."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def editions_of(forum: Forum) -> list[Edition]:
    """Return the public reports of a forum, the newest first."""
    return [one for source in _SOURCES for one in source(forum)]
