"""The words of following."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What somebody follows."""

    SEARCH = "search", _("Search")
    ORGANISATION = "organisation", _("Organisation")
    COMMITMENT = "commitment", _("Commitment")


class Frequency(TextChoices):
    """How often somebody is written to about what they follow."""

    ONCE = "once", _("At once, within the hour")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week")
    NONE = "none", _("No mails, only keep it")
