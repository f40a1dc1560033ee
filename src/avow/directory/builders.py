"""Who makes public entries: a higher app registers in its `apps.py`; none is imported."""

from collections.abc import Callable, Iterator

from avow.directory.entry import PublicEntry
from avow.forums.models import Forum

Builder = Callable[[Forum], Iterator[PublicEntry]]
_BUILDERS: list[Builder] = []


def register(builder: Builder) -> None:
    """Add a maker of entries; a second registration of the same one changes nothing."""
    if builder not in _BUILDERS:
        _BUILDERS.append(builder)


def entries_of(forum: Forum) -> Iterator[PublicEntry]:
    """Yield every entry that the forum should show."""
    for builder in _BUILDERS:
        yield from builder(forum)
