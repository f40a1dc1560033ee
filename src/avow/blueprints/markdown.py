"""Markdown as a tree of plain values: what a PDF is set from. People's words stay data."""

from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

# The same dialect as the pages': CommonMark without HTML and without pictures.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "html_inline", "html_block"]
)
_KINDS = {
    "paragraph": "p",
    "heading": "h",
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "quote",
    "em": "em",
    "strong": "strong",
    "link": "link",
    "hr": "rule",
}
_SAFE = ("http://", "https://", "mailto:")


def blocks(text: str) -> list[dict[str, Any]]:
    """Return the tree of a Markdown text: nodes of `kind`, with `text`, `url` or `children`."""
    return [_node(one) for one in SyntaxTreeNode(_MARKDOWN.parse(text or "")).children]


def _node(node: SyntaxTreeNode) -> dict[str, Any]:
    if node.type == "inline":
        return {"kind": "span", "children": [_node(one) for one in node.children]}
    if node.type == "text":
        return {"kind": "text", "text": node.content}
    if node.type in {"softbreak", "hardbreak"}:
        return {"kind": "break" if node.type == "hardbreak" else "space"}
    if node.type in {"code_inline", "code_block", "fence"}:
        return {"kind": "code", "text": node.content, "block": node.type != "code_inline"}
    children = [_node(one) for one in node.children]
    kind = _KINDS.get(node.type, "span")
    if kind == "link":
        url = str(node.attrs.get("href", ""))
        if not url.startswith(_SAFE):
            kind = "span"
        return {"kind": kind, "url": url, "children": children}
    return {"kind": kind, "children": children}
