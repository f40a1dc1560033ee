"""A section's text with its figures in place: as a tree of plain values, and as safe HTML."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from avow.annual.references import FORMS, Problem, Reference, pieces, problems
from avow.blueprints.markdown import blocks

Node = dict[str, Any]
LOWEST = 6
_PLAIN = frozenset({"link", "h"})  # a link in a link is none; a heading is quoted in contents
# fmt: off
_TAGS = {"p": "p", "ul": "ul", "ol": "ol", "li": "li", "quote": "blockquote", "em": "em", "strong": "strong"}  # noqa: E501
# fmt: on


@dataclass(frozen=True, slots=True)
class Said:
    """A figure as people read it, in full and rounded in words; `url` shows where it comes from."""

    text: str
    about: str
    url: str = ""


def resolved(text: str, said: Mapping[str, Said]) -> list[Node]:
    """Return the tree of a Markdown text (blueprints/markdown.py), its figures in place.

    A figure is a node of kind `figure` with `text` and `url`; inside a link or a heading it is
    plain `text`. What is not in `said` stays as it was written, and so does all that is in code.
    """
    return _resolved(blocks(text), said, plain=False)


def _resolved(nodes: Iterable[Node], said: Mapping[str, Said], *, plain: bool) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if node["kind"] == "text":
            found += _words(node["text"], said, plain=plain)
        elif "children" in node:
            inside = plain or node["kind"] in _PLAIN
            found.append({**node, "children": _resolved(node["children"], said, plain=inside)})
        else:
            found.append(node)
    return found


def _words(text: str, said: Mapping[str, Said], *, plain: bool) -> Iterator[Node]:
    for piece in pieces(text):
        if isinstance(piece, str):
            yield {"kind": "text", "text": piece}
            continue
        known = said.get(piece.name) if piece.form in FORMS else None
        if known is None:
            yield {"kind": "text", "text": _written(piece)}
            continue
        words = known.about if piece.form == "about" else known.text
        if plain:
            yield {"kind": "text", "text": words}
        else:
            yield {"kind": "figure", "text": words, "url": known.url}


def plain(text: str, said: Mapping[str, Said]) -> str:
    """Return a title with its figures in place; it is no Markdown."""
    return "".join(node["text"] for node in _words(text, said, plain=True))


def problems_of(title: str, text: str, known: Collection[str]) -> list[Problem]:
    """Return the references of a section that mean nothing; what stands in code is none."""
    spoken = {one.written for words in _spoken(blocks(text)) for one in problems(words, known)}
    found = [one for one in problems(text, known) if one.in_link or one.written in spoken]
    escaped = sorted(spoken - {one.written for one in found})
    return [
        *(replace(one, line=0) for one in problems(title, known)),
        *found,
        *(Problem(1, written) for written in escaped),
    ]


def _spoken(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the texts that figures are put into."""
    for node in nodes:
        if node["kind"] == "text":
            yield node["text"]
        yield from _spoken(node.get("children", ()))


def _written(one: Reference) -> str:
    """Return a reference as somebody writes it."""
    return f"{{{{ {one.name} | {one.form} }}}}" if one.form else f"{{{{ {one.name} }}}}"


def html(nodes: Iterable[Node], level: int = 2) -> SafeString:
    """Return nodes as safe HTML; the highest heading is one of `level`, those below it follow."""
    nodes = list(nodes)
    return _html(nodes, level - min(_levels(nodes), default=1))


def _levels(nodes: Iterable[Node]) -> Iterator[int]:
    for node in nodes:
        if node["kind"] == "h":
            yield node["level"]
        yield from _levels(node.get("children", ()))


def _html(nodes: Iterable[Node], shift: int) -> SafeString:
    return format_html_join("", "{}", ((_one(node, shift),) for node in nodes))


def _one(node: Node, shift: int) -> str:
    kind = node["kind"]
    if kind in _LEAVES:
        return _leaf(node)
    children = node["children"]
    if kind == "li" and [child["kind"] for child in children].count("p") == 1:
        # The only paragraph of an item is the item: no space of its own around it.
        children = [{**one, "kind": "span"} if one["kind"] == "p" else one for one in children]
    inside = _html(children, shift)
    if kind == "h":
        tag = f"h{min(LOWEST, max(1, node['level'] + shift))}"
        return format_html("<{0}>{1}</{0}>", tag, inside)
    if kind == "link":
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', node["url"], inside)
    tag = _TAGS.get(kind, "")
    return format_html("<{0}>{1}</{0}>", tag, inside) if tag else inside


# What has no word of anybody's in it.
_BARE = {"space": " ", "break": format_html("<{}>", "br"), "rule": format_html("<{}>", "hr")}
_LEAVES = frozenset({"text", "figure", "code", *_BARE})


def _leaf(node: Node) -> str:
    kind = node["kind"]
    if kind in _BARE:
        return _BARE[kind]
    if kind == "code":
        code = format_html("<code>{}</code>", node["text"].rstrip("\n"))
        return format_html("<pre>{}</pre>", code) if node["block"] else code
    if kind != "figure":
        return format_html("{}", node["text"])
    if node["url"]:
        return format_html('<a class="figure-ref" href="{}">{}</a>', node["url"], node["text"])
    return format_html('<span class="figure-ref">{}</span>', node["text"])
