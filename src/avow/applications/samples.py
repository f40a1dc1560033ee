"""Sample contexts of this app's notices, for their preview page and the test of every text."""

from typing import Any

from avow.applications.outcome_samples import SAMPLES as OUTCOME_SAMPLES

_MOVE: dict[str, Any] = {
    "organisation": "Red de Mujeres",
    "due_on": "2021-05-03",
    "reason": "",
    "who": "Ana Morales",
    "coalitions": 2,
}
_QUESTION = {**_MOVE, "reason": "Which of your partners works in the second year?"}
SAMPLES: dict[str, dict[str, Any]] = {
    "application_submit": _MOVE,
    "application_submit_desk": _MOVE,
    "application_ask": _QUESTION,
    "application_answer": _MOVE,
    "application_answer_desk": _MOVE,
    "application_withdraw": _MOVE,
    "application_withdraw_desk": _MOVE,
    **OUTCOME_SAMPLES,
}
