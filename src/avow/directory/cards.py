"""Share cards: a picture of 1200 by 630 for a page, in the page's language.

A card says no more than its page does: it is made of public entries alone, and what was withdrawn
has none. Pictures are kept by what they say, so that nothing older is ever found.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from avow.directory import organisations
from avow.directory.keeping import once
from avow.directory.models import Entry
from avow.directory.portraits import query_of
from avow.directory.query import understand
from avow.directory.statistics import Figures, figures_of
from avow.directory.totals import Scope
from avow.directory.vocabulary import Vocabulary
from avow.forums.formats import about_words, number_words
from avow.forums.regions import COUNTRIES
from avow.kernel.drawing import shortened
from avow.kernel.typesetting import set_as_picture

TEMPLATE = Path(__file__).parent / "typst" / "card.typ"
TITLE, LINE = 150, 80  # letters that have room
_KEPT = 7 * 24 * 3600  # seconds
_SHAPE = 1  # of the picture; a new one forgets those of an older release

Card = dict[str, Any]  # as typst/card.typ reads it


def card_of(vocabulary: Vocabulary, kind: str, key: str, today: date) -> Card | None:
    """Return what the card of a page says; None for a page that has none."""
    make = _KINDS.get(kind)
    return make(vocabulary, key, today) if make else None


def picture_of(card: Card) -> bytes:
    """Return the card as PNG."""
    said = json.dumps(card, ensure_ascii=False, sort_keys=True)
    name = hashlib.sha256(said.encode()).hexdigest()[:40]
    return once(f"card:{_SHAPE}:{name}", _KEPT, lambda: set_as_picture(TEMPLATE, card))


def _card(
    vocabulary: Vocabulary,
    title: str,
    eyebrow: str,
    figures: list[tuple[str, str]],
    language: str = "",
) -> Card:
    here = get_language() or "en"
    return {
        "language": here,
        "forum": shortened(vocabulary.forum.name, LINE),
        "eyebrow": shortened(eyebrow, LINE),
        "title": shortened(" ".join(title.split()), TITLE),
        "title_language": language or here,
        "figures": [list(pair) for pair in figures],
    }


def _commitment(vocabulary: Vocabulary, key: str, _today: date) -> Card | None:
    entry = Entry.objects.filter(forum=vocabulary.forum, ref=key, is_listed=True).first()
    if entry is None:
        return None
    # Years from left to right in every language.
    years = f"\u2066{entry.starts_on.year}–{entry.ends_on.year}\u2069"
    figures = [(vocabulary.label("status", entry.status), _("Status")), (years, _("Term"))]
    if entry.amount_usd is not None:
        figures.insert(0, (about_words(Decimal(entry.amount_usd), "USD"), _("Pledged")))
    eyebrow = f"{entry.ref} · {entry.organisation_name}"
    return _card(vocabulary, entry.title, eyebrow, figures, entry.language)


def _organisation(vocabulary: Vocabulary, key: str, today: date) -> Card | None:
    row = organisations.listed(vocabulary.forum, today).filter(slug=key).first()
    if row is None:
        return None
    kind = vocabulary.label("organisation_type", row.kind)
    place = vocabulary.label("country", row.country) if row.country else ""
    scope = Scope(vocabulary.forum.pk, maker=row.slug)
    figures = figures_of(vocabulary.forum, scope)
    eyebrow = " · ".join(one for one in (kind, place) if one)
    return _card(vocabulary, row.name, eyebrow, _figures(figures, makers=False), row.language)


def _coalition(vocabulary: Vocabulary, key: str, _today: date) -> Card | None:
    found = next((one for one in vocabulary.coalitions.values() if one.slug == key), None)
    if found is None:
        return None
    figures = figures_of(vocabulary.forum, Scope(vocabulary.forum.pk, coalition=found.code))
    return _card(vocabulary, found.name, str(found.get_kind_display()), _figures(figures))


def _action(vocabulary: Vocabulary, key: str, _today: date) -> Card | None:
    found = vocabulary.actions.get(key)
    if found is None or found.retired_at is not None:
        return None
    eyebrow = f"{found.code} · {found.coalition.name}"
    return _card(vocabulary, found.title, eyebrow, _figures(_found(vocabulary, "action", key)))


def _country(vocabulary: Vocabulary, key: str, _today: date) -> Card | None:
    if key not in COUNTRIES:
        return None
    name = vocabulary.label("country", key)
    figures = _figures(_found(vocabulary, "country", key))
    return _card(vocabulary, name, _("Country of the maker"), figures)


def _found(vocabulary: Vocabulary, facet: str, value: str) -> Figures:
    question = understand(query_of({facet: value}), vocabulary)
    return figures_of(vocabulary.forum, Scope(vocabulary.forum.pk, question))


def _figures(found: Figures, *, makers: bool = True) -> list[tuple[str, str]]:
    figures = [(number_words(found.commitments), _("Commitments"))]
    if makers:
        figures.append((number_words(found.makers), _("Makers")))
    if found.money.money.has_rate:
        figures.append((about_words(found.money.money.usd, "USD"), _("Pledged")))
    return figures


_KINDS: dict[str, Callable[[Vocabulary, str, date], Card | None]] = {
    "commitments": _commitment,
    "organisations": _organisation,
    "coalitions": _coalition,
    "actions": _action,
    "countries": _country,
}
