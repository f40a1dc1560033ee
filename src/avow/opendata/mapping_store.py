"""Mappings kept for files that come again."""

from datetime import datetime

from avow.forums.models import Forum
from avow.kernel.text import nfc
from avow.opendata.imports.mapping import MapTo
from avow.opendata.models import ImportMapping
from avow.people.models import User

LONGEST = 80  # characters of a name


def keep(
    forum: Forum, kind: str, name: str, mapping: MapTo, *, by: User | None, now: datetime
) -> ImportMapping:
    """Keep a mapping under a name; one of that name is written over. Raises ValueError: no name."""
    named = " ".join(nfc(name).split())[:LONGEST]
    if not named:
        raise ValueError("a kept mapping needs a name")
    row, _made = ImportMapping.objects.update_or_create(
        forum=forum,
        kind=kind,
        name=named,
        defaults={"mapping": mapping.as_plain(), "by": by, "at": now},
    )
    return row
