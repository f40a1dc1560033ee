"""The values of each facet that a forum knows, with their names in the reader's language."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from avow.directory.states import Status
from avow.forums.models import Action, Coalition, Forum
from avow.forums.regions import COUNTRIES, region_codes, region_name
from avow.kernel import moment
from avow.kernel.localised import Localised, pick

FACETS = {
    "coalition": _("Coalition"),
    "action": _("Action"),
    "type": _("Type of commitment"),
    "status": _("Status"),
    "organisation_type": _("Type of organisation"),
    "region": _("Region"),
    "country": _("Country"),
    "language": _("Language"),
    "year": _("Year of publication"),
}
_LANGUAGE = re.compile("^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")
_YEAR = re.compile("^(19|20)[0-9]{2}$")


@dataclass
class Vocabulary:
    """What the values of a forum's facets mean, for one page; two queries at most.

    In one language: the active one when it is asked first.
    """

    forum: Forum

    @classmethod
    def of(cls, forum: Forum) -> "Vocabulary":
        """Return that of a page; many anonymous pages within a moment share one."""
        return moment.kept(("vocabulary", forum.pk, get_language()), lambda: cls(forum))

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {}

    @cached_property
    def coalitions(self) -> dict[str, Coalition]:
        """Return the forum's coalitions by code, in their order."""
        return {row.code: row for row in Coalition.objects.filter(forum=self.forum)}

    @cached_property
    def actions(self) -> dict[str, Action]:
        """Return the forum's actions by code, in their order."""
        return {
            row.code: row
            for row in Action.objects.filter(forum=self.forum).select_related("coalition")
        }

    @cached_property
    def types(self) -> dict[str, str]:
        """Return the names of the forum's commitment types by code."""
        return {
            str(kind.code): self._pick(kind.names) for kind in self.forum.settings.commitment_types
        }

    @cached_property
    def organisation_types(self) -> dict[str, str]:
        """Return the names of the forum's organisation types by code."""
        return {
            kind.code: self._pick(kind.names) for kind in self.forum.settings.organisation_types
        }

    @cached_property
    def rate_sources(self) -> dict[tuple[str, str], str]:
        """Return who says the forum's rate of (currency, ISO day)."""
        rates = self.forum.settings.money_rates()
        return {(rate.currency, rate.day.isoformat()): rate.source for rate in rates}

    def knows(self, facet: str, value: str) -> bool:
        """Return whether the value can mean anything in this forum."""
        if facet in {"coalition", "action", "type", "organisation_type"}:
            return value in getattr(self, f"{facet}s")
        if facet == "status":
            return value in Status.values
        if facet == "country":
            return value in COUNTRIES
        if facet == "region":
            return value in region_codes()
        return bool((_LANGUAGE if facet == "language" else _YEAR).match(value))

    def label(self, facet: str, value: str) -> str:
        """Return the name of a value; the value itself for one that the forum does not know."""
        known = self._labels.get((facet, value))
        if known is None:
            known = self._labels[facet, value] = self._label(facet, value)
        return known

    def _label(self, facet: str, value: str) -> str:
        if facet == "coalition":
            return self.coalitions[value].name if value in self.coalitions else value
        if facet == "action":
            return f"{value} · {self.actions[value].title}" if value in self.actions else value
        if facet == "region":
            return region_name(value) or value
        return str(self._names(facet).get(value, value))

    def _names(self, facet: str) -> Mapping[str, Any]:
        if facet not in self._known_names:
            self._known_names[facet] = self._names_of(facet)
        return self._known_names[facet]

    @cached_property
    def _known_names(self) -> dict[str, Mapping[str, Any]]:
        return {}

    def _names_of(self, facet: str) -> Mapping[str, Any]:
        if facet in {"type", "organisation_type"}:
            names: dict[str, str] = getattr(self, f"{facet}s")
            return names
        if facet == "status":
            return dict(Status.choices)
        places = {"country": self._locale.territories, "language": self._locale.languages}
        return places.get(facet, {})

    def place(self, facet: str, value: str) -> int:
        """Return where a value stands among those of its facet that have an order of their own."""
        order = self._orders.get(facet, {})
        return order.get(value, len(order))

    @cached_property
    def _orders(self) -> dict[str, dict[str, int]]:
        own = {
            facet: getattr(self, f"{facet}s")
            for facet in ("coalition", "action", "type", "organisation_type")
        }
        return {
            facet: {str(value): place for place, value in enumerate(values)}
            for facet, values in {**own, "status": Status.values}.items()
        }

    @cached_property
    def _locale(self) -> Locale:
        try:
            return Locale.parse((get_language() or "en").replace("-", "_"))
        except UnknownLocaleError:
            return Locale("en")

    def name_of(self, thing: Any) -> str:
        """Return the name of a part of the pack, such as a question or a choice."""
        return self._pick(thing.names)

    def _pick(self, names: Localised) -> str:
        return pick(names, get_language() or "en")
