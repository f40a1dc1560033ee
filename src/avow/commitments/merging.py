"""Commitments and partners, when two organisations become one."""

from datetime import datetime

from avow.commitments.models import CoMaker, Commitment, Joining, Partner, Revision
from avow.commitments.states import CoMakerState, JoiningState, PartnerState
from avow.people.merging import moves_on_merge
from avow.people.models import Organisation

# Of two answers to the same question the more careful one counts.
_CAREFUL = [PartnerState.REFUSED, PartnerState.CONFIRMED, PartnerState.ASKED]


@moves_on_merge("commitments")
def move(gone: Organisation, kept: Organisation, _now: datetime) -> int:
    """Move the commitments and where it is named as a partner; named twice is shown once."""
    first = Partner.objects.filter(organisation=kept, is_joined=False)
    both = {row.revision_id: row for row in first}
    named = Partner.objects.filter(organisation=gone)
    for row in named.filter(revision__in=both).select_related("revision"):
        mine = both[row.revision_id]
        if _CAREFUL.index(PartnerState(row.state)) < _CAREFUL.index(PartnerState(mine.state)):
            mine.state, mine.decided_by, mine.decided_at = (
                row.state,
                row.decided_by,
                row.decided_at,
            )
        if row.revision.published_at is not None:
            # A published text keeps both names as it had them; the public reads one.
            mine.save(update_fields=["state", "decided_by", "decided_at"])
            row.organisation, row.is_joined, row.state = kept, True, mine.state
            row.save(update_fields=["organisation", "is_joined", "state"])
            continue
        roles = [role for role in (mine.role, row.role) if role]
        mine.role = "; ".join(dict.fromkeys(roles))[:200]
        mine.save()
        row.delete()
    moved = _co_makers(gone, kept) + named.update(organisation=kept)
    return moved + Commitment.objects.filter(organisation=gone).update(organisation=kept)


# The same for co-makers: a signature counts only where both gave it.
_CAUTIOUS = [CoMakerState.LEFT, CoMakerState.REFUSED, CoMakerState.ASKED, CoMakerState.CONFIRMED]


def _co_makers(gone: Organisation, kept: Organisation) -> int:
    """Move where it is a co-maker: shares of two that become one are added, nothing is lost."""
    together = CoMaker.objects.filter(organisation=gone)
    both = {row.revision_id: row for row in CoMaker.objects.filter(organisation=kept)}
    for row in together.filter(revision__in=both):
        mine = both[row.revision_id]
        if _CAUTIOUS.index(CoMakerState(row.state)) < _CAUTIOUS.index(CoMakerState(mine.state)):
            mine.state, mine.reason = row.state, row.reason
            mine.decided_by, mine.decided_at = row.decided_by, row.decided_at
        mine.share += row.share
        mine.task = "; ".join(dict.fromkeys(task for task in (mine.task, row.task) if task))[:300]
        row.delete()
        mine.save()
    for lead, other in ((gone, kept), (kept, gone)):
        _into_lead(lead, other)
    asked = Joining.objects.filter(organisation=kept, state=JoiningState.ASKED)
    Joining.objects.filter(
        organisation=gone, state=JoiningState.ASKED, commitment__in=asked.values("commitment")
    ).delete()
    moved = Joining.objects.filter(organisation=gone).update(organisation=kept)
    return moved + CoMaker.objects.filter(organisation=gone).update(organisation=kept)


def _into_lead(lead: Organisation, other: Organisation) -> None:
    """Add the share of a co-maker that becomes one with the lead to the lead's own."""
    rows = CoMaker.objects.filter(organisation=other, revision__commitment__organisation=lead)
    for row in rows:
        revision = Revision.objects.get(pk=row.revision_id)
        revision.lead_share += row.share
        row.delete()
        revision.save(update_fields=["lead_share"])
