"""Set a document of plain values as PDF with Typst. No query, no network while drawing."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

SOURCE = Path(__file__).parent / "typst" / "plan.typ"


def draw(document: Mapping[str, Any]) -> bytes:
    """Return a tagged PDF/UA-1 document with bookmarks; `document` is as `pages` makes it.

    Noto is used where the machine has it (Debian: fonts-noto-core, fonts-noto-cjk). Raises
    typst.TypstError if the template breaks: never for what people wrote.
    """
    drawn = typst.compile(
        SOURCE,
        format="pdf",
        sys_inputs={"document": json.dumps(document, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    return bytes(drawn)
