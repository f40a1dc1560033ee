"""Sample contexts of the secretariat's and the outcome's notices."""

from typing import Any

_SHORT: dict[str, Any] = {"organisation": "Red de Mujeres", "due_on": "2021-05-03"}
SAMPLES: dict[str, dict[str, Any]] = {
    "application_outcome": {
        **_SHORT,
        "eligible": True,
        "message": "Thank you for your patience.",
        "accepted": 1,
        "asked": 2,
        "coalitions": [
            {
                "names": {"en": "Gender-based violence", "fr": "Violence sexiste"},
                "accepted": True,
                "reason": "",
            },
            {
                "names": {"en": "Economic justice", "fr": "Justice économique"},
                "accepted": False,
                "reason": "The work described lies outside this theme.",
            },
        ],
    },
    "application_decided_desk": _SHORT,
    "application_assigned": _SHORT,
    "application_due": {**_SHORT, "late": False, "decided": True},
}
