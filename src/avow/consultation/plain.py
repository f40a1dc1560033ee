"""The plain text of a section, as a reader sees and chooses it."""

from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKDOWN = MarkdownIt("commonmark", {"html": False})
_LINES = {"softbreak": " ", "hardbreak": "\n"}


def plain(body: str) -> str:
    """Return Markdown as plain text: a line for each paragraph, heading and item; no pictures."""
    lines = [_words(token) for token in _MARKDOWN.parse(body or "") if _has_words(token)]
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
