"""Set a document of plain values as PDF or picture with Typst. No query, no network meanwhile."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst

ROOT = Path(__file__).parents[1]  # templates share kernel/typst/common.typ


def set_as_pdf(source: Path, document: Mapping[str, Any]) -> bytes:
    """Return a tagged PDF with bookmarks; `document` is what the template `source` reads.

    It is PDF/UA-1, unless it holds a sign that no font of the machine has (an emoji, a sign of
    private use): that one is a box then, and the document does not claim the standard. Noto is used
    where the machine has it (Debian: fonts-noto-core, -cjk, -color-emoji). Raises typst.TypstError
    if the template breaks: never for what people wrote.
    """
    data = {"document": json.dumps(document, ensure_ascii=False)}
    try:
        return _compiled(source, sys_inputs=data, pdf_standards=["ua-1"])
    except typst.TypstError:
        return _compiled(source, sys_inputs=data)


def set_as_picture(source: Path, document: Mapping[str, Any]) -> bytes:
    """Return the only page of a document as PNG, a pixel for each point.

    Raises typst.TypstError if the template breaks: never for what people wrote.
    """
    data = {"document": json.dumps(document, ensure_ascii=False)}
    return _compiled(source, sys_inputs=data, format="png", ppi=72, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts of the machine, looked for once: that takes ten times as long as a card."""
    return typst.Fonts()


def _compiled(source: Path, **options: Any) -> bytes:
    options.setdefault("format", "pdf")
    try:
        return bytes(typst.compile(source, root=ROOT, **options))
    except BaseException as error:
        # A panic of its Rust is no Exception: it would end the worker instead of the job.
        if type(error).__name__ != "PanicException":
            raise
        raise RuntimeError(f"Typst broke off: {error}") from error
