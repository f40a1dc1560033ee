"""The words of a consultation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Audience(TextChoices):
    """Who may comment."""

    PUBLIC = "public", _("Everybody")
    MAKERS = "makers", _("Commitment makers and Champions")


class Source(TextChoices):
    """How a comment came in."""

    WEB = "web", _("Written here")
    SPREADSHEET = "spreadsheet", _("From a spreadsheet")
    WORKSHOP = "workshop", _("Said in a workshop")


class Verdict(TextChoices):
    """What became of a comment."""

    TAKEN_UP = "taken_up", _("Taken up")
    PARTLY = "partly", _("Taken up in part")
    NOT = "not", _("Not taken up")


class How(TextChoices):
    """Where a comment stands in a later version."""

    SAME = "same", _("Same passage")
    MOVED = "moved", _("Passage moved to another section")
    NEAR = "near", _("Passage reworded a little")
    SECTION = "section", _("On the section")
    WHOLE = "whole", _("On the whole plan")
    CHANGED = "changed", _("Passage changed")
