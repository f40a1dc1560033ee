"""Sentences beside the reason codes of public texts, of the ledger, and sample values of mails."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "text_empty": _("Write something first."),
    "text_too_long": _("A text has at most 5,000 letters."),
    "text_no_longer_editable": _("A text can be mended for a quarter of an hour only."),
    "removal_without_reason": _("Choose the rule that the text breaks."),
    "text_not_reported": _("Nobody has reported it since it was last looked at."),
    "report_without_reason": _("Choose the rule that the text breaks."),
    "appeal_too_late": _("A removal can be appealed once, within 30 days."),
    "appeal_open": _("Its author appealed: answer that, with words."),
    "appeal_own_removal": _("Somebody other than who removed it answers the appeal."),
}
LEDGER = {"text.remove": _("A public text was removed. The rule: %(reason)s.")}
SAMPLES: dict[str, dict[str, Any]] = {
    "text.removed": {
        "excerpt": "Buy my watches",
        "reason": "spam",
        "words": "This is not a market.",
        "days": 30,
    },
    "text.appeal_answered": {
        "upheld": False,
        "words": "You are right, it was about the topic.",
        "excerpt": "We trained sixty judges.",
    },
}
