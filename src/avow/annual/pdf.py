"""Set an annual report as PDF."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from avow.kernel.typesetting import set_as_pdf

SOURCE = Path(__file__).parent / "typst" / "report.typ"


def draw(document: Mapping[str, Any]) -> bytes:
    """Return a tagged PDF with bookmarks; the same `document` (plain.plain) gives the same."""
    return set_as_pdf(SOURCE, document)
