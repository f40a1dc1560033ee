"""Sentences beside the reason codes of people."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "invitation_used": _("This invitation was used already."),
    "invitation_expired": _(
        "This invitation has expired. Ask the person who invited you for a new one."
    ),
    "invitation_revoked": _("This invitation was taken back."),
    "invitation_other_address": _(
        "This invitation was sent to another e-mail address than the one you signed in with."
    ),
    "invitation_open_already": _("This person has an open invitation already."),
    "represents_already": _("This person represents the organisation already."),
    "has_role_already": _("This person has the role already."),
    "holds_seat_already": _("This organisation was given the seat already."),
    "seat_over": _("This seat's period is over."),
    "period_not_in_order": _("The last day must not be before the first."),
    "last_lead": _("An organisation needs at least one lead. Make somebody else lead first."),
    "last_secretariat": _(
        "A forum needs at least one member of the secretariat. Give somebody else the role first."
    ),
    "organisation_merged": _("This organisation was merged into another one."),
    "merge_into_itself": _("An organisation cannot be merged into itself."),
    "merge_blocked": _(
        "These two cannot be merged as they are: both have something there may be only one of."
    ),
    "protected_name_missing": _("Write the name the public may see."),
    "name_missing": _("Write the organisation's name."),
    "email_wrong": _("This is not an e-mail address."),
    "request_answered": _("This request was answered already."),
    "address_not_verified": _(
        "Confirm your e-mail address first: the link is in the mail we sent you."
    ),
}
