"""Take out of a protected organisation's texts what says who it is.

Standard library and kernel only.
"""

import re
from collections.abc import Iterable
from typing import Any

from avow.kernel.text import nfc

_SHORTEST = 3  # a name of two letters stands inside too many words


def scrubber(*hidden: tuple[Iterable[str], str]) -> "Scrubber":
    """Return what takes out names that stand as words of their own.

    Each of `hidden` is (the names of one organisation, what to write instead).
    """
    known = {
        nfc(name).strip(): instead
        for names, instead in hidden
        for name in names
        if len(name.strip()) >= _SHORTEST
    }
    return Scrubber(dict(sorted(known.items(), key=lambda pair: len(pair[0]), reverse=True)))


class Scrubber:
    """Replaces names in texts, lists and mappings of texts, whatever their capitals and spaces."""

    def __init__(self, names: dict[str, str]) -> None:
        patterns = (r"\s+".join(re.escape(word) for word in name.split()) for name in names)
        joined = "|".join(f"({pattern})" for pattern in patterns)
        self._found = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if joined else None
        self._instead = list(names.values())

    def text(self, text: str) -> str:
        """Return the text without the names."""
        if self._found is None:
            return text
        return self._found.sub(lambda match: self._instead[(match.lastindex or 1) - 1], text)

    def value(self, value: Any) -> Any:
        """Return the same for whatever JSON holds."""
        if self._found is None:
            return value
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.value(one) for one in value]
        return value
