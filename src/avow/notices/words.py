"""Sentences beside the reason codes of notices."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "mail_not_sent_yet": _("This mail is still on its way. Wait until it was sent or has failed."),
}
