"""Text in several languages: a plain mapping of BCP 47 language tag to text."""

from collections.abc import Mapping

Localised = Mapping[str, str]


def pick(texts: Localised, language: str, fallback: str = "en") -> str:
    """Return the text in `language`, else its base language, the fallback, or the first there is.

    An empty mapping gives an empty string, so that a template never fails on a missing text.
    """
    return pick_tagged(texts, language, fallback)[1]


def pick_tagged(texts: Localised, language: str, fallback: str = "en") -> tuple[str, str]:
    """Return (language, text) as `pick` does, so that a page can mark what language it shows."""
    for tag in (language, language.split("-", maxsplit=1)[0], fallback):
        if texts.get(tag):
            return tag, texts[tag]
    for tag, text in texts.items():
        if text:
            return tag, text
    return fallback, ""
