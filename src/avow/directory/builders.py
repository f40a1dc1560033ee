"""Who makes public entries: a higher app registers in its `apps.py`; none is imported."""

from collections.abc import Callable, Iterator

from avow.directory.entry import PublicEntry
from avow.forums.models import Forum

Builder = Callable[[Forum], Iterator[PublicEntry]]
Progress = Callable[[int], None]
Rebuilder = Callable[[Forum, Progress], int]
_BUILDERS: list[Builder] = []
_REBUILDERS: list[Rebuilder] = []


def register(builder: Builder) -> None:
    """Add a maker of entries; a second registration of the same one changes nothing."""
    if builder not in _BUILDERS:
        _BUILDERS.append(builder)


def entries_of(forum: Forum) -> Iterator[PublicEntry]:
    """Yield every entry that the forum should show."""
    for builder in _BUILDERS:
        yield from builder(forum)


def register_rebuilder(rebuilder: Rebuilder) -> None:
    """Add what makes a higher app's own public figures again, after the entries; each once.

    It works in transactions of its own and may be run again at any time; it returns how many rows
    it looked at.
    """
    if rebuilder not in _REBUILDERS:
        _REBUILDERS.append(rebuilder)


def rebuild_others(forum: Forum, progress: Progress = lambda _done: None) -> int:
    """Make the figures of the higher apps again; return how many rows were looked at."""
    return sum(rebuilder(forum, progress) for rebuilder in _REBUILDERS)
