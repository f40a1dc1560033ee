"""What the reason codes of imports say."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "nothing_to_import": _(
        "There is nothing to import: the file is not checked yet, or has no good row."
    ),
}
