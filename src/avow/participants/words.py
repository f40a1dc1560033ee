"""Sentences beside the reason codes of taking part, and sample values of its mail."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "participant_link_expired": _("This link has expired. Ask for a new one on the same page."),
    "participant_blocked": _("You cannot take part here any more. Write to the secretariat."),
    "too_many": _("That was very often in a short time. Please try again later."),
}

SAMPLES: dict[str, dict[str, Any]] = {"participants.confirm": {"days": 7}}
