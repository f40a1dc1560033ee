"""Answers in the reader's words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from babel.dates import format_date
from babel.numbers import format_decimal
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from avow.kernel.locales import locale
from avow.kernel.localised import pick


def yes_no(value: bool) -> str:
    """Return yes or no."""
    return _("Yes") if value else _("No")


def in_reader_language(texts: Mapping[str, str]) -> str:
    """Return a text of the pack in the reader's language."""
    return pick(texts, get_language() or "en")


def as_written(kind: str, text: str) -> str:
    """Return a typed answer as the reader's language writes it: a day in full, a number in groups.

    What cannot be read as its kind stays as it was typed.
    """
    try:
        if kind == "date":
            return format_date(date.fromisoformat(text), "long", locale=locale())
        if kind == "number":
            return format_decimal(Decimal(text), locale=locale())
    except (ValueError, InvalidOperation):
        pass
    return text
