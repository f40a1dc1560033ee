"""How a coalition's reporting stands: what Champions read on their page and in their mails.

Numbers, references and public titles alone. A report or a silence that would say who a protected
maker is counts, and is never named.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from avow.commitments.models import CommitmentCoalition
from avow.commitments.states import PUBLIC
from avow.forums.models import Coalition
from avow.notices.letters import absolute
from avow.people.links import link
from avow.progress import listing, publication
from avow.progress.listing import Tally
from avow.progress.models import Cycle, Inactivity, Report
from avow.progress.states import HANDED_IN, Check, Declared, InactivityState, State

NEWEST = 5  # reports named, and silent commitments
_READ = HANDED_IN - {State.RETURNED}  # what is returned is being written again


@dataclass(frozen=True, slots=True)
class Named:
    """A commitment that the public sees: its reference, title and language."""

    ref: str
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Section:
    """One coalition in one cycle. `last` is its tally in the cycle before, where there was one."""

    coalition: Coalition
    tally: Tally
    last: Tally | None
    verified: int
    published: int
    statuses: tuple[tuple[str, int], ...]  # declared, in the order of `Declared`
    differ: int
    newest: tuple[Named, ...]
    soon_inactive: int
    inactive: int
    silent: tuple[Named, ...]

    @property
    def declared(self) -> list[tuple[str, int]]:
        """Return the declared statuses in words, each with its number."""
        return [(str(Declared(code).label), number) for code, number in self.statuses]


def sections(cycle: Cycle, coalitions: Iterable[Coalition]) -> list[Section]:
    """Return how each coalition stands in a cycle; eight queries for each, one for all."""
    earlier = Cycle.objects.before(cycle.forum, cycle.window.opens_at).first()
    return [_section(cycle, one, earlier) for one in coalitions]


def _section(cycle: Cycle, coalition: Coalition, earlier: Cycle | None) -> Section:
    found = listing.tallies([one for one in (cycle, earlier) if one], coalition.pk)
    rows = listing.in_coalitions(Report.objects.filter(cycle=cycle), [coalition.pk])
    verified = Q(state=State.VERIFIED) | Q(state=State.PUBLISHED, public_check=Check.VERIFIED)
    numbers = rows.order_by().aggregate(
        verified=Count("pk", filter=verified),
        published=Count("pk", filter=Q(state=State.PUBLISHED)),
        differ=Count("pk", filter=Q(differs=True, state__in=sorted(_READ))),
    )
    read = rows.filter(state__in=sorted(_READ)).order_by()
    said = dict(read.values_list("status").annotate(n=Count("pk")))
    silent = _silent(coalition)
    states = dict(silent.order_by().values_list("state").annotate(n=Count("pk")))
    return Section(
        coalition=coalition,
        tally=found.get(cycle.pk, Tally()),
        last=found.get(earlier.pk) if earlier else None,
        statuses=tuple((code, said[code]) for code in Declared.values if code in said),
        newest=_newest(cycle, coalition),
        soon_inactive=states.get(InactivityState.ANNOUNCED, 0),
        inactive=states.get(InactivityState.INACTIVE, 0),
        silent=_named(cycle, silent.order_by("-announced_at", "-pk")),
        **numbers,
    )


def _newest(cycle: Cycle, coalition: Coalition) -> tuple[Named, ...]:
    """Return what was published last, each commitment once; nobody's whose name is withheld."""
    public = publication.nameable(publication.visible()).filter(cycle=cycle, state=State.PUBLISHED)
    rows = listing.in_coalitions(public, [coalition.pk]).order_by("-published_at", "-pk")
    refs = dict.fromkeys(rows.values_list("commitment__ref", flat=True)[: NEWEST * 4])
    return _titled(cycle, refs)


def _silent(coalition: Coalition) -> Any:
    links = CommitmentCoalition.objects.filter(coalition=coalition).values("commitment")
    rows = Inactivity.objects.exclude(state=InactivityState.LIFTED)
    return rows.filter(commitment__in=links, commitment__state__in=PUBLIC)


def _named(cycle: Cycle, rows: Any) -> tuple[Named, ...]:
    open_ones = rows.filter(commitment__organisation__is_protected=False)
    return _titled(cycle, open_ones.values_list("commitment__ref", flat=True)[:NEWEST])


def _titled(cycle: Cycle, refs: Iterable[str]) -> tuple[Named, ...]:
    wanted = list(refs)[:NEWEST]
    titles = listing.titles_of(cycle.forum, wanted)
    return tuple(Named(ref, *titles[ref]) for ref in wanted if ref in titles)


def told(section: Section, cycle: Cycle, language: str = "en") -> dict[str, Any]:
    """Return a section as a mail in a language holds it: plain values."""
    tally = section.tally
    return {
        "names": section.coalition.names,
        "owed": tally.owed,
        "reported": tally.reported,
        "verified": section.verified,
        "published": section.published,
        "missing": tally.missing,
        "waiting": tally.waiting + tally.returned,
        "percent": tally.percent,
        "last_percent": section.last.percent if section.last else None,
        "statuses": [list(one) for one in section.statuses],
        "differ": section.differ,
        "soon_inactive": section.soon_inactive,
        "inactive": section.inactive,
        "newest": [
            {"title": one.title, "url": _page(cycle, "progress:public_report", one, language)}
            for one in section.newest
        ],
        "silent": [
            {"title": one.title, "url": _page(cycle, "directory:commitment", one, language)}
            for one in section.silent
        ],
    }


def _page(cycle: Cycle, name: str, one: Named, language: str) -> str:
    year = [cycle.year] if name == "progress:public_report" else []
    return absolute(link(name, cycle.forum, one.ref, *year, language=language))


def content_of(sections: list[dict[str, Any]]) -> str:
    """Return the SHA-256 of what a mail tells: equal where nothing has changed."""
    text = json.dumps(sections, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
