"""The words of a blueprint."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SectionKind(TextChoices):
    """What a section of a plan says."""

    TEXT = "text", _("Text")
    VISION = "vision", _("Vision")
    ACTION = "action", _("Action")
    TACTIC = "tactic", _("Tactic")
    TARGET = "target", _("Target")
    INDICATOR = "indicator", _("Indicator")


class Stage(TextChoices):
    """How far a version has come, in this order."""

    OUTLINE = "outline", _("Outline")
    DRAFT = "draft", _("Draft")
    CONSULTATION = "consultation", _("For consultation")
    FINAL = "final", _("Final")


class VersionState(TextChoices):
    """The life of a version. What is published never changes again."""

    PREPARED = "prepared", _("Being prepared")
    SCHEDULED = "scheduled", _("Scheduled")
    PUBLISHED = "published", _("Published")
