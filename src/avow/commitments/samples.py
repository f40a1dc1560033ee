"""Sample contexts of this app's notices, for the preview page and the test of every text."""

from typing import Any

_ONE: dict[str, Any] = {"ref": "GE-000123", "title": "Shelters in every district"}
_COALITIONS = [{"en": "Gender-based violence", "fr": "Violence fondée sur le genre"}]
_REASONS = [{"coalition_names": _COALITIONS[0], "reason": "It has no target that can be measured."}]

SAMPLES: dict[str, dict[str, Any]] = {
    "commitment.submitted": {**_ONE, "due_on": "2021-05-03"},
    "commitment.submitted_desk": _ONE,
    "commitment.ask": {**_ONE, "question": "Who pays after the second year?"},
    "commitment.answer": _ONE,
    "commitment.ready": _ONE,
    "commitment.published": {**_ONE, "coalition_names": _COALITIONS},
    "commitment.declined": {**_ONE, "reason": "", "reasons": _REASONS},
    "commitment.amended": {**_ONE, "reviewed": True},
    "commitment.amendment_published": {**_ONE, "coalition_names": _COALITIONS},
    "commitment.amendment_declined": {**_ONE, "reason": "", "reasons": _REASONS},
    "commitment.completed": {**_ONE, "reason": "", "given_up": True, "renewable": True},
    "commitment.ended": {
        **_ONE,
        "reason": "The organisation has closed.",
        "given_up": False,
        "renewable": False,
    },
    "commitment.renewal": {
        **_ONE,
        "ends_on": "2023-06-30",
        "until": "2026-06-30",
        "renews": True,
    },
    "commitment.withdrawn": {**_ONE, "reason": "Our plans have changed."},
    "commitment.partner_asked": {
        **_ONE,
        "organisation": "Red de Mujeres",
        "role": "Trains the staff",
    },
    "commitment.co_maker_asked": {
        **_ONE,
        "organisation": "Red de Mujeres",
        "share": "40.00",
        "task": "Trains the staff",
    },
    "commitment.co_maker_signed": {**_ONE, "co_maker": "Lagos Youth Network", "reason": ""},
    "commitment.co_maker_refused": {
        **_ONE,
        "co_maker": "Lagos Youth Network",
        "reason": "Our board wants a smaller share.",
    },
    "commitment.co_maker_left": {
        **_ONE,
        "co_maker": "Lagos Youth Network",
        "reason": "Our funds have ended.",
    },
    "commitment.join_asked": {
        **_ONE,
        "organisation": "Lagos Youth Network",
        "message": "We would run two of the shelters.",
    },
    "commitment.join_answered": {**_ONE, "accepted": True, "reason": "Welcome."},
    "commitment.partner_said": {**_ONE, "partner": "Lagos Youth Network", "confirmed": True},
}
