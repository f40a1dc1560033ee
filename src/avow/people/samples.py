"""Sample contexts of this app's mails, for their previews."""

from typing import Any

SAMPLES: dict[str, dict[str, Any]] = {
    "people.invitation": {
        "organisation": "Red de Mujeres",
        "role": "editor",
        "invited_by": "Ana Morales",
        "last_day": "2021-04-19",
    },
    "people.role_invitation": {
        "role": "secretariat",
        "invited_by": "Sofia Lindqvist",
        "last_day": "2021-04-19",
    },
    "people.join_request": {
        "organisation": "Red de Mujeres",
        "person": "Beatriz Luna",
        "email": "bea@example.org",
        "message": "I run the programme in Oaxaca.",
    },
    "people.join_answer": {"organisation": "Red de Mujeres", "accepted": True},
    "people.removed": {"organisation": "Red de Mujeres"},
    "people.merged": {"gone": "Red Mujeres", "kept": "Red de Mujeres"},
    "people.erased": {},
}
