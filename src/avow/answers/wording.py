"""Answers in the reader's words."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from avow.kernel.localised import pick


def yes_no(value: bool) -> str:
    """Return yes or no."""
    return _("Yes") if value else _("No")


def in_reader_language(texts: Mapping[str, str]) -> str:
    """Return a text of the pack in the reader's language."""
    return pick(texts, get_language() or "en")
