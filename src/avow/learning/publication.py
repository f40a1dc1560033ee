"""The safety wall of good practices: what the public may see of one, and nothing else.

Who is protected is asked when a page is drawn, so that protection hides at once: the maker's name,
the countries, and every protected name in the texts, as in the commitment's own.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from avow.commitments.models import CoMaker, Commitment, Partner
from avow.commitments.safety import Scrubber, scrubber
from avow.directory.search.normalise import indexed
from avow.directory.services import touch
from avow.forums.models import Action, Forum
from avow.learning.models import Mark, Practice
from avow.learning.querysets import PracticeQuerySet
from avow.learning.states import Facet
from avow.people.models import Organisation
from avow.progress.models import Report

STORIES = 3
STEP = 200  # written again at once


@dataclass(frozen=True, slots=True)
class PublicPractice:
    """A good practice as the public reads it. `maker` and `maker_slug` are empty if not named."""

    number: int
    title: str
    text: str  # Markdown
    language: str
    maker: str
    maker_slug: str
    is_hidden: bool
    ref: str
    year: int
    actions: tuple[str, ...]
    coalitions: tuple[str, ...]
    countries: tuple[str, ...]
    tags: tuple[str, ...]
    published_at: datetime
    digest: str


def practices(rows: Iterable[Practice]) -> list[PublicPractice]:
    """Return what the public reads of practices loaded `whole()`; seven queries at most."""
    found = [one for one in rows if one.public is not None]
    scrubbers = scrubbers_of({one.report.commitment_id for one in found})
    coalitions = coalitions_by_action({one.forum_id for one in found})
    return [_public(one, scrubbers[one.report.commitment_id], coalitions) for one in found]


def practices_of(forum: Forum, year: int) -> list[PublicPractice]:
    """Return the public good practices of a reporting year, in the order of their numbers."""
    rows = Practice.objects.shown(forum).filter(report__cycle__year=year)
    return practices(rows.whole().order_by("number"))


def stories(
    forum: Forum,
    *,
    coalition: str = "",
    action: str = "",
    country: str = "",
    refs: "QuerySet[Any] | Collection[str] | None" = None,
    most: int = STORIES,
) -> list[PublicPractice]:
    """Return the newest public practices of a part of the forum; `refs`: of these commitments."""
    chosen = {Facet.COALITION: coalition, Facet.ACTION: action, Facet.COUNTRY: country}
    rows = Practice.objects.shown(forum)
    for facet, value in chosen.items():
        if value:
            rows = rows.marked(facet, [value])
    if refs is not None:
        rows = rows.filter(report__commitment__ref__in=refs)
    return practices(rows.whole()[:most])


def is_hidden(practice: Practice) -> bool:
    """Return whether the maker is not named: for its own safety, or for its lead's."""
    report = practice.report
    return report.organisation.is_protected or report.commitment.organisation.is_protected


def _public(
    row: Practice, scrub: Scrubber, coalitions: dict[tuple[int, str], str]
) -> PublicPractice:
    assert row.public is not None
    assert row.published_at is not None
    content, report, hidden = row.public.content, row.report, is_hidden(row)
    maker, lead = report.organisation, report.commitment.organisation
    unnamed = lead.is_protected and maker.pk != lead.pk
    served = (coalitions.get((row.forum_id, code), "") for code in content["actions"])
    return PublicPractice(
        number=row.number,
        title=scrub.text(content["title"]),
        text=scrub.text(content["text"]),
        language=content["language"],
        maker="" if unnamed else maker.shown_name,
        maker_slug="" if hidden else maker.slug,
        is_hidden=hidden,
        ref=report.commitment.ref,
        year=report.cycle.year,
        actions=tuple(content["actions"]),
        coalitions=tuple(dict.fromkeys(code for code in served if code)),
        countries=() if hidden else tuple(content["countries"]),
        tags=tuple(scrub.text(tag) for tag in content["tags"]),
        published_at=row.published_at,
        digest=row.public.digest,
    )


