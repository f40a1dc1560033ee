"""What the reason codes of imports say."""

from django.utils.translation import gettext_lazy as _

REASONS = {
    "api_token_unnamed": _("Please give the token a name that can be read."),
    "api_token_named_twice": _("You have a token of this name already. Choose another name."),
    "api_tokens_enough": _("You have five tokens already. Revoke one that you no longer need."),
    "near_miss_decided": _("Somebody has decided otherwise already. Please look again."),
    "no_candidate": _("This organisation is none of those to choose from."),
    "mapping_too_late": _("This file is being imported already; its columns stay as they are."),
    "nothing_to_import": _(
        "There is nothing to import: the file is not checked yet, or has no good row."
    ),
}
