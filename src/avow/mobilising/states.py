"""The words of bringing in others."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class What(TextChoices):
    """What somebody did who came by an invitation."""

    INTEREST = "interest", _("Registered interest")
    REGISTRATION = "registration", _("Registered for an event")
    SUBSCRIPTION = "subscription", _("Subscribed to news")
    COMMENT = "comment", _("Commented on a plan")
    POST = "post", _("Wrote in the conversation")
