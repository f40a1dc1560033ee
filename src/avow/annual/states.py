"""The states of an annual report, and the kinds of its sections."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where an annual report stands. Its data is frozen in both."""

    PREPARING = "preparing", _("Being written")
    PUBLISHED = "published", _("Published")


class Kind(models.TextChoices):
    """What a section is for, in the order in which they stand."""

    FOREWORD = "foreword", _("Foreword")
    OVERVIEW = "overview", _("The year at a glance")
    EXTRA = "extra", _("Section of your own")
    COALITION = "coalition", _("Chapter of a coalition")
    PRACTICES = "practices", _("Good practices")
    OUTLOOK = "outlook", _("What comes next")
    METHOD = "method", _("How this report was made")
    LIMITS = "limits", _("Limits of the data")
