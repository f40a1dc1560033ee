"""What is typed into a section, between the page and the service: field by field, or all at once.

A field travels with a mark of what stood there when its page was drawn.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from avow.annual.models import Section, SectionText
from avow.annual.services import write
from avow.kernel.lifecycle import Refused
from avow.kernel.meanwhile import REASON
from avow.kernel.text import nfc
from avow.people.models import User

FIELDS = ("title", "text")
TRIES = 3


@dataclass(frozen=True, slots=True)
class Sheet:
    """A section in one language as it is kept, and the original beside it where it is another."""

    row: SectionText | None
    original: SectionText | None

    @property
    def values(self) -> dict[str, str]:
        """Return what is kept, by field."""
        return {name: getattr(self.row, name) if self.row else "" for name in FIELDS}

    @property
    def marks(self) -> dict[str, str]:
        """Return the mark of each field."""
        return {name: mark_of(value) for name, value in self.values.items()}

    @property
    def is_stale(self) -> bool:
        """Return whether the original changed since this was translated."""
        if self.row is None or self.original is None:
            return False
        return self.row.of_version != self.original.version


def mark_of(value: str) -> str:
    """Return a short mark of a text."""
    return sha256(value.encode()).hexdigest()[:16]


def sheet_of(section: Section, language: str) -> Sheet:
    """Return a section in one language; one query."""
    rows = list(section.texts.select_related("changed_by"))
    mine = next((one for one in rows if one.language == language), None)
    original = next((one for one in rows if one.is_original and one != mine), None)
    return Sheet(mine, original)


def keep(
    section: Section,
    language: str,
    values: Mapping[str, str],
    seen: Mapping[str, str],
    *,
    by: User,
    now: datetime,
    settled: bool = True,
) -> SectionText:
    """Keep the fields of `values`, whose marks were `seen` (none: whatever stands there).

    Two fields saved at the same moment do not stand in each other's way. Raises Refused as
    services.write does, also if somebody else changed one of these fields meanwhile.
    """
    for _try in range(TRIES):
        sheet = sheet_of(section, language)
        there = sheet.values
        for name, value in values.items():
            mark = seen.get(name, "")
            if mark and mark != mark_of(there[name]) and nfc(value).strip() != there[name]:
                raise Refused(REASON)
        words = {**there, **values}
        try:
            return write(
                section, language, words["text"], title=words["title"], by=by, now=now,
                drawn=sheet.row.version if sheet.row else 0, settled=settled,
            )  # fmt: skip
        except Refused as refused:
            if refused.reasons != (REASON,):
                raise
    raise Refused(REASON)
