"""Cells that a spreadsheet would run: neutralised when written, given back when read. Pure.

Someone may write `=HYPERLINK(...)` into a title; whoever opens the file must see it, not run it.
"""

import re

# A sign that begins a formula, after any apostrophes already there, so that undoing is exact.
_RISKY = re.compile("'*(?:[\\s\\ufeff\\u200b-\\u200f\\u2060]*[=+\\-@＝＋－＠]|[\\t\\r\\n])")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def neutralise(text: str) -> str:
    """Return the text with an apostrophe before what a spreadsheet would run; numbers stay."""
    if not text or not _RISKY.match(text) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def restore(text: str) -> str:
    """Return what `neutralise` was given."""
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
