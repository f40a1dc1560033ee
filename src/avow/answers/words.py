"""Sentences beside the reason codes of answers."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "sheet_frozen": _("This was handed in and can no longer be changed."),
}
