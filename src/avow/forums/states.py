"""The words of a forum's structure."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WindowKind(TextChoices):
    """What a dated window opens."""

    INTEREST = "interest", _("Expressions of interest")
    CONSULTATION = "consultation", _("Consultation")
    APPLICATIONS = "applications", _("Applications")
    COMMITMENTS = "commitments", _("Commitments")
    REPORTING = "reporting", _("Reporting")


class CoalitionKind(TextChoices):
    """A coalition of actions, or a compact that works the same way beside them."""

    COALITION = "coalition", _("Coalition")
    COMPACT = "compact", _("Compact")
