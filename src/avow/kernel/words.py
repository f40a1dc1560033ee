"""The words beside the codes: what each reason code says to a person.

Rules return frozen codes; each app registers its sentences once, in its `apps.py`.
"""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise

Words = str | Promise
_REASONS: dict[str, Words] = {}


def register(reasons: Mapping[str, Words]) -> None:
    """Add an app's sentences. Raises ValueError if a code is given two sentences."""
    for code, words in reasons.items():
        if _REASONS.setdefault(code, words) != words:
            raise ValueError(f"two sentences for {code}")


def sentence(code: str) -> str:
    """Return the sentence for a code in the active language. Raises KeyError if unknown."""
    return str(_REASONS[code])


def sentences(codes: Iterable[str]) -> list[str]:
    """Return each distinct sentence once, in order."""
    return list(dict.fromkeys(sentence(code) for code in codes))
