"""The words of people and organisations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RepresentationRole(TextChoices):
    """What a colleague may do for an organisation."""

    LEAD = "lead", _("Lead: everything, and invites colleagues")
    EDITOR = "editor", _("Editor: writes and hands in")
    READER = "reader", _("Reader: reads only")


class StaffRole(TextChoices):
    """A role in one forum that is not tied to an organisation's own affairs."""

    SECRETARIAT = "secretariat", _("Secretariat")
    CORE_GROUP = "core_group", _("Core Group")
