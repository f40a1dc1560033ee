"""The words of imports."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UploadState(TextChoices):
    """Where an uploaded file stands."""

    CHECKING = "checking", _("Being checked")
    MAPPING = "mapping", _("Columns to confirm")
    CHECKED = "checked", _("Checked")
    IMPORTING = "importing", _("Being imported")
    DONE = "done", _("Imported")
    REFUSED = "refused", _("Cannot be read")


class Decision(TextChoices):
    """What became of a name that is near an organisation's."""

    OPEN = "open", _("Waits for a decision")
    SAME = "same", _("The same organisation")
    NEW = "new", _("A new organisation")


class NearMode(TextChoices):
    """What an import does with a row whose organisation is only near one that is here."""

    NEW = "new", _("Make a new organisation")
    WAIT = "wait", _("Let the row wait for a person")
    SKIP = "skip", _("Leave the row out")
