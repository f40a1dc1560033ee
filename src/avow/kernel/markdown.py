"""Markdown of people: as safe HTML, and as the plain text that a reader sees and chooses."""

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_TAGS = {
    *("p", "br", "hr", "em", "strong", "a", "ul", "ol", "li", "blockquote", "code", "pre"),
    *("h2", "h3", "h4", "h5", "h6"),
}
_LOWEST = 6
_LINES = {"softbreak": " ", "hardbreak": "\n"}


def parse(text: str) -> list[Token]:
    """Return the tokens of a text in the one dialect of pages, feeds and PDFs."""
    return _MARKDOWN.parse(text or "")


def html(text: str, level: int = 2) -> str:
    """Return CommonMark as safe HTML: no HTML of the writer's own, links without a referrer.

    The text's highest heading is one of `level`, those below it follow: a page has one title.
    """
    tokens = parse(text)
    headings = [token for token in tokens if token.type in {"heading_open", "heading_close"}]
    highest = min((int(token.tag[1]) for token in headings), default=1)
    for token in headings:
        token.tag = f"h{min(_LOWEST, level + int(token.tag[1]) - highest)}"
    return nh3.clean(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}), tags=_TAGS)


def plain(body: str) -> str:
    """Return Markdown as plain text: a line for each paragraph, heading and item; no pictures."""
    lines = [_words(token) for token in parse(body) if _has_words(token)]
    return "\n".join(line for line in lines if line)


def _has_words(token: Token) -> bool:
    return token.type in {"inline", "code_block", "fence"}


def _words(token: Token) -> str:
    if token.type != "inline":
        return token.content.rstrip("\n")
    return "".join(_word(child) for child in token.children or ())


def _word(token: Token) -> str:
    if token.type in _LINES:
        return _LINES[token.type]
    return token.content if token.type in {"text", "code_inline"} else ""
