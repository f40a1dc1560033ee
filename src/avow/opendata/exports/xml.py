"""What XML can hold: texts without the signs that make a file of it unreadable."""

import re

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def legal(text: str) -> str:
    """Return a text without the signs that XML forbids."""
    return ILLEGAL.sub("", text)
