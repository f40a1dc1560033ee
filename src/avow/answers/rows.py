"""Rows of repeating sections: drawn, and added, taken away, put back by buttons that submit."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from avow.answers import pages
from avow.answers import services as answers
from avow.answers.models import Row, Sheet
from avow.answers.pages import Field, Outcome, Posted
from avow.answers.shape import Section
from avow.answers.wording import in_reader_language

BUTTONS = ("add_row", "restore_row", "remove_row", "row_up", "row_down")
_STEPS = {"row_up": -1, "row_down": 1}


@dataclass(frozen=True)
class Rows:
    """A repeating section as a page shows it."""

    section: Section
    groups: list[tuple[str, int, list[Field]]]  # (scope, number to show, fields)
    next_number: int
    removed: list[Row]

    @property
    def row_name(self) -> str:
        """Return what one row is called."""
        return in_reader_language(self.section.row_names) or in_reader_language(self.section.names)

    @property
    def is_full(self) -> bool:
        """Return whether no row fits any more."""
        return len(self.groups) >= self.section.max_rows


def rows_on_page(
    sheet: Sheet,
    section: Section,
    *,
    outcome: Outcome | None = None,
    typed: Posted | None = None,
    show_missing: bool = False,
    file_url: Callable[[int], str] | None = None,
) -> Rows:
    """Return the rows of a section ready to draw; a constant number of queries."""
    found = list(Row.objects.filter(sheet=sheet, section=section.code))
    living = [row for row in found if row.removed_at is None]
    fields = pages.fields_of(
        sheet,
        [(section, row.scope) for row in living],
        outcome=outcome,
        typed=typed,
        show_missing=show_missing,
        file_url=file_url,
    )
    groups = [
        (row.scope, place, group)
        for place, (row, group) in enumerate(zip(living, fields, strict=True), 1)
    ]
    removed = [row for row in found if row.removed_at is not None]
    return Rows(section, groups, max((row.number for row in found), default=0) + 1, removed)


def change_rows(sheet: Sheet, posted: Posted, *, now: datetime) -> str:
    """Do what the button said: add, remove, restore, move up or down a row (`add_row=finance-3`).

    Return the scope it was about, "" if no such button was pressed. A button pressed twice does its
    work once. Raises Refused: frozen, no such section, full.
    """
    for name in BUTTONS:
        section, _, number = pages.last(posted, name).rpartition("-")
        if section and number.isdecimal() and len(number) < 5:
            if name == "remove_row":
                answers.remove_row(sheet, section, int(number), now=now)
            elif name in _STEPS:
                answers.move_row(sheet, section, int(number), _STEPS[name])
            else:
                answers.add_row(sheet, section, int(number), now=now)
            return pages.last(posted, name)
    return ""
