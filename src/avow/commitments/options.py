"""What can be chosen in a commitment's form, with its words in every language of the interface."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from babel import Locale, UnknownLocaleError
from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from avow.directory.states import Group
from avow.forums import regions
from avow.forums.regions import COUNTRIES

Words = str | Promise
Json = dict[str, Any]

# The targets of Sustainable Development Goal 5, by their official numbers.
SDG_TARGETS: dict[str, Words] = {
    "5.1": _("5.1 End discrimination against women and girls"),
    "5.2": _("5.2 End violence against and exploitation of women and girls"),
    "5.3": _("5.3 End forced marriages and genital mutilation"),
    "5.4": _("5.4 Value unpaid care and domestic work"),
    "5.5": _("5.5 Full participation in leadership and decision-making"),
    "5.6": _("5.6 Universal access to sexual and reproductive health and rights"),
    "5.a": _("5.a Equal rights to economic resources, property and finance"),
    "5.b": _("5.b Empowerment of women through technology"),
    "5.c": _("5.c Policies and enforceable legislation for gender equality"),
}
GENDER_MARKERS: dict[str, Words] = {
    "0": _("0: gender equality is not targeted"),
    "1": _("1: gender equality is an important objective"),
    "2": _("2: gender equality is the main objective"),
}
GROUPS: dict[str, Words] = dict(Group.choices)
NEW_MONEY: dict[str, Words] = {"new": _("New money"), "announced": _("Already announced elsewhere")}


def texts(words: Words) -> dict[str, str]:
    """Return words in every language of the interface; those without a translation are left out."""
    with translation.override("en"):
        found = {"en": str(words)}
    for tag, _name in settings.LANGUAGES:
        with translation.override(tag):
            if str(words) != found["en"]:
                found[tag] = str(words)
    return found


def named(choices: Mapping[str, Words]) -> list[Json]:
    """Return choices of code and words."""
    return [{"code": str(code), "names": texts(words)} for code, words in choices.items()]


def plain(codes: Iterable[str]) -> list[Json]:
    """Return choices that are called as they are coded: currencies, years."""
    return [{"code": code, "names": {"en": code}} for code in codes]


def languages(first: Iterable[str]) -> list[Json]:
    """Return the languages people may write in: the forum's own first, then the interface's."""
    codes = dict.fromkeys([*first, *(tag for tag, _name in settings.LANGUAGES)])
    return [
        {
            "code": code,
            "names": _in_each(lambda locale, code=code: locale.languages.get(code, code)),
        }
        for code in codes
    ]


@lru_cache(maxsize=1)
def countries() -> list[Json]:
    """Return every country of ISO 3166-1, by its English name."""
    found = [
        {
            "code": code,
            "names": _in_each(lambda locale, code=code: locale.territories.get(code, code)),
        }
        for code in COUNTRIES
    ]
    return sorted(found, key=lambda one: one["names"]["en"])


@lru_cache(maxsize=1)
def areas() -> list[Json]:
    """Return the areas larger than a country: the world, continents, regions (UN M49)."""
    found = []
    for code in regions.areas():
        names = {}
        for tag, _name in settings.LANGUAGES:
            with translation.override(tag):
                names[tag] = regions.region_name(code)
        found.append({"code": code, "names": names})
    return found


def _in_each(name: Any) -> dict[str, str]:
    return {tag: name(_locale(tag)) for tag, _name in settings.LANGUAGES}


@lru_cache(maxsize=64)
def _locale(tag: str) -> Locale:
    try:
        return Locale.parse(tag, sep="-")
    except UnknownLocaleError:
        return Locale("en")
