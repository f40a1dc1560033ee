"""Take out of a protected organisation's texts what says who it is.

Standard library and kernel only.
"""

import re
from collections.abc import Iterable
from typing import Any

from avow.kernel.text import nfc

_SHORTEST = 3  # a name of two letters stands inside too many words


def scrubber(names: Iterable[str], instead: str) -> "Scrubber":
    """Return what writes `instead` wherever one of the names stands as words of their own."""
    known = sorted(
        {nfc(name).strip() for name in names if len(name.strip()) >= _SHORTEST},
        key=len,
        reverse=True,
    )
    return Scrubber(known, instead)


class Scrubber:
    """Replaces names in texts, lists and mappings of texts, whatever their capitals and spaces."""

    def __init__(self, names: list[str], instead: str) -> None:
        patterns = (r"\s+".join(re.escape(word) for word in name.split()) for name in names)
        joined = "|".join(patterns)
        self._found = re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE) if joined else None
        self._instead = instead

    def text(self, text: str) -> str:
        """Return the text without the names."""
        return self._found.sub(lambda _match: self._instead, text) if self._found else text

    def value(self, value: Any) -> Any:
        """Return the same for whatever JSON holds."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self.value(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.value(one) for one in value]
        return value
