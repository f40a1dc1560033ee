"""Commitments and partners, when two organisations become one."""

from datetime import datetime

from avow.commitments.models import Commitment, Partner
from avow.commitments.states import PartnerState
from avow.people.merging import moves_on_merge
from avow.people.models import Organisation

# Of two answers to the same question the more careful one counts.
_CAREFUL = [PartnerState.REFUSED, PartnerState.CONFIRMED, PartnerState.ASKED]


@moves_on_merge("commitments")
def move(gone: Organisation, kept: Organisation, _now: datetime) -> int:
    """Move the commitments and where it is named as a partner; named twice becomes named once."""
    both = {row.revision_id: row for row in Partner.objects.filter(organisation=kept)}
    for row in Partner.objects.filter(organisation=gone, revision__in=both):
        mine = both[row.revision_id]
        if _CAREFUL.index(PartnerState(row.state)) < _CAREFUL.index(PartnerState(mine.state)):
            mine.state, mine.decided_by, mine.decided_at = (
                row.state,
                row.decided_by,
                row.decided_at,
            )
        roles = [role for role in (mine.role, row.role) if role]
        mine.role = "; ".join(dict.fromkeys(roles))[:200]
        mine.save()
        row.delete()
    named = Partner.objects.filter(organisation=gone).update(organisation=kept)
    return named + Commitment.objects.filter(organisation=gone).update(organisation=kept)
