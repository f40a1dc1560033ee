"""Sentences beside the reason codes of interest, and sample values of its mails."""

from typing import Any

from django.utils.translation import gettext_lazy as _

REASONS = {
    "interest_closed": _("The forum does not take expressions of interest now."),
    "applications_not_open": _("Applications are not open now."),
    "applications_not_over": _("Applications can still come in."),
    "link_expired": _(
        "This link has expired. Hand in your interest again and we send you a new one."
    ),
}

SAMPLES: dict[str, dict[str, Any]] = {
    "interest.confirm": {"organisation": "Red de Mujeres", "days": 7},
    "interest.received": {"organisation": "Red de Mujeres"},
    "interest.invited": {
        "organisation": "Red de Mujeres",
        "closes_at": "2021-07-01T00:00:00-04:00",
        "is_letter": False,
    },
}
