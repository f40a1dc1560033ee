"""A drawing for paper: its shapes, and apart from them its letters. Standard library only.

What sets a page sets letters of every script. What reads an SVG for it does not: a label that mixes
scripts came out as boxes, and the whole report was no accessible document any more.
"""

import re
from html import unescape
from typing import Any

# As kernel/drawing.py writes them, and nobody else.
_LETTERS = re.compile(
    r'<text x="(?P<x>[\d.-]+)" y="(?P<y>[\d.-]+)" text-anchor="(?P<anchor>\w+)"'
    r' class="chart-(?P<tone>\w+)" fill="[^"]*">(?P<text>[^<]*)</text>'
)


def shapes_and_letters(svg: str, width: int) -> dict[str, Any]:
    """Return a drawing of a width as `svg` without letters, and `letters` with their places."""
    letters = [
        {
            "x": float(found["x"]),
            "y": float(found["y"]),
            "anchor": found["anchor"],
            "is_soft": found["tone"] == "soft",
            "text": unescape(found["text"]),
        }
        for found in _LETTERS.finditer(svg)
    ]
    return {"svg": _LETTERS.sub("", svg), "width": width, "letters": letters}
