"""Sentences beside the reason codes of interest."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "applications_not_open": _("Applications are not open now."),
    "applications_not_over": _("Applications can still come in."),
    "link_expired": _("This link has expired. Hand in your interest again and we send you a new one."),
}
