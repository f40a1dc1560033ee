"""What the public list of good practices is asked for, and the choices it offers."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from avow.directory.vocabulary import Vocabulary
from avow.forums.countries import country_choices
from avow.forums.models import Forum
from avow.kernel.text import row_number
from avow.learning.models import Mark, Practice
from avow.learning.querysets import PracticeQuerySet
from avow.learning.states import Facet


@dataclass(frozen=True, slots=True)
class Asked:
    """Words and filters of an address; empty where nothing, or nothing known, is asked."""

    q: str = ""
    coalition: str = ""
    action: str = ""
    country: str = ""
    tag: str = ""
    year: str = ""

    @property
    def asks(self) -> bool:
        """Return whether anything is left out."""
        return any((self.q, self.coalition, self.action, self.country, self.tag, self.year))


def asked_of(query: QueryDict, words: Vocabulary) -> Asked:
    """Return what an address asks; values that mean nothing in this forum are left out."""

    def known(facet: str) -> str:
        value = query.get(facet, "").strip()
        return value if words.knows(facet, value) else ""

    q, tag = (query.get(name, "").strip() for name in ("q", "tag"))
    return Asked(
        q=q[:300],
        coalition=known("coalition"),
        action=known("action"),
        country=known("country"),
        tag=tag.lower()[:60],
        year=known("year"),
    )


def found(forum: Forum, asked: Asked) -> PracticeQuerySet:
    """Return the public practices that are asked for, the newest first."""
    rows: PracticeQuerySet = Practice.objects.shown(forum).saying(asked.q)
    for facet in Facet:
        if value := getattr(asked, facet.value):
            rows = rows.marked(facet, [value])
    if year := row_number(asked.year):
        rows = rows.filter(report__cycle__year=year)
    return rows


def choices(forum: Forum, words: Vocabulary) -> dict[str, Any]:
    """Return what the filters offer: only what a public practice has; five queries at most."""
    shown = Practice.objects.shown(forum).order_by()
    marks = Mark.objects.filter(practice__in=shown.values("pk"))
    pairs = set(marks.exclude(facet=Facet.COUNTRY).values_list("facet", "value").distinct())
    places = marks.filter(facet=Facet.COUNTRY, practice__in=shown.named().values("pk"))
    codes = set(places.values_list("value", flat=True).distinct())
    return {
        "coalitions": [
            one for code, one in words.coalitions.items() if (Facet.COALITION, code) in pairs
        ],
        "actions": [one for code, one in words.actions.items() if (Facet.ACTION, code) in pairs],
        "countries": [(code, name) for code, name in country_choices() if code in codes],
        "tags": sorted(value for facet, value in pairs if facet == Facet.TAG),
        "years": sorted(set(shown.values_list("report__cycle__year", flat=True)), reverse=True),
    }