def coalitions_by_action(forums: Collection[int]) -> dict[tuple[int, str], str]:
    """Return {(forum, action): coalition}, by code; one query."""
    rows = Action.objects.filter(forum__in=forums).values_list("forum", "code", "coalition__code")
    return {(forum, code): coalition for forum, code, coalition in rows}


def scrubbers_of(commitments: Collection[int]) -> dict[int, Scrubber]:
    """Return what takes the protected names out of the texts of each; six queries at most."""
    hidden: dict[int, set[int]] = defaultdict(set)
    pairs: Sequence[tuple[QuerySet[Any], str, str]] = (
        (Commitment.objects.filter(pk__in=commitments), "pk", "organisation"),
        (Report.objects.filter(commitment__in=commitments), "commitment", "organisation"),
        (
            Partner.objects.filter(revision__commitment__in=commitments),
            "revision__commitment",
            "organisation",
        ),
        (
            CoMaker.objects.filter(revision__commitment__in=commitments),
            "revision__commitment",
            "organisation",
        ),
    )
    for rows, commitment, organisation in pairs:
        found = rows.filter(organisation__is_protected=True).order_by()
        for key, pk in found.values_list(commitment, organisation).distinct():
            hidden[key].add(pk)
    wanted = {pk for some in hidden.values() for pk in some}
    known = Organisation.objects.filter(pk__in=wanted).prefetch_related("aliases").in_bulk()
    return {
        key: scrubber(*(_names(known[pk]) for pk in sorted(hidden.get(key, ()))))
        for key in commitments
    }


def _names(one: Organisation) -> tuple[list[str], str]:
    return [one.name, *(alias.name for alias in one.aliases.all())], one.protected_name


def searched(one: PublicPractice) -> str:
    """Return the public words of a practice as the search keeps them, between spaces."""
    words = indexed("\n".join((one.title, one.text, one.maker, one.ref, *one.tags)))
    return f" {words} "


def rebuild(forum: Forum, progress: Callable[[int], None]) -> int:
    """Write anew by what all practices of a forum are found; return how many."""
    keys = list(
        Practice.objects.filter(forum=forum, public__isnull=False).values_list("pk", flat=True)
    )
    for start in range(0, len(keys), STEP):
        with transaction.atomic():
            keep_found(Practice.objects.filter(pk__in=keys[start : start + STEP]))
        progress(start)
    return len(keys)


def keep_found(rows: PracticeQuerySet) -> None:
    """Write by what these are found: their words and marks, as they are public now."""
    found = list(rows.filter(public__isnull=False).whole())
    public = {one.number: one for one in practices(found)}
    marks = []
    for row in found:
        row.searched = searched(public[row.number])
        marks += [
            Mark(practice=row, forum_id=row.forum_id, facet=facet, value=value)
            for facet, value in marks_of(public[row.number])
        ]
    Practice.objects.bulk_update(found, ["searched"], batch_size=200)
    Mark.objects.filter(practice__in=found).delete()
    Mark.objects.bulk_create(marks, batch_size=500)


def marks_of(one: PublicPractice) -> list[tuple[str, str]]:
    """Return the (facet, value) pairs by which a practice is found, each once."""
    pairs = [
        *((Facet.COALITION.value, code) for code in one.coalitions),
        *((Facet.ACTION.value, code) for code in one.actions),
        *((Facet.COUNTRY.value, code) for code in one.countries),
        *((Facet.TAG.value, tag[:60]) for tag in one.tags),
    ]
    return [pair for pair in dict.fromkeys(pairs) if pair[1]]


def organisation_changed(organisation: Organisation, _now: datetime) -> None:
    """Find no practice any more by a name that is withheld now; by a new name find it."""
    naming = Partner.objects.filter(organisation=organisation).values("revision__commitment")
    making = CoMaker.objects.filter(organisation=organisation).values("revision__commitment")
    rows = Practice.objects.filter(
        Q(report__organisation=organisation)
        | Q(report__commitment__organisation=organisation)
        | Q(report__commitment__in=naming)
        | Q(report__commitment__in=making)
    )
    for forum in sorted(set(rows.values_list("forum", flat=True))):
        keep_found(Practice.objects.filter(pk__in=rows.filter(forum=forum).values("pk")))
        touch(forum)
