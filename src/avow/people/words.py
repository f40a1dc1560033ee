"""Sentences beside the reason codes of people."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "invitation_used": _("This invitation was used already."),
    "invitation_expired": _("This invitation has expired. Ask the person who invited you for a new one."),
    "invitation_revoked": _("This invitation was taken back."),
    "invitation_other_address": _("This invitation was sent to another e-mail address than the one you signed in with."),
    "last_lead": _("An organisation needs at least one lead. Make somebody else lead first."),
}
