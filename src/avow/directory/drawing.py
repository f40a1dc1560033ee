"""Rows of the directory as HTML, drawn in code: a list has hundreds, and is asked for often.

`Pen` holds what all rows of one page share. Everything that people wrote is escaped here.
"""

from collections.abc import Callable
from functools import cached_property
from html import escape
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from avow.directory.facets import Value
from avow.directory.highlighting import Marker
from avow.directory.showing import Card
from avow.forums import formats


class Pen:
    """Draws rows of one forum in the active language; words of a question are marked."""

    def __init__(self, forum: Any, marker: Marker | None = None) -> None:
        self._forum, self._marker = forum, marker or Marker(())
        self._languages: dict[str, str] = {}
        self._countries: dict[str, str] = {}

    def box(self, facet: str, value: Value) -> str:
        """Return one box to tick."""
        code, label = escape(value.code), escape(value.label)
        ticked = " checked" if value.is_chosen else ""
        return (
            f'<li><label><input type="checkbox" id="{facet}-{code}" name="{facet}" value="{code}"'
            f'{ticked}> <bdi>{label}</bdi> <span class="numeric">{value.count}</span></label></li>'
        )

    def hit(self, card: Card, level: str) -> SafeString:
        """Return one commitment of a list, its title as a heading of that level."""
        entry = card.entry
        language = self._language(entry.language)
        parts = []
        parts.append(
            f'<{level}><a href="{self._commitment(entry.ref)}" {language}>'
            f"{self._marker.whole(entry.title)}</a></{level}>\n"
            f'<p class="line"><bdi class="line-name">{self._maker(entry)}</bdi>'
            f' <span class="line-facts"><span>{escape(card.organisation_type)}</span>'
        )
        if entry.country:
            parts.append(f"<span>{self._country(entry.country)}</span>")
        parts.append("</span></p>\n")
        if entry.summary:
            said = self._marker.piece(entry.summary)
            parts.append(f'<p class="hit-summary" {language}>{said}</p>\n')
        parts.append(
            f'<p class="cluster small"><span class="badge badge-{card.tone}">'
            f"{escape(card.status)}</span>"
        )
        parts += [
            f' <span class="badge badge-neutral badge-hue hue-{formats.hue_of(position)}">'
            f"{escape(name)}</span>"
            for _code, position, name in card.coalitions
        ]
        parts += [f" <span>{escape(name)}</span>" for name in card.types]
        if money := self._money(card):
            parts.append(f" <span>{money}</span>")
        parts.append(
            f' <span class="muted"><bdi dir="ltr">{entry.starts_on.year}–{entry.ends_on.year}</bdi>'
            f' · <bdi dir="ltr">{escape(entry.ref)}</bdi></span></p>'
        )
        return mark_safe("".join(parts))

    def _maker(self, entry: Any) -> str:
        name = escape(entry.organisation_name)
        if not entry.organisation_slug:
            return name
        return f'<a href="{self._organisation(entry.organisation_slug)}">{name}</a>'

    def _money(self, card: Card) -> str:
        entry = card.entry
        if entry.amount_usd is not None:
            return escape(formats.money_words(entry.amount_usd, "USD"))
        return " + ".join(
            escape(formats.money_words(amount, currency)) for amount, currency in card.amounts
        )

    def _language(self, code: str) -> str:
        found = self._languages.get(code)
        if found is None:
            found = self._languages[code] = formats.language_marks(code)
        return found

    def _country(self, code: str) -> str:
        found = self._countries.get(code)
        if found is None:
            found = self._countries[code] = escape(formats.country_words(code))
        return found

    @cached_property
    def _commitment(self) -> Callable[[str], str]:
        return self._address("directory:commitment")

    @cached_property
    def _organisation(self) -> Callable[[str], str]:
        return self._address("directory:organisation")

    def _address(self, name: str) -> Callable[[str], str]:
        """Return a writer of addresses of one kind, which are all alike but for the last part."""
        pattern = reverse(name, args=[self._forum.slug, "x-x"])
        before, _mark, after = pattern.rpartition("x-x")
        return lambda part: f"{before}{escape(part)}{after}"
