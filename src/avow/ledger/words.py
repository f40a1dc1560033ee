"""What the ledger's pages say: a sentence for each verb, and for each way a chain can be bad."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from avow.kernel.words import Words
from avow.ledger.sentences import ROLES, SENTENCES

_SENTENCES: dict[str, Words] = {}

FAULTS: Mapping[str, Words] = {
    "unreadable": _("it is not a readable entry"),
    "sequence": _("its number is not the next one: an entry was removed, added or moved"),
    "broken_link": _("it does not follow the entry before it"),
    "changed": _("its content was changed after it was written"),
    "head_missing": _("the hash that was noted earlier is no longer part of the chain"),
    "cut_off": _("the end is missing, or is not where it was said to be"),
    "beyond_head": _("it stands after the chain's end"),
}


def register(sentences: Mapping[str, Words]) -> None:
    """Add an app's sentences by verb; `%(name)s` takes `subject` or a value of the entry's data.

    Raises ValueError if a verb is given two sentences.
    """
    for verb, words in sentences.items():
        if _SENTENCES.setdefault(verb, words) != words:
            raise ValueError(f"two sentences for {verb}")


class _Values(Mapping[str, str]):
    """The values of a sentence; one that an old entry does not have shows as an ellipsis."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __getitem__(self, name: str) -> str:
        """Return the value as text."""
        value = self._values.get(name, "…")
        return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

    def __iter__(self) -> Iterator[str]:
        """Walk the names."""
        return iter(self._values)

    def __len__(self) -> int:
        """Count the names."""
        return len(self._values)


def sentence(verb: str, subject: str, data: Mapping[str, Any]) -> str:
    """Return what happened in the reader's language; a verb nobody described speaks for itself."""
    words = _SENTENCES.get(verb) or SENTENCES.get(verb)
    if words is None:
        return f"{verb.replace('.', ': ').replace('_', ' ')} – {subject}"
    return str(words) % _Values({**data, "subject": subject})


def role_name(role: str) -> str:
    """Return who did it in the reader's language; an unknown code speaks for itself."""
    return str(ROLES.get(role, role))
