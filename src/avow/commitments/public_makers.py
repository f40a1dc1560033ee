"""Who makes a commitment together, as the public may see it: the safety wall's part for co-makers.

A protected co-maker stands under its protected name, without place or task. Beside a protected
lead no co-maker is named: they would say who the lead is.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, QuerySet

from avow.commitments.models import CoalitionShare, CoMaker, Commitment, Revision
from avow.commitments.states import CoMakerState
from avow.directory.entry import Details, MakerRow, MakerShare, PublicEntry
from avow.forums.regions import region_of
from avow.kernel import bulk
from avow.people.models import Organisation

SHOWN = frozenset({CoMakerState.CONFIRMED, CoMakerState.LEFT})


def with_makers(*before: str) -> list[Any]:
    """Return what to fetch with revisions, each at the end of the path `before`."""
    rows = CoMaker.objects.select_related("organisation")
    parts = CoalitionShare.objects.select_related("coalition")
    return [
        one
        for path in before
        for one in (
            Prefetch(f"{path}co_makers", rows),
            Prefetch(f"{path}coalition_shares", parts),
        )
    ]


def protected() -> "QuerySet[CoMaker]":
    """Return the co-makers at risk: their names are taken out of all texts."""
    rows = CoMaker.objects.filter(organisation__is_protected=True)
    return rows.select_related("organisation").order_by("pk")


def hidden_co_makers(commitment: Commitment) -> Iterable[CoMaker]:
    """Return the co-makers at risk of every text of a commitment."""
    loaded: list[Revision] | None = getattr(commitment, "public_revisions", None)
    if loaded is not None:
        return [one for revision in loaded for one in revision.protected_co_makers]  # type: ignore[attr-defined]  # as prefetched
    return protected().filter(revision__commitment=commitment)


def makers_of(commitment: Commitment, revision: Revision) -> tuple[MakerShare, ...]:
    """Return the makers with their shares, the lead first; nothing where there is only one."""
    others = _shown(revision)
    if not others:
        return ()
    lead = commitment.organisation
    hidden = lead.is_protected
    return (
        _maker(lead, revision.lead_share),
        *(
            _open_share(one.share)
            if one.state == CoMakerState.LEFT
            else MakerShare(share=one.share)
            if hidden
            else _maker(one.organisation, one.share)
            for one in others
        ),
    )


def together(entry: PublicEntry, commitment: Commitment, revision: Revision) -> PublicEntry:
    """Return the entry with its makers' shares and the coalitions' parts, where there are any."""
    makers = makers_of(commitment, revision)
    split = split_of(revision, entry.coalitions)
    if split:
        parts = [[code, f"{percent:.2f}"] for code, percent in split]
        entry.details["coalition_split"] = parts
    if not (makers or split):
        return entry
    return replace(entry, makers=makers, coalition_split=split)


def _shown(revision: Revision) -> list[CoMaker]:
    return [one for one in bulk.gathered(revision, "co_makers") if one.state in SHOWN]


def _open_share(share: Decimal) -> MakerShare:
    return MakerShare(share=share, is_open_share=True)


def _maker(one: Organisation, share: Decimal) -> MakerShare:
    if one.is_protected:
        return MakerShare(share=share, name=one.protected_name, organisation_type=one.kind)
    return MakerShare(
        share=share,
        name=one.name,
        slug=one.slug,
        organisation_type=one.kind,
        country=one.country,
        region=region_of(one.country),
    )


def split_of(revision: Revision, codes: Iterable[str]) -> tuple[tuple[str, Decimal], ...]:
    """Return the parts of the coalitions shown, where the maker says them."""
    shown = set(codes)
    rows = sorted(
        bulk.gathered(revision, "coalition_shares"), key=lambda one: one.coalition.position
    )
    return tuple((one.coalition.code, one.percent) for one in rows if one.coalition.code in shown)


def add_details(details: Details, commitment: Commitment, revision: Revision) -> None:
    """Add what the page shows of makers together; nothing of a maker alone."""
    if revision.is_open:
        details["is_open"] = True
    others = _shown(revision)
    if not others:
        return
    lead = commitment.organisation
    rows = [_row(lead, revision.lead_share, is_lead=True)]
    for one in others:
        row = _row(one.organisation, one.share, hidden=lead.is_protected)
        named = not (lead.is_protected or one.organisation.is_protected)
        row["task"] = one.task if named else ""
        if one.state == CoMakerState.LEFT:
            row["left_on"] = _day(commitment, one.decided_at)
            row["reason"] = one.reason if named else ""
        rows.append(row)
    details["makers"] = rows


def _row(
    one: Organisation, share: Decimal, *, is_lead: bool = False, hidden: bool = False
) -> MakerRow:
    named = not hidden and not one.is_protected
    return {
        "name": "" if hidden else one.shown_name,
        "slug": one.slug if named else "",
        "country": one.country if named else "",
        "share": f"{share:.2f}",
        "is_lead": is_lead,
        "task": "",
        "left_on": "",
        "reason": "",
    }


def _day(commitment: Commitment, moment: datetime | None) -> str:
    return moment.astimezone(commitment.forum.zone).date().isoformat() if moment else ""
