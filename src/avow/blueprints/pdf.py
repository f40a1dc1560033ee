"""Set a plan of action as PDF."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from avow.kernel.typesetting import set_as_pdf

SOURCE = Path(__file__).parent / "typst" / "plan.typ"


def draw(document: Mapping[str, Any]) -> bytes:
    """Return a tagged PDF with bookmarks; `document` is as `pages` makes it."""
    return set_as_pdf(SOURCE, document)
