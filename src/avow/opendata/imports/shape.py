"""What is wrong with a row before anybody asks what it means: its quotes, letters and length."""

import re
import unicodedata
from collections.abc import Collection

from django.utils.translation import gettext as _

from avow.opendata.imports.fields import TEXTS
from avow.opendata.imports.lines import MAX_CELL, MAX_LINE
from avow.opendata.imports.problems import Problem, problem
from avow.opendata.imports.reading import Row

_BROKEN = re.compile("[\ud800-\udfff]")
# Signs that no text needs, and those that turn or hide what stands around them: in a name they
# deceive, in a long text they may be meant. Joiners of Arabic and Indic words are neither.
_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_TURNING = re.compile(f"{_CONTROL.pattern[:-1]}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069]")
_LONG = frozenset([*TEXTS, "summary", "principles", "letter"])


def shape_problems(row: Row, words: Collection[str] = _LONG) -> list[Problem]:
    """Return the one problem of a row's shape, or none; `words`: the columns of long texts."""
    if row.fault:
        return [_faulty(row)]
    if row.surplus:
        return [_uneven(row)]
    for name, value in row.cells.items():
        # Printable: none of the signs that are looked for below, in whatever script.
        if value.isprintable() and len(value) <= MAX_CELL:
            continue
        if found := _letters(row, name, value, words):
            return [found]
    return []


def _faulty(row: Row) -> Problem:
    column = row.at
    if row.fault == "long":
        return problem(
            row.line,
            column,
            "",
            _("The cell is too long: more than %(most)s characters.") % {"most": MAX_LINE},
            _("Shorten it."),
        )
    return problem(
        row.line,
        column,
        row.seen,
        _("A quotation mark is not closed, or stands inside a cell in quotation marks."),
        _('Close it, or write it twice: "" stands for one.'),
    )


def _uneven(row: Row) -> Problem:
    wrong = (
        _("The row has %(number)s cells more than the header.")
        if row.surplus > 0
        else _("The row has %(number)s cells fewer than the header.")
    )
    mend = _("Put cells that hold a comma or a line break in quotation marks.")
    return problem(row.line, "", row.seen, wrong % {"number": abs(row.surplus)}, mend)


def _letters(row: Row, name: str, value: str, words: Collection[str]) -> Problem | None:
    column = row.label(name)
    if len(value) > MAX_CELL:
        wrong = _("The cell is too long: more than %(most)s characters.") % {"most": MAX_CELL}
        return problem(row.line, column, value, wrong, _("Shorten it."))
    if "\x00" in value:
        wrong = _("A sign that cannot be kept (NUL).")
        return problem(row.line, column, value, wrong, _("Delete the sign."))
    if _BROKEN.search(value):
        wrong = _("Letters that cannot be read: they are not in the encoding of the file.")
        mend = _("Type them again, and save the file in UTF-8.")
        return problem(row.line, column, value, wrong, mend)
    signs = _CONTROL if name in words else _TURNING
    hidden = signs.search(value)
    if hidden:
        code = f"U+{ord(hidden[0]):04X}"
        called = unicodedata.name(hidden[0], "").lower()
        wrong = _("A sign that nobody sees: %(code)s %(name)s.") % {"code": code, "name": called}
        mend = _("Delete it; it is just before “%(rest)s”.") % {
            "rest": signs.sub("", value[hidden.end() :])[:20].strip()
        }
        return problem(row.line, column, value, " ".join(wrong.split()), mend)
    return None
