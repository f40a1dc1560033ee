"""The words of a topic."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    """The life of a topic; posts are moderated one by one."""

    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
