"""Gaps that an example leaves for its maker to fill: what stands in [square brackets]. Pure."""

import re

# Not the text of a Markdown link or image, `[words](address)`.
_GAP = re.compile(r"\[[^\[\]\n]{1,300}\](?!\()|【[^【】\n]{1,300}】")


def gaps(text: str) -> list[tuple[int, int]]:
    """Return where each gap of a text begins and ends, brackets included, in order."""
    return [match.span() for match in _GAP.finditer(text)]


def without_gaps(text: str) -> str:
    """Return the text with its gaps emptied, as long as before: no place in it moves."""
    return _GAP.sub(lambda gap: f"{gap[0][0]}{' ' * (len(gap[0]) - 2)}{gap[0][-1]}", text)


def gap_words(text: str) -> list[str]:
    """Return the gaps as they are written, brackets included, each once."""
    return list(dict.fromkeys(text[start:end] for start, end in gaps(text)))
