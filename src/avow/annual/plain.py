"""An annual report as plain values, ready to be set as PDF: no query is left to be made."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from avow.annual.document import Annex, Block, Chapter, Document, Picture, Story, Table, Text, Tiles
from avow.annual.lettering import shapes_and_letters
from avow.kernel.charts import Chart, Kind
from avow.kernel.drawing import draw, sentence

WIDTH = 700  # a little more than a page has, so that letters are those of the tables


def plain(
    document: Document, advance: Callable[[int], None] = lambda _done: None
) -> dict[str, Any]:
    """Return a document as JSON has it, in the active language; `advance` after each chapter."""
    report = document.report
    page = reverse("annual:report", args=[report.forum.slug, report.year])
    chapters = []
    for done, chapter in enumerate(document.chapters(), 1):
        chapters.append(_chapter(chapter, document))
        advance(done)
    return {
        "ui": get_language() or settings.LANGUAGE_CODE,
        "direction": "rtl" if get_language_bidi() else "ltr",
        "forum": report.forum.name,
        "title": _("Annual report %(year)s") % {"year": report.year},
        "subtitle": _("What was promised, what was done, and who did not report"),
        "stamp": document.stamp(),
        "digest": report.digest,
        "address": document.absolute(page),
        "labels": {
            "contents": _("Contents"),
            "page": _("Page"),
            "check": _("Fingerprint of the frozen data (SHA-256)"),
            "address": _("This report on the web"),
            "numbers": _("The numbers"),
            "all": _("In all"),
            "withdrawn": _("Withdrawn"),
        },
        "chapters": chapters,
    }


def _chapter(chapter: Chapter, document: Document) -> dict[str, Any]:
    return {
        "key": chapter.key,
        "title": chapter.title,
        "language": chapter.language,
        "level": 1,
        "blocks": [_block(one, document) for one in chapter.blocks],
    }


def _block(block: Block, document: Document) -> dict[str, Any]:
    match block:
        case Text():
            said = {"language": block.language, "note": block.note, "nodes": block.nodes}
            return {"kind": block.kind, **said}
        case Tiles():
            items = [
                {"value": one.value, "label": one.label, "note": "", "url": one.url}
                for one in block.items
            ]
            return {"kind": block.kind, "items": items}
        case Picture():
            return {"kind": block.kind, "note": block.note, **_chart(block.chart)}
        case Table():
            return _table(block)
        case Story():
            said = {"language": block.language, "nodes": block.nodes, "tags": list(block.tags)}
            head = {"title": block.title, "byline": block.byline, "url": block.url}
            return {"kind": block.kind, **said, **head}
        case Annex():
            return {"kind": block.kind, "items": _entries(block, document)}


def _chart(chart: Chart) -> dict[str, Any]:
    totals = chart.kind is Kind.STACKED
    head = [*chart.head[:-1], _("In all")] if totals else chart.head
    rows = [
        [
            {"text": category.label, "url": category.url, "numeric": False},
            *({"text": mark.text, "url": mark.url, "numeric": True} for mark in marks),
        ]
        for category, marks in chart.rows
    ]
    svg = draw(chart, rtl=get_language_bidi(), width=WIDTH, is_printed=True)
    return {
        "key": chart.key,
        "title": chart.title,
        "alt": f"{chart.title}. {sentence(chart)}",
        **shapes_and_letters(svg, WIDTH),
        "head": head,
        "rows": rows,
    }


def _table(block: Table) -> dict[str, Any]:
    return {
        "kind": block.kind,
        "title": block.title,
        "head": [{"text": one.text, "numeric": one.is_numeric} for one in block.head],
        "rows": [
            [{"text": cell.text, "url": cell.url, "language": ""} for cell in row]
            for row in block.rows
        ],
        "note": block.note,
    }


def _entries(block: Annex, document: Document) -> list[dict[str, Any]]:
    forum = document.report.forum.slug
    # One address made once: thousands of them differ in nothing but the reference.
    page = document.absolute(reverse("directory:commitment", args=[forum, "REF"]))
    return [
        {
            "ref": one.ref,
            "title": one.title,
            "language": one.language,
            "maker": one.maker,
            "is_withdrawn": one.is_withdrawn,
            "facts": [list(fact) for fact in one.facts],
            "url": page.replace("REF", one.ref) if one.title else "",
        }
        for one in block.lines()
    ]
