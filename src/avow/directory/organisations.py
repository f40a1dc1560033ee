"""The public list of organisations: those with a commitment or a role in the forum.

An organisation at risk is never among them, under whichever name.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import QueryDict

from avow.directory.memberships import rows_of
from avow.directory.models import Part
from avow.directory.states import OrganisationRole
from avow.directory.vocabulary import Vocabulary
from avow.forums.models import Forum
from avow.forums.regions import countries_in
from avow.kernel.text import fold
from avow.people.models import Organisation

FILTERS = ("organisation_type", "region", "country", "coalition")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for; `ignored` are (parameter, value) nobody knows."""

    words: str = ""
    organisation_type: str = ""
    region: str = ""
    country: str = ""
    coalition: str = ""
    role: str = ""
    ignored: tuple[tuple[str, str], ...] = ()


def understand(query: QueryDict, vocabulary: Vocabulary) -> Asked:
    """Return what the address asks for; what nobody knows is left out and named in `ignored`."""
    values, ignored = {}, []
    for name in (*FILTERS, "role"):
        value = query.get(name, "").strip()
        known = (
            value in OrganisationRole.values if name == "role" else vocabulary.knows(name, value)
        )
        if value and known:
            values[name] = value
        elif value:
            ignored.append((name, value[:80]))
    return Asked(words=query.get("q", "").strip()[:200], ignored=tuple(ignored), **values)


def listed(forum: Forum, day: date) -> QuerySet[Organisation]:
    """Return the organisations that the forum shows to everybody."""
    shown = Q(slug__in=Part.objects.filter(forum=forum).values("maker"))
    for role in OrganisationRole.values:
        shown |= _with_role(role, forum, day)
    return Organisation.objects.living().filter(shown, is_protected=False)


def find(forum: Forum, asked: Asked, day: date) -> QuerySet[Organisation]:
    """Return the organisations asked for, by name, each with `promised`: its commitments."""
    rows = listed(forum, day)
    if asked.words and fold(asked.words):
        rows = rows.filter(pk__in=Organisation.objects.matching(fold(asked.words)).values("pk"))
    if asked.organisation_type:
        rows = rows.filter(kind=asked.organisation_type)
    if asked.region:
        rows = rows.filter(country__in=countries_in(asked.region))
    if asked.country:
        rows = rows.filter(country=asked.country)
    if asked.role:
        rows = rows.filter(_with_role(asked.role, forum, day, asked.coalition))
    elif asked.coalition:
        rows = rows.filter(_in_coalition(asked.coalition, forum, day))
    own = Part.objects.filter(forum=forum, maker=OuterRef("slug")).order_by()
    number = own.values("maker").annotate(number=Count("entry", distinct=True)).values("number")
    return rows.annotate(
        promised=Coalesce(Subquery(number, output_field=IntegerField()), 0)
    ).order_by("folded_name", "pk")


def _with_role(role: str, forum: Forum, day: date, coalition: str = "") -> Q:
    found = Q(pk__in=[])
    for rows in rows_of(role, forum, day):
        some = rows.filter(code=coalition) if coalition else rows
        found |= Q(pk__in=some.values("organisation"))
    return found


def _in_coalition(coalition: str, forum: Forum, day: date) -> Q:
    parts = Part.objects.filter(forum=forum, coalition=coalition)
    found = Q(slug__in=parts.values("maker"))
    for role in OrganisationRole.values:
        found |= _with_role(role, forum, day, coalition)
    return found
