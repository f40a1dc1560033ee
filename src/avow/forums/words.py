"""Sentences beside the reason codes of forums."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "window_closed": _("This window is closed."),
    "window_not_yet_open": _("This window is not open yet."),
    "window_reason_missing": _("Write why the window is changed."),
    "window_not_later": _("The new end must be later than the present one."),
}
