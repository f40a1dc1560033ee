"""What the reason codes of imports say."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "near_miss_decided": _("Somebody has decided otherwise already. Please look again."),
    "no_candidate": _("This organisation is none of those to choose from."),
    "mapping_too_late": _("This file is being imported already; its columns stay as they are."),
    "nothing_to_import": _(
        "There is nothing to import: the file is not checked yet, or has no good row."
    ),
}
