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
    return named.update(organisation=kept) + Commitment.objects.filter(organisation=gone).update(
        organisation=kept
    )
