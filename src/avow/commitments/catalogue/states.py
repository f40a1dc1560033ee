"""The words of the catalogue."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ExampleState(TextChoices):
    """Whether an example is offered."""

    SHOWN = "shown", _("Shown")
    RETIRED = "retired", _("Retired by the secretariat")
    GONE = "gone", _("No longer in the file")
