"""What reviewers read where an organisation at risk is concerned: its protected name, no file.

The names are taken out of everything a case shows: texts, answers, questions, titles. Files cannot
be read through, so that only the secretariat gets them.
"""

import re
from collections.abc import Iterable
from copy import copy
from dataclasses import replace
from typing import Any, TypeVar

from django.db.models import Model, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from avow.answers.reading import Group
from avow.commitments.models import CoMaker, Commitment, Partner
from avow.commitments.safety import Scrubber, scrubber
from avow.people.models import Organisation
from avow.review.models import Case

M = TypeVar("M", bound=Model)


def at_risk_in(case: Case) -> list[Organisation]:
    """Return the organisations at risk of a case, applicant or partner; two queries at most."""
    named = [case.organisation_id, *case.partners.values_list("pk", flat=True)]
    return list(Organisation.objects.filter(pk__in=named).at_risk())


def at_risk_with(commitments: Iterable[Commitment]) -> list[Organisation]:
    """Return the partners and co-makers at risk that these commitments name now; one query."""
    revisions = [one.current_id for one in commitments if one.current_id]
    named = Partner.objects.filter(revision__in=revisions, organisation__is_protected=True)
    together = CoMaker.objects.filter(revision__in=revisions, organisation__is_protected=True)
    either = Q(pk__in=named.values("organisation")) | Q(pk__in=together.values("organisation"))
    return list(Organisation.objects.filter(either))


def veil(organisations: Iterable[Organisation]) -> Scrubber:
    """Return what takes every name of those at risk among them out of a text."""
    hidden = [one for one in organisations if one.is_protected]
    return scrubber(*((_names(one), one.protected_name) for one in hidden))


def _names(organisation: Organisation) -> list[str]:
    """Return what says who it is: names, the address of its site, of its mail."""
    site = re.sub(r"^https?://(www\.)?", "", organisation.website).rstrip("/")
    mail = organisation.contact_email
    names = [organisation.name, *(alias.name for alias in organisation.aliases.all())]
    return [*names, site, mail]


def veiled(row: M, hidden: Scrubber, *fields: str) -> M:
    """Return a copy of a row with these texts cleaned: to be shown, never saved."""
    shown = copy(row)
    for name in fields:
        setattr(shown, name, hidden.text(getattr(row, name)))
    return shown


def veiled_groups(groups: list[Group], hidden: Scrubber, *, files: bool) -> list[Group]:
    """Return answers without the names; without `files`, a word stands where there are some."""
    return [
        replace(one, lines=[_line(line, hidden, files) for line in one.lines]) for one in groups
    ]


def _line(line: Any, hidden: Scrubber, files: bool) -> Any:
    text, found = hidden.text(line.text), line.files
    if found and not files:
        text, found = _("Files are withheld for safety. The secretariat has them."), []
    return replace(line, text=text, files=found)


def cases_with_names(rows: "QuerySet[Case]") -> "QuerySet[Case]":
    """Return the rows of a list with what `veil_cases` needs; three queries more."""
    partners = Prefetch("partners", Organisation.objects.at_risk(), to_attr="partners_at_risk")
    return rows.prefetch_related("organisation__aliases", partners)


def veil_cases(page: Iterable[Case]) -> None:
    """Give each case of a list `shown_title`, without the names of those at risk."""
    for case in page:
        concerned = [case.organisation, *case.partners_at_risk]  # type: ignore[attr-defined]  # as prefetched
        case.shown_title = veil(concerned).text(case.title)  # type: ignore[attr-defined]  # for the template


def commitments_with_names(rows: "QuerySet[Commitment]") -> "QuerySet[Commitment]":
    """Return the rows of a list with what `veil_commitments` needs; six queries more."""
    named = Partner.objects.filter(organisation__is_protected=True).select_related("organisation")
    named = named.prefetch_related("organisation__aliases")
    partners = Prefetch("current__partners", named, to_attr="partners_at_risk")
    together = CoMaker.objects.filter(organisation__is_protected=True)
    together = together.select_related("organisation").prefetch_related("organisation__aliases")
    makers = Prefetch("current__co_makers", together, to_attr="co_makers_at_risk")
    return rows.prefetch_related("organisation__aliases", partners, makers)


def veil_commitments(page: Iterable[Commitment]) -> None:
    """Give each commitment of a list `shown_title`, without the names of those at risk."""
    for one in page:
        if one.current is None:
            one.shown_title = one.ref  # type: ignore[attr-defined]  # for the template
            continue
        partners = [row.organisation for row in one.current.partners_at_risk]  # type: ignore[attr-defined]  # as prefetched
        partners += [row.organisation for row in one.current.co_makers_at_risk]  # type: ignore[attr-defined]  # as prefetched
        title = veil([one.organisation, *partners]).text(one.current.title)
        one.shown_title = title or one.ref  # type: ignore[attr-defined]  # for the template
