"""Who keeps a catalogue's examples: a higher app registers in its `apps.py`; none is imported."""

from collections.abc import Callable
from datetime import datetime

from avow.forums.models import Forum
from avow.forums.packs.schema.catalogue import Catalogue
from avow.forums.rules import Change

Keeper = Callable[[Forum, Catalogue, datetime], list[Change]]
_KEEPERS: list[Keeper] = []


def register(keeper: Keeper) -> None:
    """Add a keeper of examples; a second registration of the same one changes nothing."""
    if keeper not in _KEEPERS:
        _KEEPERS.append(keeper)


def keep(forum: Forum, catalogue: Catalogue, now: datetime) -> list[Change]:
    """Let the keepers bring the database into line with a catalogue; return what changed."""
    return [change for keeper in _KEEPERS for change in keeper(forum, catalogue, now)]
