"""The words of news."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The life of an update."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("With the secretariat")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Frequency(TextChoices):
    """How often a subscriber is written to."""

    ONCE = "once", _("At once")
    WEEKLY = "weekly", _("Once a week")
