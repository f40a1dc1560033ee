"""Sample contexts of this app's notices, for their preview page and the test of every text."""

from typing import Any

_CASE: dict[str, Any] = {
    "title": "Red de Mujeres",
    "organisation": "Red de Mujeres",
    "coalition_names": {"en": "Gender-based violence", "fr": "Violence sexiste"},
    "about": "application",
    "due_on": "2021-05-03",
}
SAMPLES: dict[str, dict[str, Any]] = {
    "case.opened": _CASE,
    "case.remind": _CASE,
    "case.ask": {**_CASE, "question": "Who are the partners of the first year?"},
    "case.answer": _CASE,
    "case.recused": _CASE,
    "case.forward": {**_CASE, "last_day": "2021-04-20"},
    "case.object": _CASE,
    "case.objection_answered": {
        **_CASE,
        "upheld": True,
        "answer": "The partner named is not real.",
    },
}
