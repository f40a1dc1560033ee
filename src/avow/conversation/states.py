"""The words of a topic."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    """The life of a topic; posts are moderated one by one."""

    OPEN = "open", pgettext_lazy("topic", "Open")
    CLOSED = "closed", _("Closed")
