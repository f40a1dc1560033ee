"""Markdown as a tree of plain values: what a PDF is set from. People's words stay data."""

from collections.abc import Iterable
from typing import Any

from markdown_it.token import Token

from avow.kernel.markdown import parse

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
}
_SAFE = ("http://", "https://", "mailto:")
LONGEST_URL = 2_000  # a longer one is set as its words: no document holds it
DEEPEST = 12  # what stands deeper (quotes in quotes) is set as part of what it stands in


def blocks(text: str) -> list[dict[str, Any]]:
    """Return the tree of a Markdown text: nodes of `kind`, with `text`, `url` or `children`.

    A heading (`h`) has its `level`, one to six, as it was written.

    However deep people nest, the tree has at most twelve floors.
    """
    return _tree(parse(text), 0)


def _tree(tokens: Iterable[Token], depth: int) -> list[dict[str, Any]]:
    """Return tokens as nodes; `depth` is how deep the first of them stand."""
    root: list[dict[str, Any]] = []
    open_lists = [root]  # the children of each node that is open
    floors = [depth]
    for token in tokens:
        if token.nesting == 1:
            node = _opened(token)
            # A list needs room for its items too: an item stands in nothing but a list.
            fits = floors[-1] + (node["kind"] in {"ul", "ol"}) < DEEPEST
            if fits:
                open_lists[-1].append(node)
            open_lists.append(node["children"] if fits else open_lists[-1])
            floors.append(floors[-1] + 1 if fits else DEEPEST)
        elif token.nesting == -1:
            open_lists.pop()
            floors.pop()
        elif token.type == "inline":
            inside = _tree(token.children or (), floors[-1])
            open_lists[-1].append({"kind": "span", "children": inside})
        elif token.type != "image":
            open_lists[-1].append(_leaf(token))
    return root


def _opened(token: Token) -> dict[str, Any]:
    kind = _KINDS.get(token.type.removesuffix("_open"), "span")
    if kind == "h":
        return {"kind": kind, "level": int(token.tag[1]), "children": []}
    if kind != "link":
        return {"kind": kind, "children": []}
    url = str(token.attrs.get("href", ""))
    safe = url.startswith(_SAFE) and len(url) <= LONGEST_URL
    return {"kind": "link" if safe else "span", "url": url if safe else "", "children": []}


def _leaf(token: Token) -> dict[str, Any]:
    if token.type in {"softbreak", "hardbreak"}:
        return {"kind": "break" if token.type == "hardbreak" else "space"}
    if token.type in {"code_inline", "code_block", "fence"}:
        return {"kind": "code", "text": token.content, "block": token.type != "code_inline"}
    if token.type == "hr":
        return {"kind": "rule"}
    return {"kind": "text", "text": token.content}
