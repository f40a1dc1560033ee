"""Names that files write where we keep codes: `Kenya`, `Кения`, `KEN` for KE; `euro` for EUR."""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from babel import Locale
from babel.core import get_global
from django.conf import settings
from django.utils import translation

from avow.directory.states import Status
from avow.forums.models import Action, Coalition, Forum
from avow.forums.regions import COUNTRIES
from avow.kernel.text import fold
from avow.opendata.imports import synonyms

LONGEST, REMEMBERED = 300, 5_000  # characters of a name; names looked up already
_SIGNS = {"€": "EUR", "₹": "INR", "₦": "NGN", "₽": "RUB", "us$": "USD", "₩": "KRW"}


# Known without their names, which are read only when a file holds some.
_CODES: dict[str, Callable[[], frozenset[str]]] = {
    "country": lambda: frozenset(COUNTRIES),
    "currency": lambda: frozenset(get_global("all_currencies")),
    "status": lambda: frozenset(Status.values),
}


class Dictionary:
    """Codes by their folded names, for the columns that hold codes; two queries for a forum."""

    def __init__(self, forum: Forum | None) -> None:
        self._forum = forum
        self._of: dict[str, dict[str, str]] = {}
        self._seen: dict[tuple[str, str], str] = {}

    def code(self, type_: str, text: str) -> str:
        """Return the code that a text names, or "". A code names itself, whatever its case."""
        key = (type_, text)
        if key not in self._seen:
            if len(self._seen) > REMEMBERED:
                self._seen.clear()
            self._seen[key] = self._found(type_, text.strip()[:LONGEST])
        return self._seen[key]

    def _found(self, type_: str, bare: str) -> str:
        if type_ == "currency" and bare.casefold() in _SIGNS:
            return _SIGNS[bare.casefold()]
        return self._words(type_).get(fold(bare), "")

    def is_code(self, type_: str, text: str) -> bool:
        """Return whether a text is one of the codes itself, written as we write it."""
        return text in self.codes(type_)

    def codes(self, type_: str) -> frozenset[str]:
        """Return the codes of a type, as we write them."""
        known = _CODES.get(type_)
        return known() if known else frozenset(self._words(type_).values())

    def _words(self, type_: str) -> dict[str, str]:
        if type_ not in self._of:
            self._of[type_] = _built(_pairs(type_, self._forum))
        return self._of[type_]


def _built(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return {folded word: code}; a word that means two codes means none."""
    found: dict[str, str] = {}
    twice = set()
    for word, code in pairs:
        folded = fold(word)
        if folded and found.setdefault(folded, code) != code:
            twice.add(folded)
    codes = {fold(code): code for code in found.values()}
    return {word: code for word, code in found.items() if word not in twice} | codes


def _pairs(type_: str, forum: Forum | None) -> Iterator[tuple[str, str]]:
    if type_ == "country":
        yield from _countries()
    elif type_ == "language":
        yield from _languages()
    elif type_ == "currency":
        yield from _currencies()
    elif type_ == "status":
        yield from _statuses()
    elif forum is not None:
        yield from _of_forum(type_, forum)


def _of_forum(type_: str, forum: Forum) -> Iterator[tuple[str, str]]:
    if type_ == "coalition":
        for row in Coalition.objects.filter(forum=forum):
            yield from _named(row.code, row.names)
    elif type_ == "action":
        for one in Action.objects.filter(forum=forum):
            yield from _named(one.code, one.titles)
    elif type_ == "commitment_type":
        for kind in forum.settings.commitment_types:
            yield from _named(str(kind.code), kind.names)
    elif type_ == "organisation_type":
        yield from _organisation_types(forum)


def _organisation_types(forum: Forum) -> Iterator[tuple[str, str]]:
    for house in forum.settings.organisation_types:
        yield from _named(house.code, house.names)
        for alias in house.aliases:
            yield alias, house.code
            yield alias.replace("_", " "), house.code
    for alias, words in synonyms.TYPES.items():
        known = forum.settings.organisation_type(alias)
        if known is not None:
            yield from ((word, known.code) for word in words.split("|"))


def _named(code: str, names: dict[str, str]) -> Iterator[tuple[str, str]]:
    yield code, code
    yield code.replace("_", " "), code
    yield from ((name, code) for name in names.values())


@lru_cache(maxsize=1)
def _locales() -> tuple[Locale, ...]:
    return tuple(Locale.parse(code.replace("-", "_")) for code, _name in settings.LANGUAGES)


@lru_cache(maxsize=1)
def _countries() -> tuple[tuple[str, str], ...]:
    found = [(code, code) for code in COUNTRIES]
    found += [
        (locale.territories.get(code, code), code) for locale in _locales() for code in COUNTRIES
    ]
    # CLDR's aliases hold the three letters of ISO 3166-1 (`KEN`).
    for alias, codes in get_global("territory_aliases").items():
        if len(alias) == 3 and alias.isalpha() and len(codes) == 1 and codes[0] in COUNTRIES:
            found.append((alias, codes[0]))
    for code, words in synonyms.COUNTRIES.items():
        found += [(word, code) for word in words.split("|")]
    return tuple(found)


@lru_cache(maxsize=1)
def _languages() -> tuple[tuple[str, str], ...]:
    codes = [str(code) for code in Locale("en").languages if len(str(code)) == 2]
    found = [(code, code) for code in codes]
    found += [(locale.languages.get(code, code), code) for locale in _locales() for code in codes]
    for alias, code in get_global("language_aliases").items():
        if len(str(alias)) == 3 and code in codes:
            found.append((str(alias), str(code)))
    return tuple(found)


@lru_cache(maxsize=1)
def _currencies() -> tuple[tuple[str, str], ...]:
    codes = sorted(get_global("all_currencies"))
    found = [(code, code) for code in codes]
    found += [(locale.currencies.get(code, code), code) for locale in _locales() for code in codes]
    found += [("euros", "EUR"), ("us dollars", "USD"), ("dollars us", "USD")]
    return tuple(found)


def _statuses() -> Iterator[tuple[str, str]]:
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            yield from ((str(status.label), status.value) for status in Status)
    for status in Status:
        yield status.value, status.value
        yield from ((word, status.value) for word in synonyms.STATUS.get(status, "").split("|"))
